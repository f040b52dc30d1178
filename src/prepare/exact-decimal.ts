/** Decimal arithmetic of the price engine: 40 digits, commercial rounding, and nothing rounded before the unit price. */
import { Decimal } from 'decimal.js';

/** A constructor of its own, so that no other part of the program can change precision or rounding under a price. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

/** Decimal places of a currency when not two (ISO 4217 list one). Intl follows CLDR, which says 0 for HUF and IQD. */
const MINOR_UNITS = new Map([
  ...[
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ].map((currency) => [currency, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((currency) => [currency, 3] as const),
]);

/** Decimal places of a currency (ISO 4217), e.g. USD 2, JPY 0, KWD 3. */
const minorUnit = (currency: string): number => MINOR_UNITS.get(currency) ?? 2;

/** Rounds half-up to the minor unit of the currency (domain 4.2 step 9). */
export const roundMoney = (amount: Decimal, currency: string): Decimal =>
  amount.toDecimalPlaces(minorUnit(currency), Decimal.ROUND_HALF_UP);

/** An amount rounded to the minor unit, as text with all its places: `64800.00`. */
export const moneyText = (amount: Decimal, currency: string): string =>
  amount.toFixed(minorUnit(currency), Decimal.ROUND_HALF_UP);

export const sum = (amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((total, amount) => total.plus(amount), new Exact(0));
