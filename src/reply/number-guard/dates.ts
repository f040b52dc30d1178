/** Finds days and months in a text, in figures and by name, whatever the order of their parts. */
import type { Claim } from './claim.ts';
import { monthNames } from './day-names.ts';

const YEAR_FIRST =
  /(?<!\d)((?:19|20)\d\d)(?: ?[年년] ?|[-/.] ?)(\d{1,2})(?: ?[月월] ?|[-/.] ?)(\d{1,2})(?!\d)(?: ?[日號号일])?/g;
const MONTH_COUNTED = /(?<!\d)(?:((?:19|20)\d\d) ?[年년] ?)?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日號号일])?/g;
const FIGURES = /(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)?\d\d)(?!\d)/g;
const WORD = /\p{L}{3,14}/gu;
const DAY_BEFORE = /(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|er|\.|º|ª|o)?(?: |-|de |of |del |den ){0,3}$/;
const DAY_AFTER = /^\.?[ -]{1,2}(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?![\d.,:]?\d)/;
const YEAR_AFTER = /^[.,]? ?[-,]? ?(?:de |del |of )?((?:19|20)\d\d)(?!\d)(?: ?(?:г\.?|года?)(?!\p{L}))?/u;

type Parts = { year: number | null; month: number; day: number | null };

/** Dates without their year are dates too. Both orders of day and month are kept where both are possible. */
export function findDates(folded: string): Claim[] {
  const claims: Claim[] = [];
  const taken = new Uint8Array(folded.length);
  const add = (start: number, length: number, possible: Parts[]) => {
    const valid = possible.filter(isDay);
    const end = start + length;
    if (valid.length === 0 || taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    const written = folded.slice(start, end).replace(/\s/g, '');
    claims.push({ kind: 'date', units: [''], values: valid.map(keyOf), written, required: true, start, end });
  };
  for (const match of folded.matchAll(YEAR_FIRST)) {
    add(match.index, match[0].trimEnd().length, [parts(match[1], match[2], match[3])]);
  }
  for (const match of folded.matchAll(MONTH_COUNTED)) {
    add(match.index, match[0].trimEnd().length, [parts(match[1], match[2], match[3])]);
  }
  for (const match of folded.matchAll(FIGURES)) {
    const [written, first, , second, year] = match;
    const full = year?.length === 2 ? `20${year}` : year;
    add(match.index, written.length, [parts(full, second, first), parts(full, first, second)]);
  }
  const months = monthNames();
  for (const match of folded.matchAll(WORD)) {
    const month = months.get(match[0]);
    if (month !== undefined) addNamed(folded, match.index, match[0], month, add);
  }
  return claims;
}

/** What else the same day may be called in another text: without its year. */
export function shorterDates(value: string): string[] {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? [value, value.slice(4)] : [value];
}

function addNamed(
  folded: string,
  start: number,
  word: string,
  month: number,
  add: (start: number, length: number, possible: Parts[]) => void,
): void {
  const before = DAY_BEFORE.exec(folded.slice(Math.max(0, start - 16), start));
  const rest = folded.slice(start + word.length, start + word.length + 30);
  const after = before === null ? DAY_AFTER.exec(rest) : null;
  const year = YEAR_AFTER.exec(rest.slice(after?.[0].length ?? 0));
  // "May" and "mart" are other words too; beside a figure or longer than that they are months.
  if (before === null && after === null && year === null && word.length < 5) return;
  const from = start - (before?.[0].length ?? 0);
  const to = start + word.length + (after?.[0].length ?? 0) + (year?.[0].length ?? 0);
  add(from, to - from, [parts(year?.[1], String(month), before?.[1] ?? after?.[1])]);
}

function parts(year: string | undefined, month: string | undefined, day: string | undefined): Parts {
  return { year: year ? Number(year) : null, month: Number(month), day: day ? Number(day) : null };
}

function isDay({ month, day }: Parts): boolean {
  return month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= 31));
}

function keyOf({ year, month, day }: Parts): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${year ?? ''}-${two(month)}${day === null ? '' : `-${two(day)}`}`;
}
