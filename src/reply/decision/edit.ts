/** Reads an edit: the text below the edit word, or the draft that was changed inside the quotation. */
import { asDrafted, asTyped } from './edit-text.ts';
import { isInstruction } from './instruction.ts';
import { afterPhrase, beginning, coveringGroups, foldAnswer, isMadeOf, mentions } from './phrases.ts';
import { type Outcome, type Reading, unclear } from './reading.ts';
import { readCommands } from './revise-commands.ts';
import { isSignature, withoutDisclaimers } from './signature-lines.ts';

/** A text of fewer lines and characters, without salutation, is a remark and no letter. */
const SHORTEST = { lines: 3, letters: 80, han: 30 };
const MOST_SIGNATURE = 12;
/** A list of what to change begins so, a letter does not. */
const LIST_ITEM = /^\s*(?:[-*•·]|[(（]?\d{1,2}[.)）、])/u;

/** Null when the answer does not begin with an edit word. */
export function readEdit(reading: Reading): Outcome | null {
  const { written, phrases, own } = reading;
  const first = withoutGreeting(written[0] ?? '', phrases);
  const folded = foldAnswer(first);
  const beside = [phrases.edit, phrases.letters, phrases.courtesies, phrases.thanks];
  const alone = phrases.edit.has(folded) || (mentions(folded, phrases.edit) && isMadeOf(folded, beside));
  if (!alone) return readEditLine(first, reading);
  // Words at the other end of the quotation are no part of the letter.
  if (own.blocks.slice(1).some((block) => !block.split('\n').every((line) => isSignature(line, reading))))
    return unclear('not_understood');
  const letter = withoutAutoSignature(withoutDisclaimers(written.slice(1), reading), reading);
  const isSigned = letter.every((line) => isSignature(line, reading));
  if (!isSigned) return edited(letter, reading);
  if (own.pasted !== null) return edited(asDrafted(own.pasted, reading.draftText).split('\n'), reading, true);
  if (own.draft !== null && own.changed)
    return edited(asDrafted(own.draft, reading.draftText).split('\n'), reading, true);
  return unclear(
    letter.some((line) => line.trim() !== '') && nonBlank(letter).length > 2 ? 'not_understood' : 'edit_without_text',
  );
}

/** "Hi desk, edit:"; a greeting behind the edit word begins the letter. */
function withoutGreeting(line: string, { greetings }: Reading['phrases']): string {
  let rest = line;
  for (let round = 0; round < 2; round += 1) rest = afterPhrase(rest, greetings)?.rest || rest;
  return rest;
}

/** "edit: Dear Ann," above more lines is the letter; "edit the price to 4.95" is an instruction. */
function readEditLine(first: string, reading: Reading): Outcome | null {
  const { phrases, written, words, own } = reading;
  const found = afterPhrase(first, phrases.edit);
  if (!found || found.rest === '') return null;
  const below = written.slice(1);
  if (/[:：]/.test(found.separator) && isSalutation(found.rest, reading) && nonBlank(below).length > 0)
    return edited([found.rest, ...withoutAutoSignature(withoutDisclaimers(below, reading), reading)], reading);
  const instruction = reading.lines
    .join('\n')
    .trim()
    .slice(first.length - found.rest.length);
  const read = readCommands(instruction.trim(), words, phrases);
  if (read.commands.length > 0 && read.rest.length === 0 && !own.changed)
    return { kind: 'revise', instruction: instruction.trim(), ...read };
  return isInstruction(first, reading) ? null : unclear('edit_without_text');
}

/** An instruction below the edit word is no letter, and would go to the customer. */
function edited(letter: readonly string[], reading: Reading, inPlace = false): Outcome {
  const text = inPlace ? letter.join('\n') : asTyped(letter.join('\n'));
  return isLetter(text, reading) ? { kind: 'edit', text } : unclear('not_understood');
}

function isLetter(text: string, reading: Reading): boolean {
  const lines = nonBlank(text.split('\n'));
  const first = lines[0] ?? '';
  if (isSalutation(first, reading)) return lines.length > 1 || text.length >= SHORTEST.han;
  const instructs = lines.filter((line) =>
    isInstruction(line.replace(/^\s*(?:[-*•]|\d{1,2}[.)])\s*/, ''), reading),
  ).length;
  // Who writes of the customer does not write to him.
  const { customer } = reading.phrases;
  if (LIST_ITEM.test(first) || lines.some((line) => beginning(foldAnswer(line), customer) !== null)) return false;
  const held = beginning(foldAnswer(first), reading.phrases.holds) !== null;
  if (held || isInstruction(first, reading) || instructs * 2 > lines.length) return false;
  const least = /\p{Script=Han}/u.test(text) ? SHORTEST.han : SHORTEST.letters;
  return lines.length >= SHORTEST.lines || text.length >= least;
}

/** "Dear Ann,": a greeting and little else, or how the draft begins. */
function isSalutation(line: string, { phrases, draftText }: Reading): boolean {
  const folded = foldAnswer(line);
  if (line.length > 100) return false;
  const drafted = foldAnswer(nonBlank(draftText.split('\n'))[0] ?? '');
  if (folded === drafted || folded.split(' ')[0] === drafted.split(' ')[0]) return true;
  if (beginning(folded, phrases.greetings) !== null) return true;
  return [...phrases.greetings].some((phrase) => /\p{Script=Han}/u.test(phrase) && folded.includes(phrase));
}

/** A signature that the mail program puts below a rule, or again below a letter that is signed already. */
function withoutAutoSignature(lines: readonly string[], reading: Reading): string[] {
  const rule = lines.findLastIndex((line) => /^\s*[-_—=]{2,}\s*$/.test(line));
  const below = rule < 0 ? [] : nonBlank(lines.slice(rule + 1));
  if (rule > 0 && below.length <= MOST_SIGNATURE && below.every((line) => isSignature(line, reading)))
    return lines.slice(0, rule);
  const names = lines.flatMap((line, index) => (isName(line, reading) ? [index] : []));
  const [signed, again] = [names.at(-2), names.at(-1)];
  if (signed === undefined || again === undefined || lines[again - 1]?.trim() !== '') return [...lines];
  const block = nonBlank(lines.slice(again));
  const repeats = block.length <= MOST_SIGNATURE && block.every((line) => isSignature(line, reading));
  return repeats && nonBlank(lines.slice(signed, again)).every((line) => isSignature(line, reading))
    ? lines.slice(0, again)
    : [...lines];
}

function isName(line: string, { phrases, names }: Reading): boolean {
  return coveringGroups(foldAnswer(line), phrases, names)?.has('name') ?? false;
}

function nonBlank(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '');
}
