/** Tells whether a clause instructs the desk to change the draft. */
import { afterPhrase, beginning, foldAnswer, mentions } from './phrases.ts';
import type { Reading } from './reading.ts';
import { readCommand } from './revise-commands.ts';

/** "change the price", "price 4.95", "交期写长一点": a verb, a command, or a part of the quotation and a verb. */
export function isInstruction(clause: string, { words, phrases }: Pick<Reading, 'words' | 'phrases'>): boolean {
  if (readCommand(clause, words, phrases)) return true;
  const bare = withoutCourtesy(clause, phrases.courtesies);
  const folded = foldAnswer(bare);
  if (beginning(folded, phrases.changes) !== null) return true;
  const fields = Object.values(words).flatMap(({ fields: named }) => Object.values(named).flat());
  const field = beginning(folded, new Set(fields.map((name) => foldAnswer(name ?? ''))));
  // In Chinese the thing stands before the verb; in English "price: lower it".
  return (
    field !== null && /\p{Script=Han}/u.test(field) && mentions(folded.slice(field.length).trim(), phrases.changes)
  );
}

function withoutCourtesy(clause: string, courtesies: ReadonlySet<string>): string {
  const found = afterPhrase(clause, courtesies);
  return found && found.rest !== '' ? found.rest : clause;
}
