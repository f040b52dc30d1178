/** Reads from an absence notice when its author is back (domain 2.1, sequence rule "ooo"). */
import { DateTime, Info } from 'luxon';
import { findDates } from '../analyze/extract/dates.ts';
import { fold, normalize } from '../analyze/normalize.ts';
import type { Reading } from '../analyze/reading.ts';
import type { Hit } from '../analyze/term-tree.ts';
import { readWords } from '../analyze/word-trees.ts';
import type { AutoReplyWords } from '../model/auto-reply-words.ts';
import type { ReadingWords } from '../model/reading-words.ts';
import { findAutoReplyWords } from './auto-reply-words.ts';

export type AwayReading = { autoReplyWords: AutoReplyWords; readingWords: ReadingWords; languages: readonly string[] };

/** Nobody is away for longer; such dates are of something else. */
const LONGEST_ABSENCE_DAYS = 400;
/** The day stands in the first sentences; every language costs a reading. */
const LONGEST = 1500;
/** What holds more numbers is a table or a joke, and no absence notice. */
const MOST_NUMBERS = 60;
/** Characters between a word of return and its date, in front of it and behind it. */
const BEFORE = 45;
const BEHIND = 25;
/** "15/8" and "15.08": the year is added, since without one such numbers are read as fractions. */
const NO_YEAR = /(?<![\d./-])(\d{1,2})([./])(\d{1,2})\.?(?![\d/%]|[.-]\d)/g;

/**
 * The day of return, or the last day of absence, as an ISO date; null when none is named or the mail has no date.
 * @param text the notice without quoted mail
 * @param sentAt the date of the mail, ISO; days without a year are the next ones to come
 */
export function readAwayDate(
  text: string,
  sentAt: string | null,
  language: string,
  reading: AwayReading,
): string | null {
  if (sentAt === null) return null;
  const today = DateTime.fromISO(sentAt, { setZone: true }).startOf('day');
  if (!today.isValid) return null;
  const start = text.slice(0, LONGEST);
  if ((start.match(/\d+/g) ?? []).length > MOST_NUMBERS) return null;
  const dated = withYears(start, today);
  const languages = [...new Set([language, ...reading.languages])];
  for (const candidate of /\d/.test(dated) ? languages : []) {
    const date = returnDate(dated, today, candidate, reading);
    if (date) return date.toISODate();
  }
  return returnWeekday(dated, today, languages, reading)?.toISODate() ?? null;
}

function withYears(text: string, today: DateTime): string {
  return text.replace(NO_YEAR, (written, first: string, sign: string, second: string) => {
    const [a, b] = [Number(first), Number(second)];
    if (a < 1 || b < 1 || Math.max(a, b) > 31 || Math.min(a, b) > 12) return written;
    const isPast = (day: number, month: number) => month > 12 || today.set({ month, day }) < today;
    const year = isPast(a, b) && isPast(b, a) ? today.year + 1 : today.year;
    const stop = sign === '/' && written.endsWith('.') ? '.' : '';
    return `${first}${sign}${second}${sign}${year}${stop}`;
  });
}

type Dated = { start: number; end: number; date: DateTime };

/** The date that a word of return stands at, else the last one that a word of absence stands at. */
function returnDate(text: string, today: DateTime, language: string, reading: AwayReading): DateTime | undefined {
  const folded = foldedReading(text, language, reading.readingWords);
  const dates = plausibleDates(folded, today);
  if (dates.length === 0) return undefined;
  const hits = findAutoReplyWords(reading.autoReplyWords, folded.text);
  const infront = (cues: Hit[]) => dates.filter((dated, index) => stands(folded.text, dated, cues, dates[index - 1]));
  const behind = (cues: Hit[]) => dates.filter((dated) => follows(folded.text, dated, cues));
  // "… until 23 November and will return on 2 December": the words go with the date behind them, if there is one.
  const back = infront(hits('back'))[0] ?? behind(hits('back'))[0];
  if (back) return back.date;
  const until = [
    ...infront(hits('until')),
    ...behind(hits('until')),
    ...dates.filter((dated, index) => endsRange(folded.text, dates[index - 1], dated)),
  ];
  return until.map(({ date }) => date).sort((a, b) => b.toMillis() - a.toMillis())[0];
}

/** Of day and month in doubt the order that lies in the nearer future. */
function plausibleDates(folded: Reading, today: DateTime): Dated[] {
  const byPlace = new Map<number, Dated>();
  for (const monthFirst of [false, true]) {
    for (const { start, end, date } of findDates(folded, { today, monthFirst })) {
      if (date < today || date > today.plus({ days: LONGEST_ABSENCE_DAYS })) continue;
      const known = byPlace.get(start);
      if (!known || date < known.date) byPlace.set(start, { start, end, date });
    }
  }
  return [...byPlace.values()].sort((a, b) => a.start - b.start);
}

/** In front of the date in the same sentence, with no other date between. */
function stands(text: string, dated: Dated, cues: Hit[], previous: Dated | undefined): boolean {
  return cues.some((cue) => {
    if (cue.end > dated.start || dated.start - cue.end > BEFORE || (previous && previous.start >= cue.start))
      return false;
    return !/[.!?。！？]\s|\n\s*\n|。/.test(text.slice(cue.end, dated.start));
  });
}

/** Right behind the date. */
function follows(text: string, dated: Dated, cues: Hit[]): boolean {
  return cues.some(
    (cue) =>
      cue.start >= dated.end &&
      cue.start - dated.end <= BEHIND &&
      !/[.!?。！？,\n]/.test(text.slice(dated.end, cue.start)),
  );
}

/** `1 - 15 August`, `08/01 ~ 08/15`, `8月1日至15日`; `23/11 a 04/12`, `23.11. und 24.11.`. */
function endsRange(text: string, previous: Dated | undefined, dated: Dated): boolean {
  const before = text.slice(previous?.end ?? Math.max(0, dated.start - 12), dated.start);
  if (previous !== undefined && /^\s{0,2}\p{L}{1,4}\s{1,2}$/u.test(before)) return true;
  return (
    before.length <= 12 &&
    /(?:\d\.?|^|[)）])\s?[-–~～〜至到]\s?$/u.test(before) &&
    (previous !== undefined || /\d/.test(before))
  );
}

/** "back on Monday": the next one. */
function returnWeekday(text: string, today: DateTime, languages: string[], reading: AwayReading): DateTime | undefined {
  const folded = fold(text);
  const cues = findAutoReplyWords(reading.autoReplyWords, folded)('back');
  for (const locale of languages) {
    for (const [index, name] of Info.weekdays('long', { locale }).entries()) {
      const start = folded.indexOf(fold(name));
      const day = { start, end: start + name.length, date: today };
      if (start < 0 || !(stands(folded, day, cues, undefined) || follows(folded, day, cues))) continue;
      const ahead = (index + 1 - today.weekday + 7) % 7;
      return today.plus({ days: ahead === 0 ? 7 : ahead });
    }
  }
  return undefined;
}

function foldedReading(raw: string, language: string, words: ReadingWords): Reading {
  const normalized = normalize(raw);
  const { text } = normalized;
  return {
    messageId: 0,
    language,
    text,
    normalized,
    bodyStart: 0,
    signatureStart: text.length,
    segments: [],
    tables: [],
    terms: new Map(),
    words: readWords(words, language, text),
    products: new Map(),
    places: new Map(),
    settings: words,
  };
}
