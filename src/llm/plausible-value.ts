/** Turns what a model says into a value of the trade, if the words it quotes bear it out. */
import { Decimal } from 'decimal.js';
import countries from 'i18n-iso-countries';
import { fold, normalize } from '../analyze/normalize.ts';
import { readWords } from '../analyze/word-trees.ts';
import { DecimalText, Incoterm, Unit } from '../model/inquiry.ts';
import type { Claim } from '../reply/number-guard/claim.ts';
import { findDates } from '../reply/number-guard/dates.ts';
import { type GuardSources, guardWords } from '../reply/number-guard/guard-words.ts';
import { readClaims } from '../reply/number-guard/read-claims.ts';
import type { ModelFact } from './model-facts.ts';

/** `today`: ISO day on which the mail arrived; `language`: the buyer's. */
export type QuoteReader = { language: string; today: string; sources: GuardSources };

const LARGEST_QUANTITY = 1_000_000_000;
/** Nobody orders for a day further away. */
const LATEST_YEARS = 3;
/** Fewer letters in common do not make "Polish" a word for Poland. */
const STEM = 4;
const PAYMENT_CODES =
  /^(?:TT-30-70|TT-DEPOSIT|TT-ADVANCE|LC-SIGHT|LC-USANCE|DP|DA|OA-30|OA-60|OA-90|WU|PAYPAL|ESCROW)$/;
/** reading-words.yaml, section payment: what has to be named for a code. */
const PAYMENT_CUES: Record<string, string[]> = {
  TT: ['tt', 'deposit', 'advance', 'balance', 'pay'],
  LC: ['lc'],
  DP: ['dp'],
  DA: ['da'],
  OA: ['oa'],
  WU: ['wu'],
  PAYPAL: ['paypal'],
  ESCROW: ['escrow'],
};

export function quantityOf({ value, unit }: ModelFact, quote: string, reader: QuoteReader) {
  const amount = decimalOf(value);
  if (amount === null || amount.lte(0) || amount.gt(LARGEST_QUANTITY)) return null;
  const counted = claimsOf(quote, reader).find(
    (claim) => (claim.kind === 'number' || claim.kind === 'quantity') && has(claim, amount),
  );
  if (counted === undefined) return null;
  const named = Unit.safeParse(unit).data ?? null;
  // A unit the quote names another one for is not the buyer's.
  const written = counted.kind === 'quantity' ? counted.units : [];
  return { value: amount.toFixed(), unit: written.length === 0 || (named && written.includes(named)) ? named : null };
}

export function targetPriceOf({ value, unit }: ModelFact, quote: string, reader: QuoteReader) {
  const amount = decimalOf(value);
  if (amount === null || amount.lte(0) || !/^[A-Z]{3}$/.test(unit ?? '')) return null;
  const currency = unit ?? '';
  const price = claimsOf(quote, reader).find(
    (claim) => claim.kind === 'money' && claim.units.includes(currency) && has(claim, amount),
  );
  return price === undefined ? null : { amount: amount.toFixed(), currency };
}

/** The rule has to be named by its letters. */
export function incotermOf({ value }: ModelFact, quote: string) {
  const rule = Incoterm.safeParse(value.trim().toUpperCase()).data;
  const letters = quote
    .normalize('NFKC')
    .toUpperCase()
    .split(/[^A-Z]+/);
  return rule !== undefined && letters.includes(rule) ? rule : null;
}

export function placeOf({ value }: ModelFact, quote: string, reader: QuoteReader) {
  const name = value.replace(/\s+/g, ' ').trim();
  if (name.length < 2 || name.length > 60 || !fold(quote).includes(fold(name))) return null;
  const hits = readWords(reader.sources.readingWords, reader.language, normalize(name).text).get('places') ?? [];
  const [locode] = hits.map(({ label }) => label);
  return { name, locode: locode ?? null, country: locode?.slice(0, 2) ?? null };
}

/** The country, a port of it, or a word made from its name ("the German market") has to be in the quote. */
export function countryOf({ value }: ModelFact, quote: string, reader: QuoteReader) {
  const code = value.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(code) || !countries.isValid(code)) return null;
  const folded = normalize(quote).text;
  const hits = readWords(reader.sources.readingWords, reader.language, folded);
  const named = (hits.get('country') ?? []).map(({ label }) => label);
  const ports = (hits.get('places') ?? []).map(({ label }) => label.slice(0, 2));
  const known = [...named, ...ports];
  if (known.length > 0) return known.includes(code) ? code : null;
  return namedByStem(folded, reader.language).includes(code) ? code : null;
}

export function deliveryDateOf({ value, unit }: ModelFact, quote: string, { today }: QuoteReader) {
  const date = value.trim();
  const kind = unit === 'ship_by' ? ('ship_by' as const) : ('arrive_by' as const);
  const time = Date.parse(`${date}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(time)) return null;
  const latest = `${Number(today.slice(0, 4)) + LATEST_YEARS}${today.slice(4)}`;
  if (date < today || date > latest) return null;
  const read = findDates(normalize(quote).text).flatMap(({ values }) => values);
  return read.some((found) => isDateOf(found, date)) ? { date, kind } : null;
}

export function paymentTermsOf({ value }: ModelFact, quote: string, reader: QuoteReader) {
  const code = value.trim().toUpperCase();
  if (!PAYMENT_CODES.test(code)) return null;
  const cues = PAYMENT_CUES[code.split('-')[0] ?? ''] ?? [];
  const hits = readWords(reader.sources.readingWords, reader.language, normalize(quote).text).get('payment') ?? [];
  return hits.some(({ label }) => cues.includes(label)) ? code : null;
}

/** Goods under the buyer's own name; which product of ours it is, the rules and people decide. */
export function productOf({ value }: ModelFact, quote: string) {
  const name = value.replace(/\s+/g, ' ').trim();
  return name.length >= 2 && name.length <= 120 && fold(quote).includes(fold(name)) ? name : null;
}

function decimalOf(value: string): Decimal | null {
  return DecimalText.safeParse(value).success && value.length <= 30 ? new Decimal(value) : null;
}

function claimsOf(quote: string, { language, sources }: QuoteReader): Claim[] {
  return readClaims(normalize(quote), language, guardWords(sources), sources.readingWords);
}

function has({ values }: Claim, amount: Decimal): boolean {
  return values.some((value) => value !== '' && amount.eq(value));
}

/** A written day without its year, or a month of which the last day is meant. */
function isDateOf(found: string, date: string): boolean {
  const [year, month, day] = found.split('-');
  if (year !== '' && year !== date.slice(0, 4)) return false;
  if (month !== date.slice(5, 7)) return false;
  const last = new Date(Date.UTC(Number(date.slice(0, 4)), Number(month), 0)).getUTCDate();
  return day === undefined ? Number(date.slice(8)) === last : day === date.slice(8);
}

/** The countries whose name begins most like a word of the quote; several where one is as likely as the other. */
function namedByStem(folded: string, language: string): string[] {
  const names = [language, 'en'].flatMap((tongue) =>
    Object.entries(countries.getNames(tongue, { select: 'all' })).flatMap(([code, list]) =>
      list.map((name) => ({ code, name: fold(name) })),
    ),
  );
  let best = STEM - 1;
  let found: string[] = [];
  for (const word of folded.match(/\p{L}{4,30}/gu) ?? []) {
    for (const { code, name } of names) {
      const length = common(word, name);
      if (length < Math.min(STEM, name.length) || length < best) continue;
      found = length > best ? [code] : [...found, code];
      best = length;
    }
  }
  return new Set(found).size === 1 ? found : [];
}

function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
