/** Finds dates in a text and resolves them from the day of arrival (domain 2.5.4). */
import { DateTime } from 'luxon';
import type { Reading, Span } from '../reading.ts';
import { hitAt, within, words } from '../reading.ts';
import type { Hit } from '../term-tree.ts';
import { nextHoliday } from './holidays.ts';
import { skipSpace } from './numbers.ts';

/** The last day meant. `ambiguous`: day and month could be the other way round. `relative`: "within 30 days". */
export type FoundDate = Span & {
  date: DateTime;
  ambiguous: boolean;
  relative: boolean;
  wholeMonth: boolean;
  holiday?: true;
};
/** `today`: start of the day of arrival in the company's zone. */
export type Calendar = { today: DateTime; monthFirst: boolean };

type Parts = { year?: number | undefined; month: number; day?: number | undefined };

/** A month is shortened to so many letters at most. */
const LONGEST_SHORT_MONTH = 4;
/** Nobody names more dates; resolving one costs some 50 microseconds. */
const MOST_DATES = 100;
const ISO = /(?<!\d)(20\d\d)[-/.年년] ?(\d{1,2})[-/.月월] ?(\d{1,2})(?!\d)/gu;
const NUMERIC = /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})(?:\2(20\d\d|\d\d))?(?![\d/]|[.-]\d)/g;
const ASIAN =
  /(?:(20\d\d) ?[年년] ?)?(\d{1,2}|十[一二]?|[一二三四五六七八九]) ?[月월] ?(?:(\d{1,2}) ?[日号號일]|(月?底|末|말|下旬|하순)|(中旬|중순)|(初|上旬|초))?/gu;
const QUARTER = /(?<![\p{L}\d])q([1-4])(?: ?[/ ]? ?(20\d\d))?(?!\d)/gu;
/** 第 alone counts other things too; it needs its 周 behind. */
const WEEK =
  /(?<!\p{L})(?:kw|kalenderwoche|calendar week|week no\.?|week|wk|cw|semaine|semana|settimana|第) ?(\d{1,2})(?: ?[周週])?(?:[ /]{1,3}(20\d\d))?(?!\d)/gu;

/** "end of the month of March", نهاية شهر مارس. */
const PART_JOINT =
  /^[\s-]{0,2}(?:of |the |month of |the month of |de |del |mes de |du |du mois de |do |do mês de |di |del mese di |des |des monats |месяца |شهر )?$/u;
/** What begins a period that does not begin today: "4 weeks after order". */
const LATER_START =
  /^[\s,]{0,3}(?:after|from|of|upon|following|nach|ab|después de|a partir de|après|à partir de|dopo|da|após|depois|после|с момента|от|بعد|من)\s{1,2}(?:the |our |your |receipt |date |of |der |die |dem |el |la |del |le |la |réception |ricevimento |l'|даты |تاريخ ){0,4}(?:order|po\b|p\.o|purchase|deposit|payment|confirmation|approval|contract|bestell|auftrag|anzahlung|pedido|orden|anticipo|pago|commande|acompte|ordine|acconto|заказ|оплат|предоплат|подписан|الطلب|الدفع)/u;

/** All dates of the text, earliest position first, none inside another. */
export function findDates(reading: Reading, calendar: Calendar): FoundDate[] {
  const text = reading.text.slice(0, reading.signatureStart);
  const found = [
    ...numericDates(reading, text, calendar),
    ...asianDates(text, calendar),
    ...monthNames(reading, calendar),
    ...periods(reading, calendar),
    ...spansFromToday(reading, calendar),
    ...holidays(reading, calendar),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  let end = 0;
  const apart = found.filter((date) => {
    if (date.start < end) return false;
    end = date.end;
    return true;
  });
  return apart.slice(0, MOST_DATES);
}

function numericDates(reading: Reading, text: string, calendar: Calendar): FoundDate[] {
  const iso = firstMatches(text, ISO).flatMap((match) => {
    const [written, year, month, day] = match;
    return resolve(
      spanOf(match.index, written),
      { year: Number(year), month: Number(month), day: Number(day) },
      calendar,
    );
  });
  const others = firstMatches(text, NUMERIC).flatMap((match) => {
    const [written, first, sign, second, year] = match;
    // Without a year "2/3" is a fraction and "1.5" a number, except for a German "15.3." and behind "until".
    const pointed = sign === '.' && text.charAt(match.index + written.length) === '.';
    const limited = sign === '/' && /\d\d/.test(written) && isDeadline(reading, match.index);
    if (year === undefined && !pointed && !limited) return [];
    const [a, b] = [Number(first), Number(second)];
    const monthFirst = b > 12 || (calendar.monthFirst && sign === '/' && a <= 12);
    const [day, month] = monthFirst ? [b, a] : [a, b];
    const ambiguous = a <= 12 && b <= 12 && a !== b && sign !== '.';
    const parts = { year: year === undefined ? undefined : fullYear(Number(year)), month, day };
    return resolve(spanOf(match.index, written), parts, calendar).map((date) => ({ ...date, ambiguous }));
  });
  return [...iso, ...others];
}

function asianDates(text: string, calendar: Calendar): FoundDate[] {
  return firstMatches(text, ASIAN).flatMap((match) => {
    const [written, year, month, day, end, middle, start] = match;
    const part = end ?? middle ?? start;
    const stated = day === undefined ? undefined : Number(day);
    const parts = { year: year === undefined ? undefined : Number(year), month: monthNumber(month), day: stated };
    if (stated === undefined && middle !== undefined) parts.day = 20;
    if (stated === undefined && start !== undefined) parts.day = 10;
    const found = resolve(spanOf(match.index, written.trimEnd()), parts, calendar);
    return part === undefined ? found : found.map((date) => ({ ...date, wholeMonth: false }));
  });
}

const HAN_MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

function monthNumber(written: string | undefined): number {
  const index = HAN_MONTHS.indexOf(written ?? '');
  return index === -1 ? Number(written) : index + 1;
}

/** "15 March 2027", "March 15th", "15 de marzo", "end of March", "Ende März", "March 2027". */
function monthNames(reading: Reading, calendar: Calendar): FoundDate[] {
  return [...words(reading, 'months'), ...nearMonths(reading, calendar)].slice(0, MOST_DATES).flatMap((hit) => {
    const before = reading.text.slice(Math.max(0, hit.start - 16), hit.start);
    const after = reading.text.slice(hit.end, hit.end + 24);
    const dayBefore = /(?<!\d)(?<!\p{L}-?)(\d{1,2})(?:st|nd|rd|th|er|[.ºª])?[\s-]{0,2}(?:de |of |день )?[\s-]?$/u.exec(
      before,
    );
    // "Jan. 15", but "by the end of July. 11 shops".
    const sentenceEnds = after.startsWith('.') && hit.end - hit.start > LONGEST_SHORT_MONTH;
    const dayAfter =
      dayBefore || sentenceEnds ? null : /^\.?[\s-]{1,2}(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?![\d.,]\d|\d)/u.exec(after);
    const rest = dayAfter === null ? after : after.slice(dayAfter[0].length);
    const year = /^[.,]?[\s'-]{0,3}(?:de |del )?(20\d\d)(?!\d)/u.exec(rest);
    const part = periodPart(reading, hit);
    const day = Number(dayBefore?.[1] ?? dayAfter?.[1] ?? Number.NaN);
    const told = part !== undefined || year !== null || 'near' in hit || isDeadline(reading, hit.start);
    if (Number.isNaN(day) && !told) return [];
    const start = dayBefore === null ? (part?.start ?? hit.start) : hit.start - dayBefore[0].length;
    const end = hit.end + (dayAfter?.[0].length ?? 0) + (year?.[0].length ?? 0);
    const parts: Parts = { year: year === null ? undefined : Number(year[1]), month: Number(hit.label) };
    if (!Number.isNaN(day)) parts.day = day;
    else if (part?.label === 'middle') parts.day = 15;
    else if (part?.label === 'start') parts.day = 10;
    const span = { start, end: Math.max(end, Number.isNaN(day) ? (part?.end ?? end) : end) };
    const wholeMonth = Number.isNaN(day) && part === undefined;
    return resolve(span, parts, calendar).map((date) => ({ ...date, wholeMonth }));
  });
}

/** "The end of next month", 月底: without a part of it only a month that is counted on. */
function nearMonths(reading: Reading, { today }: Calendar): (Hit & { near: boolean })[] {
  return words(reading, 'near_month').flatMap((hit) => {
    if (hit.label === '0' && periodPart(reading, hit) === undefined) return [];
    const months = hit.label === 'end' ? 0 : Number(hit.label);
    return [{ ...hit, label: String(today.plus({ months }).month), near: true }];
  });
}

/** The word for a part of the month directly before it ("end of") or, as in Turkish, after it. */
function periodPart(reading: Reading, month: Hit): Hit | undefined {
  const parts = words(reading, 'period_part');
  const before = within(parts, { start: Math.max(0, month.start - 20), end: month.start }).at(-1);
  if (before !== undefined && PART_JOINT.test(reading.text.slice(before.end, month.start))) return before;
  return hitAt(parts, skipSpace(reading.text, month.end));
}

function isDeadline(reading: Reading, position: number): boolean {
  const near = within(words(reading, 'deadline'), { start: Math.max(0, position - 20), end: position });
  return near.length > 0;
}

function periods(reading: Reading, { today }: Calendar): FoundDate[] {
  const text = reading.text.slice(0, reading.signatureStart);
  const quarterEnd = (number: number, stated: string | undefined) => {
    const year = stated === undefined ? today.year : Number(stated);
    const end = DateTime.fromObject({ year, month: number * 3 }, { zone: today.zone }).endOf('month');
    return stated === undefined && end < today ? end.plus({ years: 1 }) : end;
  };
  const quarters = [
    ...firstMatches(text, QUARTER).map((match) => ({
      ...spanOf(match.index, match[0]),
      date: quarterEnd(Number(match[1]), match[2]),
    })),
    ...words(reading, 'quarter')
      .slice(0, MOST_DATES)
      .map(({ label, start, end }) => ({
        start,
        end,
        date: quarterEnd(Number(label), /^(?: (?:of|de|du|del|des))? (20\d\d)/.exec(text.slice(end, end + 12))?.[1]),
      })),
  ];
  const weeks = firstMatches(text, WEEK).flatMap((match) => {
    const weekYear = match[2] === undefined ? today.weekYear : Number(match[2]);
    const friday = (year: number) =>
      DateTime.fromObject({ weekYear: year, weekNumber: Number(match[1]), weekday: 5 }, { zone: today.zone });
    const next = match[2] === undefined && friday(weekYear) < today ? friday(weekYear + 1) : friday(weekYear);
    return next.isValid ? [{ ...spanOf(match.index, match[0]), date: next }] : [];
  });
  return [...quarters, ...weeks].map((found) => ({ ...found, ambiguous: false, relative: false, wholeMonth: false }));
}

/** "within 30 days", "30天内", "in 6 Wochen". */
function spansFromToday(reading: Reading, { today }: Calendar): FoundDate[] {
  const limits = words(reading, 'within');
  return words(reading, 'time_unit')
    .slice(0, MOST_DATES)
    .flatMap((unit) => {
      const before = reading.text.slice(Math.max(0, unit.start - 12), unit.start);
      const number = /(?:\d{1,2} ?- ?)?(\d{1,3})[\s-]{0,2}$/.exec(before);
      if (number === null) return [];
      const start = unit.start - number[0].length;
      const preceded = within(limits, { start: Math.max(0, start - 24), end: start }).at(-1);
      const followed = hitAt(limits, skipSpace(reading.text, unit.end));
      const direct = preceded !== undefined && start - preceded.end <= 6 ? preceded : followed;
      if (direct === undefined || LATER_START.test(reading.text.slice(unit.end, unit.end + 60))) return [];
      const date = today.plus({ [`${unit.label}s`]: Number(number[1]) });
      const span = { start: Math.min(start, direct.start), end: Math.max(unit.end, direct.end, followed?.end ?? 0) };
      return [{ ...span, date, ambiguous: false, relative: true, wholeMonth: false }];
    });
}

/** "before Christmas": the day before; "at year end": that day. */
function holidays(reading: Reading, { today }: Calendar): FoundDate[] {
  return words(reading, 'holiday')
    .slice(0, MOST_DATES)
    .flatMap(({ label, start, end }) => {
      const first = nextHoliday(label, today);
      if (first === null) return [];
      const date = label === 'new_year' || first <= today ? first : first.minus({ days: 1 });
      return [{ start, end, date, ambiguous: false, relative: false, wholeMonth: false, holiday: true }];
    });
}

/** A date without a year is the next one to come; without a day the last of its month. */
function resolve(span: Span, { year, month, day }: Parts, { today }: Calendar): FoundDate[] {
  const at = (inYear: number) => {
    const first = DateTime.fromObject({ year: inYear, month, day: day ?? 1 }, { zone: today.zone });
    return day === undefined ? first.endOf('month').startOf('day') : first;
  };
  let date = at(year ?? today.year);
  if (year === undefined && date < today) date = at(today.year + 1);
  if (!date.isValid) return [];
  return [{ ...span, date, ambiguous: false, relative: false, wholeMonth: day === undefined }];
}

function spanOf(start: number, written: string): Span {
  return { start, end: start + written.length };
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

function firstMatches(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)].slice(0, MOST_DATES);
}
