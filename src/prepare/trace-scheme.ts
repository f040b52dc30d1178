/** Writes down how the prices of one scheme came about: charges, freight, import, shares, unit prices, totals. */
import type { Decimal } from 'decimal.js';
import type { TraceLine } from '../model/calculation.ts';
import type { ChargeAmount } from './charges.ts';
import { moneyText, shortText, sum } from './exact-decimal.ts';
import type { ImportedLine, Imports } from './imports.ts';
import type { Rates } from './rates.ts';
import type { LinePrice, PricedScheme } from './scheme.ts';
import { amountText, datedSource, percentText, type TraceWriter, traceWriter } from './trace-line.ts';

export const traceScheme = (scheme: PricedScheme, rates: Rates): TraceLine[] => {
  const { name, origin, freight, destination, clearance, imports, lines, total } = scheme;
  const write = traceWriter(name);
  const quoted = amountText(rates.currency, 6);
  const charge = (one: ChargeAmount): TraceLine => traceCharge(one, write, quoted);
  const carried =
    freight === null
      ? []
      : [
          write('freight', quoted(freight.amount), {
            calculation: `${freight.calculation} ${freight.rate.currency}`,
            ...datedSource('freight', { source: freight.rate.source ?? freight.rate.carrier }, freight.rate.validUntil),
          }),
        ];
  return [
    ...origin.map(charge),
    ...carried,
    ...destination.map(charge),
    ...clearance.map(charge),
    ...traceShares(scheme, rates, write),
    ...(imports === null ? [] : traceImports(imports, write, rates)),
    ...lines.flatMap((price) => tracePrice(price, name, rates)),
    write('total', `${moneyText(total, rates.currency)} ${rates.currency}`, {}),
    ...traceTaken(scheme, rates, write),
  ];
};

const traceCharge = (
  { charge, amount, calculation }: ChargeAmount,
  write: TraceWriter,
  quoted: (amount: Decimal) => string,
): TraceLine =>
  write(charge.line, quoted(amount), {
    calculation,
    ...datedSource(
      charge.name === undefined ? 'charges' : `charges, ${charge.name}`,
      charge,
      charge.validUntil ?? null,
    ),
  });

/** Shares of the price, as fractions of it. */
const traceShares = ({ shares, lines }: PricedScheme, { pricing }: Rates, write: TraceWriter): TraceLine[] => {
  const { insurance } = pricing;
  const unrefunded = lines[0]?.cost.unrefunded;
  const entries: [string, Decimal | undefined, string][] = [
    ['commission_share', shares.commission, 'commission'],
    ['financing_share', shares.financing, 'financing'],
    ['credit_insurance_share', shares.creditInsurance, 'financing'],
    ['bank_share', shares.bank, 'financing'],
    ['unrefunded_vat_share', unrefunded, 'vatMode'],
  ];
  return [
    ...entries.flatMap(([step, share, setting]) =>
      share === undefined || share.isZero() ? [] : [write(step, percentText(share), datedSource(setting))],
    ),
    ...(shares.insurance.isZero()
      ? []
      : [
          write('insurance_share', percentText(shares.insurance), {
            calculation: `${insurance.cover} × ${shortText(shares.premium)}`,
            ...datedSource('insurance', insurance, insurance.validUntil ?? null),
          }),
        ]),
  ];
};

const traceImports = ({ rule, lines }: Imports, write: TraceWriter, rates: Rates): TraceLine[] => {
  const money = (amount: Decimal): string => `${moneyText(amount, rates.currency)} ${rates.currency}`;
  const ofRule = datedSource(`importRules ${rule.country}`, rule, rule.validUntil ?? null);
  return lines.flatMap((line: ImportedLine) => {
    const { rate } = line;
    const ofRate = datedSource(`dutyRates ${rate.country} ${rate.hs}`, rate, rate.validUntil ?? null);
    const written = (step: string, amount: Decimal, calculation: string, origin: typeof ofRate): TraceLine[] =>
      amount.isZero() ? [] : [write(step, money(amount), { calculation, ...origin })];
    const value = shortText(line.customsValue, 4);
    return [
      ...written('customs_value', line.customsValue, `${line.sku}, ${rule.customsValue.toUpperCase()}`, ofRule),
      write('duty', money(line.duty), { calculation: `${value} × ${rate.rate}`, ...ofRate }),
      ...written('additional_duty', line.additional, `${value} × ${rate.additional}`, ofRate),
      ...written('specific_duty', line.specific, rate.specific?.amount ?? '', ofRate),
      ...line.fees.flatMap(({ name, amount }) => written('import_fee', amount, name, ofRule)),
      ...written('import_vat_base', line.vatBase, '', ofRule),
      ...written(
        rule.quoteVat === 'included' ? 'import_vat_included' : 'import_vat_excluded',
        line.vat,
        `${shortText(line.vatBase, 4)} × ${rule.vatRate}`,
        ofRule,
      ),
    ];
  });
};

const tracePrice = ({ line, exact, unitPrice, total }: LinePrice, name: string, rates: Rates): TraceLine[] => {
  const { currency } = rates;
  const write = traceWriter(`${name}, ${line.product.sku}`);
  const per = `${currency}/${line.product.unit}`;
  return [
    write('exact_price', `${exact.toFixed(6)} ${per}`, {}),
    write('unit_price', `${unitPrice} ${per}`, {
      calculation: `${unitPrice} × ${line.quantity.toFixed()} = ${moneyText(total, currency)}`,
    }),
  ];
};

/** Amounts that go to others out of the finished price. */
const traceTaken = (scheme: PricedScheme, { pricing, currency }: Rates, write: TraceWriter): TraceLine[] => {
  const { term, shares, total, lines, imports } = scheme;
  const money = (amount: Decimal): string => `${moneyText(amount, currency)} ${currency}`;
  // Duty and taxes are not insured.
  const insured = imports === null ? total : sum(lines.map(({ profit, line }) => profit.price.times(line.quantity)));
  const insuredValue = insured.times(pricing.insurance.cover);
  const commission = total.times(shares.commission);
  return [
    ...(commission.isZero()
      ? []
      : [
          write('commission', money(commission), {
            calculation: `${shortText(total)} × ${shortText(shares.commission)}`,
          }),
        ]),
    ...(shares.insurance.isZero()
      ? []
      : [
          write('insured_value', money(insuredValue), {
            calculation: `${shortText(insured)} × ${pricing.insurance.cover}, ICC (${term.costs.insured?.clause ?? ''})`,
          }),
          write('premium', money(insuredValue.times(shares.premium)), {
            calculation: `${shortText(insuredValue)} × ${shortText(shares.premium)}`,
          }),
        ]),
  ];
};
