/** The words with which a team member answers an approval request, as in config/decision-words.yaml. */
import { z } from 'zod';

const Words = z.array(z.string().min(1)).default([]);

const WordLists = z.object({
  /** Means "send the draft as it is" when nothing else is said. */
  approve: Words,
  /** Alone in the first line: the text to send follows. */
  edit: Words,
  /** Means "do not send"; a reason may follow after a colon, comma or dash. */
  reject: Words,
  /** Those of them that a reason may follow without any punctuation; with the others that would be an instruction. */
  refusals: Words,
  greetings: Words,
  thanks: Words,
  /** Words without meaning of their own beside an approval, e.g. `please`. */
  fillers: Words,
  /** Words that make an approval conditional, e.g. `but`. */
  conditions: Words,
  /** How an instruction to the desk begins: such a text is not a letter to the customer. */
  instructions: Words,
  /** Words of signature lines: titles, departments, labels of numbers. */
  signature: Words,
});

/** Word lists by language; an answer may mix the languages. */
export const DecisionWords = z.record(z.string(), WordLists);
export type DecisionWords = z.infer<typeof DecisionWords>;
