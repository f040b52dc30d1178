/** What a dictionary does not know and is right all the same, as in config/spelling.yaml. */
import { z } from 'zod';

const LanguageSpelling = z.strictObject({
  /** Words of the trade, product words, names; case and accents do not matter. */
  words: z.array(z.string().min(1)).default([]),
  /** Endings or pieces written otherwise in another country: the first is as right as the second (`our`, `or`). */
  variants: z.array(z.tuple([z.string().min(1), z.string()])).default([]),
});

export const SpellingWords = z.strictObject({
  /** In every language. */
  everywhere: z.array(z.string().min(1)).default([]),
  languages: z.record(z.string(), LanguageSpelling).default({}),
});
export type SpellingWords = z.infer<typeof SpellingWords>;
