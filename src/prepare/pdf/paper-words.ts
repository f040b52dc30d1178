/** The words of quotations and proforma invoices in each language, as in templates/words-paper.yaml. */
import { z } from 'zod';
import { AttachReason, LeftReason } from '../../model/documents.ts';

/** Text with `{name}` where a value goes. */
const Sentence = z.string();

const PaperLanguage = z.strictObject({
  quotation: z.string(),
  proforma: z.string(),
  number: z.string(),
  version: Sentence,
  date: z.string(),
  validUntil: z.string(),
  inquiry: z.string(),
  contact: z.string(),
  buyer: z.string(),
  columns: z.strictObject({
    no: z.string(),
    description: z.string(),
    quantity: z.string(),
    unitPrice: z.string(),
    amount: z.string(),
  }),
  total: z.string(),
  hsCode: z.string(),
  scheme: z.strictObject({
    transport: Sentence,
    insurance: Sentence,
    vatIncluded: z.string(),
    vatExcluded: z.string(),
  }),
  tiers: z.string(),
  from: Sentence,
  product: z.string(),
  price: z.string(),
  terms: z.string(),
  payment: z.string(),
  leadTime: z.string(),
  leadTimeSentence: Sentence,
  leadTimeChange: Sentence,
  leadTimeOpen: z.string(),
  transit: z.string(),
  transitSentence: Sentence,
  packing: z.string(),
  packingSentence: Sentence,
  netWeight: Sentence,
  carton: Sentence,
  loading: z.string(),
  validity: z.string(),
  priceValidity: Sentence,
  freightValidity: Sentence,
  changes: Sentence,
  bank: z.string(),
  beneficiary: z.string(),
  bankName: z.string(),
  bankAddress: z.string(),
  account: z.string(),
  swift: z.string(),
  bankWarning: z.string(),
  signature: Sentence,
});
export type PaperLanguage = z.infer<typeof PaperLanguage>;

const TeamDocumentWords = z.strictObject({
  reasons: z.record(AttachReason, z.string()),
  left: Sentence,
  leftReasons: z.record(LeftReason, z.string()),
});

export const PaperWords = z.strictObject({
  languages: z.record(z.string(), PaperLanguage).and(z.object({ en: PaperLanguage })),
  team: z.strictObject({ en: TeamDocumentWords, zh: TeamDocumentWords }),
});
export type PaperWords = z.infer<typeof PaperWords>;

/**
 * Puts values into a sentence, each held together in its own direction (FSI and PDI of Unicode), so that a Latin name
 * in an Arabic sentence keeps its full stop. A value that is not given stays as its name in braces.
 */
export function fillIn(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{(\w{1,20})\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? isolated(values[name] ?? whole) : whole,
  );
}

/** Text that keeps its own direction among other text. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
