/** What customs of the buyer's country take under DDP: duty, fees, import VAT (domain 4.2 step 8). */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import type { DutyRate, ImportRule } from '../model/duty.ts';
import type { TransportMode } from '../model/transport.ts';
import { Exact, roundMoney, sum } from './exact-decimal.ts';
import { type Found, found, isValid, lacking, outOfDate } from './gaps.ts';
import { inQuoteCurrency, type Rates } from './rates.ts';

/** One product at the border; `customsValue` and `transport` (from the border on) per unit in the quote currency. */
export type ImportLine = {
  product: Product;
  quantity: Decimal;
  grossKg: Decimal;
  customsValue: Decimal;
  transport: Decimal;
};

/** Of the whole line in the quote currency; duties and taxes rounded to the minor unit, as customs collect them. */
export type ImportedLine = {
  sku: string;
  rate: DutyRate;
  customsValue: Decimal;
  duty: Decimal;
  additional: Decimal;
  specific: Decimal;
  fees: { name: string; amount: Decimal }[];
  vatBase: Decimal;
  vat: Decimal;
};

export type Imports = { rule: ImportRule; lines: ImportedLine[] };

/** The rules of the country today. */
export const importRule = (country: string, { pricing, today }: Rates, scheme: string): Found<ImportRule> => {
  const rules = pricing.importRules.filter((rule) => rule.country === country);
  const [rule] = rules
    .filter((one) => isValid(one, today))
    .toSorted((a, b) => (b.validFrom ?? '').localeCompare(a.validFrom ?? ''));
  if (rule !== undefined) return found(rule);
  return rules.length === 0
    ? lacking('no_import_rule', { scheme, country })
    : outOfDate('import_rule', rules, today, { scheme, country });
};

export const importCosts = (
  lines: readonly ImportLine[],
  rule: ImportRule,
  mode: TransportMode,
  rates: Rates,
  scheme: string,
): Found<Imports> => {
  const value = sum(lines.map((line) => line.customsValue.times(line.quantity)));
  const fees: { name: string; amount: Decimal }[] = [];
  for (const fee of rule.fees.filter(({ modes }) => modes === undefined || modes.includes(mode))) {
    const amount = feeAmount(fee, value, rates);
    if (amount.kind === 'gap') return amount;
    fees.push({ name: fee.name, amount: amount.value });
  }
  const imported: ImportedLine[] = [];
  for (const line of lines) {
    const one = importedLine(line, rule, rates, scheme);
    if (one.kind === 'gap') return one;
    const share = value.isZero() ? new Exact(1).div(lines.length) : one.value.customsValue.div(value);
    const own = fees.map(({ name, amount }) => ({ name, amount: amount.times(share) }));
    imported.push({ ...one.value, fees: own });
  }
  return found({ rule, lines: imported });
};

const importedLine = (line: ImportLine, rule: ImportRule, rates: Rates, scheme: string): Found<ImportedLine> => {
  const { product, quantity } = line;
  const known = dutyRate(product, rule.country, rates, scheme);
  if (known.kind === 'gap') return known;
  const rate = known.value;
  const round = (amount: Decimal): Decimal => roundMoney(amount, rates.currency);
  const specific = specificDuty(rate, line, rates);
  if (specific.kind === 'gap') return specific;
  const customsValue = line.customsValue.times(quantity);
  const duty = round(customsValue.times(rate.rate));
  const additional = round(customsValue.times(rate.additional));
  const transport = rule.vatOnInlandTransport ? line.transport.times(quantity) : new Exact(0);
  const vatBase = sum([customsValue, duty, additional, round(specific.value), transport]);
  return found({
    sku: product.sku,
    rate,
    customsValue,
    duty,
    additional,
    specific: round(specific.value),
    fees: [],
    vatBase,
    vat: round(vatBase.times(rule.vatRate)),
  });
};

/** The rate of the longest tariff number that fits; one for our country of origin before one for all. */
const dutyRate = (product: Product, country: string, { pricing, today }: Rates, scheme: string): Found<DutyRate> => {
  const origin = pricing.portOfLoading.locode.slice(0, 2);
  const fitting = pricing.dutyRates.filter(
    (rate) =>
      rate.country === country &&
      product.hsCode.startsWith(rate.hs) &&
      (rate.origin === undefined || rate.origin === origin),
  );
  const narrowness = (rate: DutyRate): number => 2 * rate.hs.length + (rate.origin === undefined ? 0 : 1);
  const narrowest = Math.max(...fitting.map(narrowness));
  const rates = fitting.filter((rate) => narrowness(rate) === narrowest);
  const values = { scheme, country, hs: product.hsCode, sku: product.sku };
  if (rates.length === 0) return lacking('no_duty', values);
  const [rate] = rates
    .filter((one) => isValid(one, today))
    .toSorted((a, b) => (b.validFrom ?? '').localeCompare(a.validFrom ?? ''));
  return rate === undefined ? outOfDate('duty', rates, today, values) : found(rate);
};

const specificDuty = ({ specific }: DutyRate, line: ImportLine, rates: Rates): Found<Decimal> => {
  if (specific === undefined) return found(new Exact(0));
  const times = specific.per === 'unit' ? line.quantity : line.grossKg;
  return inQuoteCurrency(times.times(specific.amount), specific.currency, rates);
};

/** A share of the customs value of the consignment, between its least and its most. */
const feeAmount = (fee: ImportRule['fees'][number], value: Decimal, rates: Rates): Found<Decimal> => {
  const least = inQuoteCurrency(fee.minimum ?? '0', fee.currency, rates);
  if (least.kind === 'gap') return least;
  const most = fee.maximum === undefined ? null : inQuoteCurrency(fee.maximum, fee.currency, rates);
  if (most?.kind === 'gap') return most;
  const share = Exact.max(value.times(fee.rate), least.value);
  return found(roundMoney(most === null ? share : Exact.min(share, most.value), rates.currency));
};
