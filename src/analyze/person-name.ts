/** Finds the writer's own name: as he signs, or as his mail program shows it (domain 7 A). */
import type { Mailbox } from '../model/message.ts';
import { fold, normalize, rawRange } from './normalize.ts';
import type { Reading } from './reading.ts';
import { readWords } from './word-trees.ts';

const NAME = /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){1,4}$/u;
/** Names are short; two to four Han, Hangul or kana characters are a full one. */
const ASIAN_NAME =
  /^[\p{Script=Han}]{2,4}$|^\p{Script=Hangul}{2,4}$|^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}[ 　][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,5}$/u;
const CAPITALISED =
  /^[\p{Lu}\p{Script=Arabic}\p{Lo}]|^(?:de|del|da|do|dos|das|van|von|der|den|la|el|al|bin|bint|ben|di|du|ter|ten|le|y|e|zu|af|abu|ibn)$/u;
const UNSPACED = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\s]+$/u;
const LINES = 12;

/** The person as he signs; the header's name when it is one, unless it names a department or the company. */
export function readName(
  reading: Reading,
  { lines, from, company, signed }: { lines: string[]; from: Mailbox; company: string | null; signed: boolean },
): string | null {
  const header =
    from.name
      .split(/ [-–—/] /)
      .map((part) => personIn(reading, plainName(reading, part), company))
      .find((part) => part !== null) ?? null;
  const written = lines
    .slice(0, LINES)
    .flatMap((line) => line.split(/ {2,}|[|/,，·–—、]| - /).slice(0, 2))
    .map((part) => plainName(reading, part))
    .filter((part) => personIn(reading, part, company) !== null);
  if (header === null) return (signed ? written.find(isNameShaped) : undefined) ?? null;
  const own = written.find((part) => sharesWord(part, header) && (isNameShaped(part) || part === header));
  // The signature often has the full name where the header has a short one.
  if (own !== undefined && isFuller(own, header)) return own;
  if (own !== undefined || header.includes(' ') || UNSPACED.test(header) || !signed) return header;
  // A header of one word may be a nickname or the shop; a full name signed below it is better.
  return written.find((part) => isNameShaped(part) && part.includes(' ') && NAME.test(part)) ?? header;
}

/** The name if it can be a person's: not the company, and without words that stand for a function. */
function personIn(reading: Reading, name: string, company: string | null): string | null {
  if (name.length < 2 || name.length > 60 || /[\d@:/&]/.test(name)) return null;
  const folded = fold(name);
  if (company !== null && isPartOf(folded, fold(company))) return null;
  const hits = readWords(reading.settings, reading.language, folded);
  return hits.has('role_name') || hits.has('closing') || hits.has('job_title') ? null : name;
}

/** "Gartenwelt Rhön" of Gartenwelt Rhön eG is no person; "Renzo Ballarin" of Ballarin Sport is one. */
function isPartOf(name: string, company: string): boolean {
  return company.includes(name) && !(name.length <= 3 && / /.test(company));
}

function isNameShaped(line: string): boolean {
  if (ASIAN_NAME.test(line)) return true;
  return NAME.test(line) && line.split(' ').every((word) => CAPITALISED.test(word));
}

function sharesWord(a: string, b: string): boolean {
  const known = new Set(fold(b).split(/[\s-]+/));
  return fold(a)
    .split(/[\s-]+/)
    .some((word) => word.length > 1 && known.has(word));
}

/** At least one more word that is more than an initial. */
function isFuller(signed: string, header: string): boolean {
  const known = new Set(fold(header).split(/[\s-]+/));
  const further = fold(signed)
    .split(/[\s-]+/)
    .filter((word) => word.replace('.', '').length > 1 && !known.has(word));
  const lost = [...known].filter(
    (word) =>
      word.length > 1 &&
      !fold(signed)
        .split(/[\s-]+/)
        .includes(word),
  );
  return further.length > 0 && lost.length === 0 && signed.length > header.length;
}

/**
 * `Öxle, Gerlinde` -> `Gerlinde Öxle`; without brackets, what follows a bar, titles, department, degrees and closing
 * words: `i. A. Dr. Annette Hollweg` -> `Annette Hollweg`, `採購課 賴郁婷` -> `賴郁婷`.
 */
export function plainName(reading: Reading, name: string): string {
  const first = (name.split(/[|(（<]/)[0] ?? '')
    .replace(/["“”]/g, '')
    .replace(/^'(.*)'$/, '$1')
    .replace(/(?<![！!。.])[！!。.]+$/, (end) => (end === '.' ? end : ''))
    .trim()
    .slice(0, 100);
  const turned = /^(\p{L}[\p{L}' -]{1,39}), (\p{L}[\p{L}' .-]{1,39})$/u.exec(first);
  const behindComma = turned?.[2] ?? '';
  const isDegree = readWords(reading.settings, reading.language, fold(behindComma)).has('degree');
  const normalized = normalize(
    turned && !isDegree ? `${behindComma} ${turned[1]}` : (first.split(/[,，]/)[0] ?? first),
  );
  const { text } = normalized;
  const hits = readWords(reading.settings, languageOfName(text, reading.language), text);
  const start = pastTitles(text, [
    ...(hits.get('title') ?? []),
    ...(hits.get('role_name') ?? []),
    ...(hits.get('job_title') ?? []),
  ]);
  const end = beforeDegrees(text, start, [
    ...(hits.get('degree') ?? []),
    ...(hits.get('closing') ?? []),
    ...(hits.get('role_name') ?? []).filter((hit) => UNSPACED.test(text.slice(hit.start, hit.end))),
    ...(hits.get('job_title') ?? []).filter((hit) => UNSPACED.test(text.slice(hit.start, hit.end))),
  ]);
  const range = rawRange(normalized, start, end);
  return normalized.raw.slice(range.start, range.end).trim();
}

/** Titles stand in the script of the name, whatever the mail is written in. */
function languageOfName(name: string, language: string): string {
  if (/\p{Script=Hangul}/u.test(name)) return 'ko';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name)) return 'ja';
  if (/\p{Script=Han}/u.test(name)) return language === 'ja' ? 'ja' : 'zh';
  if (/\p{Script=Arabic}/u.test(name)) return 'ar';
  return /\p{Script=Cyrillic}/u.test(name) ? 'ru' : language;
}

type Range = { start: number; end: number };

function pastTitles(text: string, hits: Range[]): number {
  let start = 0;
  for (let moved = true; moved; ) {
    const here = start;
    const ends = hits.filter((hit) => hit.start === here).map(({ end }) => end);
    // Han titles need no space behind them.
    const next = ends.map((end) => /^\.?[\s　]+|^\.(?=\p{L}{2})/u.exec(text.slice(end, end + 5))?.[0].length ?? -1);
    const best = ends.flatMap((end, index) => ((next[index] ?? -1) < 0 ? [] : [end + (next[index] ?? 0)]));
    moved = best.length > 0;
    if (moved) start = Math.max(...best);
  }
  return start;
}

function beforeDegrees(text: string, start: number, hits: Range[]): number {
  let end = text.length;
  for (let moved = true; moved; ) {
    const kept = text.slice(0, end).replace(/(?<![\s.,])[\s.,]+$/, '').length;
    const last = hits.find((hit) => hit.end >= kept && hit.end <= end && hit.start > start);
    moved = last !== undefined;
    if (last !== undefined) end = last.start;
  }
  return end;
}
