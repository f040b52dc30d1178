/** Words by which numbers, dates, terms and people in a mail are read, as in config/reading-words.yaml. */
import { z } from 'zod';

const CountryCode = z.string().length(2);
/** meaning -> language -> spellings. */
const Section = z.record(z.string(), z.record(z.string(), z.array(z.string().min(1))));

export const WordSection = z.enum([
  'months',
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
  'stop_word',
  'product_objection',
  'acknowledgement',
  'personal',
  'territory',
  'switch_cue',
  'closing',
  'phone_label',
  'title',
  'self',
  'role_name',
  'port_word',
  'towards',
  'per_unit',
  'destination_cue',
  'certificates',
  'places',
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
  legalForms: z.array(z.object({ form: z.string().min(1), country: CountryCode.optional() })).min(1),
  terms: z.record(WordSection, Section),
});
export type ReadingWords = z.infer<typeof ReadingWords>;
