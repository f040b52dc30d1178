/** Words by which amounts, times, money and promises in a reworded draft are found, as in config/claim-words.yaml. */
import { z } from 'zod';

const Spellings = z.array(z.string().min(1));
/** language -> spellings. */
const ByLanguage = z.record(z.string(), Spellings);
/** label -> language -> spellings. */
const Labelled = z.record(z.string(), ByLanguage);
/** language -> value as decimal text -> spellings. */
const Values = z.record(z.string(), z.record(z.string().regex(/^\d+(\.\d+)?$/), Spellings));

export const ClaimWords = z.strictObject({
  numbers: Values,
  multipliers: Values,
  joints: ByLanguage,
  idioms: ByLanguage,
  counters: ByLanguage,
  time: Labelled,
  percent: ByLanguage,
  /** ISO 4217 code or `cent` -> language -> spellings. */
  money: Labelled,
  between: Spellings,
  moments: Labelled,
  promises: Labelled,
  capitals: ByLanguage,
});
export type ClaimWords = z.infer<typeof ClaimWords>;
