/** Finds the phrases of mail servers in what they write. */
import type { BouncePhrases, BounceReason } from '../model/bounce-phrases.ts';

/** Characters that ` * ` in a phrase may stand for. */
const LONGEST_GAP = 100;
const LONGEST_SEARCHED = 20_000;
/** `550-5.1.1 ` at the beginning of every line of a long reply (RFC 5321 section 4.2.1) tears its sentences apart. */
const REPEATED_CODE = /\b[245]\d\d-(?:[245]\.\d{1,3}\.\d{1,3} )?/g;

const NONE: Entry[] = [];

type Entry = { parts: string[]; order: number };
/** Phrases by the codes of their first two characters; `begins`: which characters begin one, since most begin none. */
type Index = { begins: Uint8Array; entries: Map<number, Entry[]> };

const indexes = new WeakMap<object, Index>();

/** The text as phrases are compared with it: lower case, one space between words, straight apostrophes. */
export function foldNotice(text: string): string {
  return text
    .slice(0, LONGEST_SEARCHED)
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(REPEATED_CODE, '');
}

/** Whether one of the phrases stands in a folded text, from the beginning of a word on. */
export function saysAny(folded: string, phrases: readonly string[]): boolean {
  const index = indexOf(phrases, () => phrases.map((phrase) => ({ phrase, order: 0 })));
  return lowestOrder(folded, index) === 0;
}

/** Whether the folded text begins with one of the phrases, brackets aside. */
export function beginsWithAny(folded: string, phrases: readonly string[]): boolean {
  const bare = (text: string) => text.replace(/^[\s["'*<【]{0,10}/u, '');
  return phrases.some((phrase) => bare(folded).startsWith(bare(phrase)));
}

/** The reason that a folded text names, by the order of the phrases; null when it names none. */
export function namedReason(folded: string, { reasons }: BouncePhrases): BounceReason | null {
  const index = indexOf(reasons, () =>
    reasons.flatMap(({ phrases }, order) => phrases.map((phrase) => ({ phrase, order }))),
  );
  return reasons[lowestOrder(folded, index)]?.reason ?? null;
}

/** Built once for each list of the settings, which never change. */
function indexOf(list: object, spellings: () => { phrase: string; order: number }[]): Index {
  const known = indexes.get(list);
  if (known) return known;
  const index: Index = { begins: new Uint8Array(0x10000), entries: new Map() };
  for (const { phrase, order } of spellings()) {
    const key = keyAt(phrase, 0);
    const entries = index.entries.get(key) ?? [];
    entries.push({ parts: phrase.split(' * '), order });
    index.entries.set(key, entries);
    index.begins[phrase.charCodeAt(0)] = 1;
  }
  indexes.set(list, index);
  return index;
}

function lowestOrder(folded: string, { begins, entries }: Index): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < folded.length - 1 && lowest > 0; at += 1) {
    if (begins[folded.charCodeAt(at)] === 0 || isInsideWord(folded, at)) continue;
    for (const { parts, order } of entries.get(keyAt(folded, at)) ?? NONE) {
      if (order < lowest && standsAt(folded, at, parts)) lowest = order;
    }
  }
  return lowest;
}

function keyAt(text: string, at: number): number {
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

/** Only Latin words are written with spaces in all these languages' phrases; others may begin anywhere. */
function isInsideWord(folded: string, at: number): boolean {
  return at > 0 && isLatin(folded.charCodeAt(at)) && isLatin(folded.charCodeAt(at - 1));
}

function isLatin(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0x24f);
}

function standsAt(folded: string, at: number, [first = '', ...rest]: string[]): boolean {
  if (!folded.startsWith(first, at)) return false;
  let end = at + first.length;
  return rest.every((part) => {
    const next = folded.slice(end, end + LONGEST_GAP + part.length).indexOf(part);
    end += next + part.length;
    return next >= 0;
  });
}
