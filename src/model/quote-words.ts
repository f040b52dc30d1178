/** The words in which the company reads a calculation: names of its lines and of what is missing, in config/quote-words.yaml. */
import { z } from 'zod';

const Words = z.strictObject({
  /** Titles and labels of the printed calculation. */
  labels: z.record(z.string(), z.string()),
  /** Lines of the calculation, by step. */
  steps: z.record(z.string(), z.string()),
  modes: z.record(z.string(), z.string()),
  /** From when a lead time counts, and what may change it. */
  leadTimes: z.record(z.string(), z.string()),
  /** Sentences about what is missing, by code; English ones stand in the program. */
  gaps: z.record(z.string(), z.string()).default({}),
});
export type QuoteLanguage = z.infer<typeof Words>;

export const QuoteWords = z.strictObject({ en: Words, zh: Words });
export type QuoteWords = z.infer<typeof QuoteWords>;
