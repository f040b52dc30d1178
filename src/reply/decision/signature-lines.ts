/** Tells the lines with which a person, or his mail program, signs an answer from those that say something. */
import { pinyin } from 'pinyin-pro';
import { coveringGroups, foldAnswer, mentions, type Phrases } from './phrases.ts';

/** Who answers, as his mails are signed, and the last lines of the draft, which sign it. */
export type Signer = { phrases: Phrases; names: ReadonlySet<string>; closing: ReadonlySet<string> };

const CLOSING_LINES = 8;
const LONGEST_LINE = 160;
const LONGEST_CLOSING = 60;
/** Longest signature in lines; what is longer is a letter. */
const MOST_LINES = 25;
const SHORTEST_DISCLAIMER = 40;
const HAN = /\p{Script=Han}/u;
const CONTACT = /(?<![^\s@<>])[^\s@<>]+@[^\s@<>]+\.[a-z]{2,}|\b(?:https?:\/\/|www\.)\S+|\+?\(?\d[\d\s().-]{6,}\d/giu;

export function signerOf(phrases: Phrases, signature: readonly string[], draftText: string): Signer {
  const closing = nonBlank(draftText.split('\n'))
    .slice(1)
    .slice(-CLOSING_LINES)
    .filter(
      (line) =>
        line.length <= LONGEST_CLOSING &&
        !/[?？。]\s*$|[^.]{3}\.\s*$|\d/.test(line.replace(/\b(?:Ltd|Inc|Co|Corp)\.\s*$/i, '')),
    )
    .map(foldAnswer);
  return { phrases, names: namesIn(signature, phrases), closing: new Set(closing) };
}

/** The lines without a signature below them and without the footers that companies add. */
export function withoutSignature(lines: readonly string[], signer: Signer): string[] {
  const kept = withoutDisclaimers(lines, signer);
  const first = kept.findIndex((line) => line.trim() !== '');
  for (let index = first + 1; first >= 0 && index < kept.length; index += 1) {
    if (!opensSignature(kept, index, signer)) continue;
    const below = nonBlank(kept.slice(index));
    const named = isFormula(below[0] ?? '', signer) && isNameLike(below[1] ?? '', signer) ? 1 : -1;
    const signs = below.every((line, at) => at === named || isSignature(line, signer));
    if (below.length <= MOST_LINES && signs) return kept.slice(0, index);
  }
  return kept;
}

/** Paragraphs of legal text; each is judged by itself, so that words below them are still read. */
export function withoutDisclaimers(lines: readonly string[], { phrases }: Signer): string[] {
  const kept: string[] = [];
  let inside = false;
  for (const [index, line] of lines.entries()) {
    const folded = foldAnswer(line.slice(0, 400));
    const begins = [...phrases.disclaimers].some((phrase) => folded.startsWith(phrase));
    if (line.trim() === '') inside = false;
    else if (begins && isLong(lines, index)) inside = true;
    if (!inside) kept.push(line);
  }
  return kept;
}

/** A line that only says who writes: thanks, names, titles, numbers, an address, or a line that closes the draft. */
export function isSignature(line: string, signer: Signer): boolean {
  const { phrases, names, closing } = signer;
  const folded = foldAnswer(line);
  if (folded === '' || closing.has(folded)) return true;
  const groups = coveringGroups(folded, phrases, names);
  if (groups) return !groups.has('approve');
  if (line.length > LONGEST_LINE || /[?？]/.test(line)) return false;
  const bare = line.replace(CONTACT, ' ');
  const tokens = foldAnswer(bare)
    .split(/[ /]+/)
    .filter((token) => token !== '');
  const known = (token: string) => isName(token, signer) || phrases.signature.has(token) || phrases.joints.has(token);
  if (tokens.every(known)) return true;
  const others = tokens.filter((token) => !known(token));
  const named = tokens.some((token) => isName(token, signer));
  if (
    named &&
    others.length === 1 &&
    isChineseName(others[0] ?? '', phrases) &&
    !saysAnything(others[0] ?? '', phrases)
  )
    return true;
  if (isBilingualName(line, others, tokens, signer)) return true;
  // Prices, percentages and days are what an answer is about.
  if (/[%％$€£¥￥]|\d[.,]\d{1,2}(?!\d)/.test(bare)) return false;
  const said = foldAnswer(bare);
  if (saysAnything(said, phrases)) return false;
  return tokens.some((token) => phrases.signature.has(token) || phrases.places.has(token)) || placeOf(said, phrases);
}

/** "李珊 Lisa Li": of the Chinese name and the one for foreigners we know a part. */
function isBilingualName(line: string, others: readonly string[], tokens: readonly string[], signer: Signer): boolean {
  const han = tokens.filter((token) => HAN.test(token));
  if (han.length !== 1 || others.length === tokens.length || others.length > 2) return false;
  return others.every((other) => {
    const typed = line.split(/[^\p{L}'’-]+/u).find((word) => foldAnswer(word) === other) ?? '';
    return (/^\p{Lu}/u.test(typed) || isChineseName(typed, signer.phrases)) && isNameLike(typed, signer);
  });
}

/** A name that we know, or the Chinese characters of one that we know in Latin letters: 梁国锋 for Liang Guofeng. */
function isName(token: string, { names, phrases }: Signer): boolean {
  if (names.has(token)) return true;
  if (!/^\p{Script=Han}{2,4}$/u.test(token) || saysAnything(token, phrases)) return false;
  const syllables = pinyin(token, { toneType: 'none', type: 'array', surname: 'head', v: true });
  const spelled = syllables.map((_, at) => [syllables.slice(0, at), syllables.slice(at)].map((part) => part.join('')));
  return spelled.some((parts) => names.has(parts.join(' ').trim()));
}

function isChineseName(token: string, { surnames }: Phrases): boolean {
  return /^\p{Script=Han}{2,4}$/u.test(token) && (surnames.has(token[0] ?? '') || surnames.has(token.slice(0, 2)));
}

function saysAnything(said: string, phrases: Phrases): boolean {
  return [phrases.conditions, phrases.changes, phrases.holds].some((group) => mentions(said, group));
}

/** The name alone or beside a title, or a closing formula; below an empty line, or the line before closes too. */
function opensSignature(lines: readonly string[], index: number, signer: Signer): boolean {
  const folded = foldAnswer(lines[index] ?? '');
  if (folded === '') return false;
  if (/^\s*[-_—=]{2,}\s*$/.test(lines[index] ?? '')) return true;
  const { phrases, names, closing } = signer;
  if (closing.has(folded)) return true;
  const groups = coveringGroups(folded, phrases, names);
  if (groups) return groups.has('name') || groups.has('thanks');
  const tokens = folded.split(/[ /]+/);
  return tokens.some((token) => isName(token, signer)) && isSignature(lines[index] ?? '', signer);
}

function isFormula(line: string, { phrases, names }: Signer): boolean {
  return coveringGroups(foldAnswer(line), phrases, names)?.has('thanks') ?? false;
}

/** What stands below "Kind regards" may be a name that nobody told us: capitals, or a few Chinese letters. */
function isNameLike(line: string, { phrases }: Signer): boolean {
  const name = line.trim();
  if (!/^(?:\p{Lu}[\p{L}'’-]{1,20}\.?(?: \p{Lu}[\p{L}.'’-]{0,20}){0,2}|\p{Script=Han}{2,4})$/u.test(name)) return false;
  const { approve, reject, edit, revise, assign, snooze, close, help, conditions, changes, holds } = phrases;
  const groups = [approve, reject, edit, revise, assign, snooze, close, help, conditions, changes, holds];
  return !groups.some((group) => mentions(foldAnswer(name), group));
}

/** In Chinese the words of an address stand inside it. */
function placeOf(said: string, phrases: Phrases): boolean {
  return HAN.test(said) && (mentions(said, phrases.places) || mentions(said, phrases.signature));
}

function isLong(lines: readonly string[], index: number): boolean {
  let length = 0;
  for (let at = index; at < lines.length && lines[at]?.trim() !== ''; at += 1) length += lines[at]?.length ?? 0;
  const least = HAN.test(lines[index] ?? '') ? SHORTEST_DISCLAIMER / 2 : SHORTEST_DISCLAIMER;
  return length >= least;
}

/** Whole names, their parts, the local part of an address, Chinese given names, initials; no word that means something. */
function namesIn(signature: readonly string[], phrases: Phrases): Set<string> {
  const names = new Set<string>();
  const means = [phrases.conditions, phrases.holds, phrases.changes, phrases.reject, phrases.edit, phrases.revise];
  const add = (name: string) => {
    if (name.length > 1 && /\p{L}/u.test(name) && !means.some((group) => group.has(name))) names.add(name);
  };
  for (const line of signature) {
    const folded = foldAnswer(line.replace(/@.*/, ''));
    const parts = folded.split(/[ /]+/).filter((part) => part !== '');
    for (const name of [folded, parts.join(' '), [...parts].reverse().join(' '), parts.join(''), ...parts]) add(name);
    if (/^\p{Script=Han}{3,4}$/u.test(folded)) add(folded.slice(-2));
    const initials = parts.map((part) => part[0] ?? '').join('');
    if (/^[a-z]{2,3}$/.test(initials) && parts.every((part) => part.length > 1)) add(initials);
  }
  return names;
}

function nonBlank(lines: readonly string[]): string[] {
  return lines.filter((line) => line.trim() !== '');
}
