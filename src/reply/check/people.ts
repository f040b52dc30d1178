/** Whom a letter goes to, how it spells him, and whether it names anybody else we write to. */
import { fold } from '../../analyze/normalize.ts';
import { type Finding, finding } from './finding.ts';
import { buyerWords, companyWords, templateWords } from './known-words.ts';
import type { CheckFacts, Letter, OtherCustomer } from './letter.ts';

const MAILBOX = /^[^\s@<>,;]+@[^\s@<>,;]+$/;
const GREETING_LINES = 2;
/** Shorter words are too often like each other. */
const SHORTEST_NAME = 5;
const SHORTEST_COMPANY = 4;
/** Of one script: in Japanese and Korean a title follows a name without a gap. */
const WORD =
  /[\p{Script=Latin}\p{M}]+(?:['’-][\p{Script=Latin}\p{M}]+)*|[\p{Script=Cyrillic}\p{M}]+|[\p{Script=Arabic}\p{M}]+/gu;
const MOST_BETWEEN = 20;

/** There is one, he belongs to the thread, and he has not asked to be left alone. */
export function checkRecipient({ recipient }: Letter, { participants, suppressed }: CheckFacts): Finding[] {
  if (recipient === null || !MAILBOX.test(recipient)) return [finding('no_recipient')];
  const address = recipient.toLowerCase();
  const belongs = participants.some((participant) => participant.toLowerCase() === address);
  return [
    ...(belongs ? [] : [finding('foreign_recipient', recipient)]),
    ...(suppressed ? [finding('suppressed', recipient)] : []),
  ];
}

/** The greeting spells his name as he does: a word in it is his name but for a letter, a mark or two letters swapped. */
export function checkName({ text }: Letter, { inquiry }: CheckFacts): Finding[] {
  const greeting = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, GREETING_LINES)
    .join('\n')
    .slice(0, 300);
  const said = (greeting.match(WORD) ?? []).map((word) => word.normalize('NFC'));
  const names = (inquiry.customer.name ?? '').slice(0, 200).match(WORD) ?? [];
  return names
    .map((name) => name.normalize('NFC'))
    .filter((name) => !said.some((word) => word.toLowerCase() === name.toLowerCase()))
    .flatMap((name) =>
      said.filter((word) => isMisspelt(word, name)).map((word) => finding('name', `${word} (${name})`)),
    );
}

/**
 * Nobody else's name, address or number stands in it. What the buyer wrote himself, and what we are and sell, may.
 */
export function findOtherCustomers(letter: Letter, facts: CheckFacts): Finding[] {
  const text = `${letter.subject}\n${letter.text}`;
  const ours = [
    companyWords(facts, letter.language, letter.text),
    templateWords(facts.context.templates, letter.language),
    buyerWords(facts),
    facts.inquiry.text.slice(0, 20_000),
  ].join('\n');
  const [said, known] = [text, ours].map(fold);
  return facts.others
    .filter((other) => isTelling(other))
    .filter(({ name }) => standsIn(fold(name), said ?? '') && !standsIn(fold(name), known ?? ''))
    .filter(({ kind, name }) => kind !== 'company' || /\s|\P{ASCII}/u.test(name) || text.includes(name))
    .map(({ name }) => finding('other_customer', name));
}

/** A first name alone, or a word of three letters, could be anybody. */
function isTelling({ kind, name }: OtherCustomer): boolean {
  const letters = name.trim();
  if (kind === 'address' || kind === 'number') return letters.length >= SHORTEST_COMPANY;
  const han = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u.test(letters);
  if (han) return letters.length >= 3;
  return kind === 'person' ? letters.includes(' ') : letters.length >= SHORTEST_COMPANY;
}

/** As whole words. */
function standsIn(name: string, text: string): boolean {
  const isLetter = (sign: string | undefined) =>
    sign !== undefined && /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{N}]/u.test(sign);
  for (
    let at = text.indexOf(name), tries = 0;
    at >= 0 && tries < MOST_BETWEEN;
    at = text.indexOf(name, at + 1), tries += 1
  ) {
    const before = isLetter(name[0]) && isLetter(text[at - 1]);
    const after = isLetter(name.at(-1)) && isLetter(text[at + name.length]);
    if (!before && !after) return true;
  }
  return false;
}

function isMisspelt(word: string, name: string): boolean {
  if (word.toLowerCase() === name.toLowerCase()) return false;
  if (fold(word) === fold(name)) return true;
  const [short, long] = [Math.min(word.length, name.length), Math.max(word.length, name.length)];
  return long >= SHORTEST_NAME && long - short <= 1 && isOneApart(word.toLowerCase(), name.toLowerCase());
}

/** One letter more, less or other, or two neighbours swapped. */
function isOneApart(one: string, other: string): boolean {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const [left, right] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
