/** Writes numbers, money, dates and units as the reader of a mail writes them (domain 5.1, 5.4). */
import type { Unit } from '../model/inquiry.ts';
import type { CountedWord, LanguageWords, ReplyWords } from './words.ts';

/** Amounts come as decimal text and are never made floats; dates are ISO days. */
export type Formats = {
  words: LanguageWords;
  number: (decimal: string) => string;
  money: (decimal: string, currency: string) => string;
  date: (iso: string) => string;
  /** The unit after this amount: `12,000 pcs`, `1 pc`. */
  quantity: (decimal: string, unit: Unit) => string;
  /** The unit of a price: `USD 5.57/pc`. */
  perUnit: (unit: Unit) => string;
  /** Days, or the span of a carrier: `1 day`, `32-36 days`. */
  days: (span: string) => string;
  /** A share as text, e.g. `0.03`, as `3 %` or `3%`. */
  percent: (share: string) => string;
  /** Name of a country by its ISO 3166-1 alpha-2 code. */
  country: (code: string) => string;
  list: (items: readonly string[]) => string;
};

/** The formats of a language (a key of words.yaml, lower-case); English where words.yaml does not know it. */
export function formatsOf(words: ReplyWords, language: string): Formats {
  const own = Object.hasOwn(words.languages, language) ? words.languages[language] : undefined;
  const chosen = own ?? words.languages.en;
  const { locale, gap } = chosen;
  const number = (decimal: string) => decimalFormat(locale, decimal).format(numeric(decimal));
  return {
    words: chosen,
    number,
    money: (decimal, currency) => money(locale, decimal, currency),
    date: (iso) => date(chosen, iso),
    quantity: (decimal, unit) => `${number(decimal)}${gap}${counted(chosen.units[unit], decimal, locale)}`,
    perUnit: (unit) => chosen.units[unit].one ?? chosen.units[unit].other,
    days: (span) => `${span}${gap}${counted(chosen.days, lastNumber(span), locale)}`,
    percent: (share) =>
      withoutMarks(
        new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(numeric(share)),
      ),
    country: (code) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(code) ?? code,
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  };
}

function counted(word: CountedWord, decimal: string, locale: string): string {
  return word[pluralRules(locale).select(Number(decimal))] ?? word.other;
}

function lastNumber(span: string): string {
  return span.match(/\d{1,9}/g)?.at(-1) ?? '0';
}

function date({ locale, dateEnds, monthDays }: LanguageWords, iso: string): string {
  const plain = longDate(locale).format(new Date(`${iso}T12:00:00Z`));
  const written = plain.replace(/^\d{1,2}(?=\s)/, (day) => monthDays[day] ?? day);
  const end = Object.entries(dateEnds).find(([found]) => written.endsWith(found));
  return end === undefined ? written : `${written.slice(0, -end[0].length)}${end[1]}`;
}

function money(locale: string, decimal: string, currency: string): string {
  const format = decimalFormat(locale, decimal, { style: 'currency', currency, currencyDisplay: 'code' });
  // A no-break space would hide the amount from searches, the check before sending included.
  return withoutMarks(format.format(numeric(decimal))).replace(/[\u00A0\u202F]/g, ' ');
}

/** Without the marks by which Intl turns numbers in Arabic text; they would hide them from searches. */
function withoutMarks(text: string): string {
  return text.replace(/[\u200E\u200F]/g, '');
}

// As many digits as the text has: what was rounded in the price engine is not rounded again.
function decimalFormat(locale: string, decimal: string, more: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const digits = Math.min(20, decimal.split('.')[1]?.length ?? 0);
  return numberFormat(locale, digits, more.currency ?? '', () => ({
    ...more,
    useGrouping: 'always',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));
}

// Making one of these takes longer than writing a whole line with it.
const pluralRules = remembered((locale) => new Intl.PluralRules(locale));
const longDate = remembered((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }));
const numberFormats = new Map<string, Intl.NumberFormat>();

function remembered<Made>(make: (locale: string) => Made): (locale: string) => Made {
  const made = new Map<string, Made>();
  return (locale) => {
    const found = made.get(locale) ?? make(locale);
    made.set(locale, found);
    return found;
  };
}

function numberFormat(
  locale: string,
  digits: number,
  currency: string,
  options: () => Intl.NumberFormatOptions,
): Intl.NumberFormat {
  const key = `${locale} ${digits} ${currency}`;
  const found = numberFormats.get(key) ?? new Intl.NumberFormat(locale, options());
  numberFormats.set(key, found);
  return found;
}

function numeric(decimal: string): Intl.StringNumericLiteral {
  if (!isNumeric(decimal)) throw new Error(`not a decimal number: ${decimal}`);
  return decimal;
}

function isNumeric(decimal: string): decimal is `${number}` {
  return /^\d+(\.\d+)?$/.test(decimal);
}
