/** Writes numbers, money, dates and units as the reader of a mail writes them (domain 5.1, 5.4). */
import type { Unit } from '../model/inquiry.ts';
import type { LanguageWords, ReplyWords } from './words.ts';

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
  /** Name of a country by its ISO 3166-1 alpha-2 code. */
  country: (code: string) => string;
  list: (items: readonly string[]) => string;
};

/** The formats of a language (BCP 47 primary tag); English where words.yaml does not know it. */
export function formatsOf(words: ReplyWords, language: string): Formats {
  const own = Object.hasOwn(words.languages, language) ? words.languages[language] : undefined;
  const chosen = own ?? words.languages.en;
  const locale = chosen.locale;
  return {
    words: chosen,
    number: (decimal) => decimalFormat(locale, decimal).format(numeric(decimal)),
    money: (decimal, currency) => money(locale, decimal, currency),
    date: (iso) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${iso}T12:00:00Z`)),
    quantity: (decimal, unit) => {
      const [one, many] = chosen.units[unit];
      return `${decimalFormat(locale, decimal).format(numeric(decimal))}${chosen.gap}${decimal === '1' ? one : many}`;
    },
    perUnit: (unit) => chosen.units[unit][0],
    country: (code) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(code) ?? code,
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  };
}

function money(locale: string, decimal: string, currency: string): string {
  return (
    decimalFormat(locale, decimal, { style: 'currency', currency, currencyDisplay: 'code' })
      .format(numeric(decimal))
      // A no-break space would hide the amount from searches, the check before sending included.
      .replace(/[\u00A0\u202F]/g, ' ')
  );
}

// As many digits as the text has: what was rounded in the price engine is not rounded again.
function decimalFormat(locale: string, decimal: string, more: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const digits = Math.min(20, decimal.split('.')[1]?.length ?? 0);
  return new Intl.NumberFormat(locale, {
    ...more,
    useGrouping: 'always',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

function numeric(decimal: string): Intl.StringNumericLiteral {
  if (!isNumeric(decimal)) throw new Error(`not a decimal number: ${decimal}`);
  return decimal;
}

function isNumeric(decimal: string): decimal is `${number}` {
  return /^\d+(\.\d+)?$/.test(decimal);
}
