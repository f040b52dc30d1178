/** Reads the day until which a draft is put off: a date, a weekday, a period, in the words of the data. */
import { DateTime, Info } from 'luxon';
import type { DayWord, DecisionWords } from '../../model/decision-words.ts';
import { foldAnswer, type Phrases } from './phrases.ts';

type Unit = 'day' | 'week' | 'month';
type Calendar = {
  units: ReadonlyMap<string, Unit>;
  numbers: ReadonlyMap<string, number>;
  days: ReadonlyMap<string, DayWord>;
  weekdays: ReadonlyMap<string, number>;
  months: ReadonlyMap<string, number>;
};

const prepared = new WeakMap<DecisionWords, Calendar>();
const LONGEST = 80;
/** Who puts a draft off for longer has mistyped the date. */
const MOST_DAYS = 400;
/** A day without a year that lies further ahead was meant as a past one. */
const MOST_DAYS_WITHOUT_YEAR = 300;

/**
 * The day as an ISO date; null when the words are no single day to come.
 * @param typed what stands after the word for putting off
 * @param today ISO date
 */
export function readSnoozeDay(typed: string, today: string, words: DecisionWords, phrases: Phrases): string | null {
  const start = DateTime.fromISO(today, { zone: 'utc' });
  if (!start.isValid || typed.length > LONGEST) return null;
  const calendar = calendarOf(words);
  let date: DateTime | null = null;
  for (const bare of bareDays(typed, phrases)) {
    date ??= written(typed, bare, start, calendar) ?? relative(bare, start, calendar, phrases);
  }
  const days = date?.diff(start, 'days').days ?? 0;
  return date && days > 0 && days <= MOST_DAYS ? date.toISODate() : null;
}

/** Folded, and again without "until" before it or "please" behind it, as often as one is found. */
function bareDays(typed: string, phrases: Phrases): string[] {
  let bare = foldAnswer(typed.replace(/(\d)[./-](?=\d)/g, '$1/').replace(/(\d)\.(?=\s|$)/g, '$1'));
  const strip = (group: ReadonlySet<string>, atEnd: boolean) => {
    for (const phrase of group) {
      const rest = atEnd ? bare.slice(0, -phrase.length) : bare.slice(phrase.length);
      const whole = atEnd ? bare.endsWith(phrase) : bare.startsWith(phrase);
      const apart =
        /[\p{Script=Han}\p{Script=Hiragana}]/u.test(phrase) || (atEnd ? rest.endsWith(' ') : rest.startsWith(' '));
      if (whole && rest !== '' && apart) return rest.trim();
    }
    return null;
  };
  const all = [bare];
  for (let round = 0; round < 4; round += 1) {
    const rest =
      strip(phrases.until, false) ??
      strip(phrases.thanks, true) ??
      strip(phrases.courtesies, true) ??
      strip(phrases.dayTimes, true);
    if (rest === null) break;
    bare = rest;
    all.push(bare);
  }
  return all;
}

/** 2026-12-15, 15.12.2026, 15/12, 12月15日, 15 December, Dec 15 2026. */
function written(typed: string, bare: string, start: DateTime, { months }: Calendar): DateTime | null {
  const han = /^(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})[日号號]$/u.exec(bare.replace(/ /g, ''));
  if (han) {
    const [, year, month, day] = han;
    return dayOf(start, year, month ?? String(start.month), day, month === undefined);
  }
  const figures = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(bare);
  if (figures) return dayOf(start, figures[1], figures[2], figures[3]);
  const short = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?$/.exec(bare);
  if (short) {
    const [, first = '', second = '', shortYear] = short;
    const year = shortYear?.length === 2 ? `20${shortYear}` : shortYear;
    const dayFirst = dayOf(start, year, second, first);
    const monthFirst = dayOf(start, year, first, second);
    if (typed.includes('.')) return dayFirst;
    // 5/6 may be two days: nobody can tell.
    return dayFirst && monthFirst && first !== second ? null : (dayFirst ?? monthFirst);
  }
  const ordinal = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$/.exec(bare)?.[1];
  if (ordinal !== undefined) return dayOf(start, undefined, String(start.month), ordinal, true);
  const parts = bare
    .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
    .split(/[ /]+/)
    .filter((part) => !/^(?:of|de|of the|the)$/.test(part));
  const named = parts.findIndex((part) => months.has(part));
  const numbers = parts.filter((_, index) => index !== named);
  if (
    named < 0 ||
    numbers.length < 1 ||
    numbers.length > 2 ||
    !numbers.every((part) => /^(?:\d{1,2}|\d{4})$/.test(part))
  )
    return null;
  const year = numbers.find((part) => part.length === 4);
  const day = numbers.find((part) => part.length < 4);
  return day === undefined ? null : dayOf(start, year, String(months.get(parts[named] ?? '')), day);
}

function dayOf(start: DateTime, year: string | undefined, month = '', day = '', monthOpen = false): DateTime | null {
  const at = (of: number) => DateTime.fromObject({ year: of, month: Number(month), day: Number(day) }, { zone: 'utc' });
  if (year !== undefined) return at(Number(year)).isValid ? at(Number(year)) : null;
  const thisYear = at(start.year);
  if (!thisYear.isValid) return null;
  if (thisYear > start) return thisYear;
  const later = monthOpen ? thisYear.plus({ months: 1 }) : at(start.year + 1);
  return later.isValid && later.diff(start, 'days').days <= MOST_DAYS_WITHOUT_YEAR ? later : null;
}

function relative(bare: string, start: DateTime, calendar: Calendar, phrases: Phrases): DateTime | null {
  const word = calendar.days.get(bare);
  if (word) return dayOfWord(word, start);
  return weekday(bare, start, calendar, phrases) ?? period(bare, start, calendar);
}

function dayOfWord(word: DayWord, start: DateTime): DateTime {
  switch (word) {
    case 'tomorrow':
      return start.plus({ days: 1 });
    case 'dayAfterTomorrow':
      return start.plus({ days: 2 });
    case 'nextWeek':
      return start.startOf('week').plus({ weeks: 1 });
    case 'nextMonth':
      return start.startOf('month').plus({ months: 1 });
    case 'nextYear':
      return start.startOf('year').plus({ years: 1 });
    case 'endOfWeek':
      return start.startOf('week').plus({ days: start.weekday < 5 ? 4 : 11 });
    case 'endOfMonth':
      return start.endOf('month').startOf('day');
    case 'endOfYear':
      return start.endOf('year').startOf('day');
  }
}

/** "Friday": the next one; "next Friday": that of the next calendar week. */
function weekday(bare: string, start: DateTime, { weekdays }: Calendar, { next }: Phrases): DateTime | null {
  const plain = weekdays.get(bare);
  if (plain !== undefined && bare.length > 1) return start.plus({ days: (plain - start.weekday + 7) % 7 || 7 });
  for (const phrase of next) {
    if (!bare.startsWith(phrase)) continue;
    const number = weekdays.get(bare.slice(phrase.length).trim());
    if (number !== undefined) return start.startOf('week').plus({ weeks: 1, days: number - 1 });
  }
  return null;
}

/** "3 days", "two weeks", "一个月", "半个月". */
function period(bare: string, start: DateTime, { units, numbers }: Calendar): DateTime | null {
  for (let end = 1; end < bare.length; end += 1) {
    const unit = units.get(bare.slice(end).trim());
    if (!unit) continue;
    const said = bare.slice(0, end).trim();
    const count = /^\d{1,3}$/.test(said) ? Number(said) : numbers.get(said);
    if (count === undefined) continue;
    if (Number.isInteger(count)) return start.plus({ [unit]: count });
    return unit === 'month' ? start.plus({ days: 15 }) : null;
  }
  return null;
}

function calendarOf(words: DecisionWords): Calendar {
  const known = prepared.get(words);
  if (known) return known;
  const entries = Object.entries(words);
  const inverted = <Value>(
    pick: (lists: DecisionWords[string]) => Partial<Record<string, string[]>>,
    value: (key: string) => Value,
  ) =>
    entries.flatMap(([, lists]) =>
      Object.entries(pick(lists)).flatMap(([key, phrases]) =>
        (phrases ?? []).map((phrase): [string, Value] => [foldAnswer(phrase), value(key)]),
      ),
    );
  const named = (names: (locale: string) => string[]) =>
    entries
      .flatMap(([locale]) => names(locale).map((name, index): [string, number] => [foldAnswer(name), index + 1]))
      .filter(([name]) => /\p{L}/u.test(name));
  const calendar: Calendar = {
    units: new Map(
      inverted(
        (lists) => lists.units,
        (key) => key as Unit,
      ),
    ),
    numbers: new Map(inverted((lists) => lists.numbers, Number)),
    days: new Map(
      inverted(
        (lists) => lists.days,
        (key) => key as DayWord,
      ),
    ),
    weekdays: new Map([
      ...named((locale) => Info.weekdays('long', { locale })),
      ...inverted((lists) => lists.weekdays, Number),
    ]),
    months: new Map([
      ...named((locale) => Info.months('short', { locale })),
      ...named((locale) => Info.months('long', { locale })),
      ...named((locale) => Info.monthsFormat('long', { locale })),
    ]),
  };
  prepared.set(words, calendar);
  return calendar;
}
