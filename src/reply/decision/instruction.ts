/** Tells whether a clause instructs the desk to change the draft. */
import { afterPhrase, beginning, foldAnswer, mentions } from './phrases.ts';
import type { Reading } from './reading.ts';
import { readCommand } from './revise-commands.ts';

const HAN = /\p{Script=Han}/u;

/** "change the price", "price 4.95", "交期写长一点": a verb, a command, or a part of the quotation and a verb. */
export function isInstruction(clause: string, { words, phrases }: Pick<Reading, 'words' | 'phrases'>): boolean {
  if (readCommand(clause, words, phrases)) return true;
  const bare = withoutCourtesy(clause, phrases.courtesies);
  const folded = foldAnswer(bare);
  if (beginning(folded, phrases.changes) !== null) return true;
  const field = beginning(folded, fieldNames(words));
  // In Chinese the thing stands before the verb; in English "price: lower it".
  if (field !== null && HAN.test(field) && mentions(folded.slice(field.length).trim(), phrases.changes)) return true;
  return changesPart(folded, phrases);
}

/** "Too long", "the price is wrong", "价格不对": says why the draft is to be changed; the clause behind it says how. */
export function isFault(clause: string, { words, phrases }: Pick<Reading, 'words' | 'phrases'>): boolean {
  const folded = foldAnswer(clause).replace(/^the /, '');
  const fault = beginning(folded, phrases.faults);
  // "Wrong" needs the name of the thing: "wrong customer, ask Tom" is no revision.
  if (fault !== null && !phrases.noValues.has(fault)) return true;
  const named = beginning(folded, fieldNames(words)) ?? beginning(folded, phrases.parts);
  const rest = named === null ? '' : folded.slice(named.length).trim();
  const linked = beginning(rest, phrases.links);
  const said = linked === null ? rest : rest.slice(linked.length).trim();
  return [rest, said].some((text) => beginning(text, phrases.faults) !== null);
}

function fieldNames(words: Reading['words']): ReadonlySet<string> {
  const fields = Object.values(words).flatMap(({ fields: named }) => Object.values(named).flat());
  return new Set(fields.map((name) => foldAnswer(name ?? '')));
}

/** "付款方式改成…", "MOQ改为…", "最后加一句…": a part of the letter and right behind it what to do with it. */
function changesPart(folded: string, phrases: Reading['phrases']): boolean {
  let rest = folded;
  for (let round = 0; round < 3 && rest !== ''; round += 1) {
    const part = beginning(rest, phrases.parts);
    if (part === null) break;
    rest = rest.slice(part.length).trim();
  }
  if (rest === folded) return false;
  const between = beginning(rest, phrases.connectors);
  if (between !== null) rest = rest.slice(between.length).trim();
  return HAN.test(rest[0] ?? '') && beginning(rest, phrases.changes) !== null;
}

function withoutCourtesy(clause: string, courtesies: ReadonlySet<string>): string {
  const found = afterPhrase(clause, courtesies);
  return found && found.rest !== '' ? found.rest : clause;
}
