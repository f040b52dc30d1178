/** Decimal arithmetic of the price engine: 40 digits, commercial rounding, and nothing rounded before the unit price. */
import { Decimal } from 'decimal.js';

/** A constructor of its own, so that no other part of the program can change precision or rounding under a price. */
export const Exact = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -40, toExpPos: 40 });

const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';
const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';

/** Decimal places of a currency when not two (ISO 4217 list one). Intl follows CLDR, which says 0 for HUF and IQD. */
const MINOR_UNITS = new Map<string, number>([
  ...NO_DECIMALS.split(' ').map((currency) => [currency, 0] as const),
  ...THREE_DECIMALS.split(' ').map((currency) => [currency, 3] as const),
]);

/** Decimal places of a currency (ISO 4217), e.g. USD 2, JPY 0, KWD 3. */
const minorUnit = (currency: string): number => MINOR_UNITS.get(currency) ?? 2;

/** Rounds half-up to the minor unit of the currency (domain 4.2 step 9). */
export const roundMoney = (amount: Decimal, currency: string): Decimal =>
  amount.toDecimalPlaces(minorUnit(currency), Decimal.ROUND_HALF_UP);

/** An amount rounded to the minor unit, as text with all its places: `64800.00`. */
export const moneyText = (amount: Decimal, currency: string): string =>
  amount.toFixed(minorUnit(currency), Decimal.ROUND_HALF_UP);

/**
 * A unit price rounded to the minor unit, or to four decimals where the exact price is below `fourDecimalsBelow`
 * (domain 4.2 step 9). The text keeps all its places.
 */
export const unitPriceText = (exact: Decimal, currency: string, fourDecimalsBelow?: string): string =>
  fourDecimalsBelow !== undefined && exact.lt(fourDecimalsBelow) && minorUnit(currency) < 4
    ? exact.toFixed(4, Decimal.ROUND_HALF_UP)
    : moneyText(exact, currency);

export const sum = (amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((total, amount) => total.plus(amount), new Exact(0));

/** At most `places` decimals, without trailing zeros; for the calculation shown to the salesperson. */
export const shortText = (amount: Decimal, places = 6): string => amount.toDecimalPlaces(places).toFixed();
