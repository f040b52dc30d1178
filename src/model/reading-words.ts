/** Words by which numbers, dates, terms and people in a mail are read, as in config/reading-words.yaml. */
import { z } from 'zod';

const CountryCode = z.string().length(2);
/** meaning -> language -> spellings. */
const Section = z.record(z.string(), z.record(z.string(), z.array(z.string().min(1))));

export const WordSection = z.enum([
  'months',
  'near_month',
  'quarter',
  'period_part',
  'deadline',
  'within',
  'time_unit',
  'delivery_cue',
  'other_date_cue',
  'multipliers',
  'numbers',
  'quantity_label',
  'units',
  'container',
  'packing',
  'each',
  'range',
  'table_column',
  'holiday',
  'measures',
  'colour',
  'material',
  'surface',
  'construction',
  'currencies',
  'target_price',
  'payment',
  'annual',
  'negation',
  'condition',
  'asks',
  'request',
  'send',
  'stop_word',
  'product_objection',
  'price_complaint',
  'price_word',
  'agreement',
  'handover',
  'other_supplier',
  'bad',
  'later',
  'acknowledgement',
  'personal',
  'territory',
  'switch_cue',
  'closing',
  'abbreviation',
  'list_item',
  'article',
  'phone_label',
  'title',
  'tone',
  'degree',
  'job_title',
  'company_word',
  'street',
  'country',
  'self',
  'role_name',
  'port_word',
  'towards',
  'per_unit',
  'destination_cue',
  'certificates',
  'places',
  'no_go',
  'promise',
  'excess',
]);
export type WordSection = z.infer<typeof WordSection>;

export const ReadingWords = z.object({
  /** Languages that write 1.000,50; the others write 1,000.50. */
  decimalComma: z.array(z.string()),
  /** Countries that write 1,000.50 whatever their language does (domain 2.5.3). */
  decimalPointCountries: z.array(CountryCode),
  monthFirstCountries: z.array(CountryCode),
  /** Language -> the one country it speaks for (domain 7 A). */
  mainCountry: z.record(z.string(), CountryCode),
  /** Language -> the countries whose buyers write it, the largest first. */
  languageCountries: z.record(z.string(), z.array(CountryCode)),
  /** `countries`: those whose law knows the form, where they are few. */
  /** Voltage and frequency of the mains and IEC 60083 letters of the plugs, by country. */
  mains: z
    .array(z.object({ countries: z.array(CountryCode), voltage: z.string(), frequency: z.string(), plug: z.string() }))
    .default([]),
  legalForms: z.array(z.object({ form: z.string().min(1), countries: z.array(CountryCode).optional() })).min(1),
  terms: z.record(WordSection, Section),
});
export type ReadingWords = z.infer<typeof ReadingWords>;
