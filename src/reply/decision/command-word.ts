/** Reads an answer that begins with the word for a revision, a rejection, another colleague, a later day or an end. */
import type { DecisionWords } from '../../model/decision-words.ts';
import { CloseCode } from '../../model/draft.ts';
import { approves, approvesOnly, clausesOf } from './clauses.ts';
import { isInstruction } from './instruction.ts';
import { afterPhrase, beginning, foldAnswer, isQuestion, mentions, type Rest } from './phrases.ts';
import { type Outcome, type Reading, unclear } from './reading.ts';
import { readCommands } from './revise-commands.ts';
import { readSnoozeDay } from './snooze-day.ts';

const ADDRESS =
  /(?<![a-z0-9]|[a-z0-9][._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9][a-z0-9.-]{0,200}\.[a-z]{2,24}(?![a-z0-9])/gi;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const MOST_LINES = 100;

/** Null when the answer begins with no such word, or says not what the word needs. */
export function readCommandWord(reading: Reading): Outcome | null {
  const { lines } = reading;
  const first = commandLine(lines[0] ?? '', reading);
  const below = lines.slice(1, MOST_LINES);
  if (below.some((line) => decides(line, reading))) return null;
  return (
    notTheSame(first, below, reading) ??
    revise(first, below, reading) ??
    reject(first, below, reading) ??
    assign(first, below, reading) ??
    snooze(first, below, reading) ??
    close(first, below, reading)
  );
}

/** "not the same: another year of birth". */
function notTheSame(first: string, below: readonly string[], { phrases, names, likeness }: Reading): Outcome | null {
  const found = likeness ? afterPhrase(first, phrases.notTheSame) : null;
  if (!found || !isApart(found, UNSPACED.test(found.phrase)) || isQuestion(first, phrases)) return null;
  const reason = withReason(found, below);
  // He has to see the draft again first.
  if (clausesOf(reason, phrases.connectors).some((clause) => approves(clause, phrases, names)))
    return unclear('several');
  return { kind: 'not_the_same', reason };
}

/** "revise: …": everything behind the word is the instruction. */
function revise(first: string, below: readonly string[], { phrases, words }: Reading): Outcome | null {
  const found = afterPhrase(first, phrases.revise);
  if (!found) return null;
  const instruction = [found.rest, ...below].join('\n').trim();
  if (instruction === '') return unclear('not_understood');
  return { kind: 'revise', instruction, ...readCommands(instruction, words, phrases) };
}

/** "reject: reason", "拒绝 原因"; "do not send the price" is an instruction, not a refusal. */
function reject(first: string, below: readonly string[], reading: Reading): Outcome | null {
  const { phrases, names } = reading;
  const found = afterPhrase(first, phrases.reject);
  if (!found || !isApart(found, phrases.refusals.has(found.phrase))) return null;
  const reason = withReason(found, below);
  if (isQuestion(first, phrases)) return null;
  // After a colon or in its own lines everything is the reason; "don't send, change the price first" is an instruction.
  if (found.rest !== '' && !/[:：]/.test(found.separator)) {
    const clauses = clausesOf(reason, phrases.connectors);
    const instructs = clauses.some(
      (clause) =>
        isInstruction(clause, reading) ||
        approves(clause, phrases, names) ||
        beginning(foldAnswer(clause), phrases.holds) !== null,
    );
    if (instructs) return unclear('condition');
  }
  return { kind: 'reject', reason };
}

function assign(first: string, below: readonly string[], { phrases, names }: Reading): Outcome | null {
  const found = afterPhrase(first, phrases.assign);
  if (!found) return null;
  const said = [found.rest, ...below].join('\n');
  const addresses = new Set((said.match(ADDRESS) ?? []).map((address) => address.toLowerCase()));
  const [address] = addresses;
  if (address === undefined) return null;
  if (addresses.size > 1) return unclear('several', 'assign');
  const besides = clausesOf(said.replace(ADDRESS, ' '), phrases.connectors);
  if (besides.some((clause) => approves(clause, phrases, names))) return unclear('several');
  return isQuestion(first, phrases) ? null : { kind: 'assign', address };
}

function snooze(first: string, below: readonly string[], { phrases, names, words, today }: Reading): Outcome | null {
  const found = afterPhrase(first, phrases.snooze);
  if (!found || today === null || isQuestion(first, phrases)) return null;
  const said = [found.rest, ...below].join('\n').trim();
  const comma = /[,，;；。\n(（]|\s[-–—]\s|\.\s|!/.exec(said)?.index ?? said.length;
  const until =
    readSnoozeDay(said, today, words, phrases) ?? readSnoozeDay(said.slice(0, comma), today, words, phrases);
  if (until === null) return null;
  const besides = clausesOf(said.slice(comma), phrases.connectors);
  if (besides.some((clause) => approves(clause, phrases, names))) return unclear('several');
  return { kind: 'snooze', until };
}

function close(first: string, below: readonly string[], reading: Reading): Outcome | null {
  const found = afterPhrase(first, reading.phrases.close);
  if (!found || isQuestion(first, reading.phrases)) return null;
  const reason = withReason(found, below);
  const code = closeCode(reason, reading.words);
  if (reason === '' || (!isApart(found, UNSPACED.test(found.phrase)) && code === 'other')) return null;
  return { kind: 'close', code, reason };
}

/** The first reason in the order of the codes whose words the text holds. */
function closeCode(reason: string, words: DecisionWords): CloseCode {
  const folded = foldAnswer(reason);
  const named = (code: CloseCode) =>
    new Set(Object.values(words).flatMap(({ closeCodes }) => (closeCodes[code] ?? []).map(foldAnswer)));
  const specific = CloseCode.options.filter((code) => code !== 'lost' && code !== 'other');
  return [...specific, 'lost' as const].find((code) => mentions(folded, named(code))) ?? 'other';
}

/** The line without a greeting and "please" before the word; "reject (reason)" as "reject - reason". */
function commandLine(line: string, { phrases }: Reading): string {
  let first = line.trim().replace(/^([^()（）]{1,40})[(（]([^()（）]{1,400})[)）][.。!！]?$/u, '$1 - $2');
  for (const group of [phrases.greetings, phrases.courtesies]) {
    const found = afterPhrase(first, group);
    if (found && found.rest !== '') first = found.rest;
  }
  return first;
}

/** Another decision in a line of its own. */
function decides(line: string, reading: Reading): boolean {
  const { phrases, names } = reading;
  const first = commandLine(line, reading);
  if (first === '') return false;
  const words = [phrases.reject, phrases.assign, phrases.snooze, phrases.close, phrases.edit];
  const alone = words.some((group) => group.has(foldAnswer(first)));
  const command = words.some((group) => /^\s*[:：]/.test(afterPhrase(first, group)?.separator ?? ''));
  const assigns = first.search(ADDRESS) >= 0 && afterPhrase(first, phrases.assign) !== null;
  const snoozes = snooze(first, [], reading)?.kind === 'snooze';
  return alone || command || assigns || snoozes || approvesOnly(line, phrases, names);
}

/** What stands behind the word, there and below, as typed. */
function withReason({ rest }: Rest, below: readonly string[]): string {
  return [rest, ...below]
    .filter((line) => line.trim() !== '')
    .join('\n')
    .trim();
}

/** Nothing, or punctuation, or for some words a space, parts the word from the rest. */
function isApart({ separator, rest }: Rest, spaceParts: boolean): boolean {
  return rest === '' || /[^\s]/.test(separator) || (spaceParts && separator !== '');
}
