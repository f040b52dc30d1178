/** Twenty prices that an independent script worked out (further_cases.py) against the engine, to the last digit. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Incoterm } from '../../../src/model/inquiry.ts';
import type { TransportMode } from '../../../src/model/transport.ts';
import { priceRequest } from '../../../src/prepare/price.ts';
import { exampleCatalogue, exampleFx, examplePricing, quotationOf, TODAY } from './worked-example.ts';

type Freight = Record<string, string> & {
  breaks: [string, string][];
  steps: [string, string][];
  minimum: string;
  fuel: string;
  above: string;
  wm: string;
};
type Input = {
  rule: Incoterm;
  quantity: string;
  per_carton: string;
  carton_cm: string[];
  gross_kg: string;
  cost: [string, string, string];
  vat: string;
  rebate: string;
  vat_mode: string;
  fx: string;
  buffer: string;
  currency: string;
  margin: string;
  base: 'goods' | 'price';
  tiers: [string, string][];
  mode: TransportMode;
  freight: Freight;
  per_container: string[];
  per_weight?: string[];
  origin: Record<string, string>;
  destination: Record<string, string>;
  premium: { A: string; C: string };
  commission?: string;
  credit?: { days: string; rate: string; insurance: string; bank: string };
  discount_percent?: string;
  customs?: {
    value: string;
    duty: string;
    additional: string;
    fees: [string, string, string][];
    vat: string;
    vat_included: boolean;
  };
};
type Expected = Record<'exact' | 'unit' | 'total' | 'margin_percent', string> &
  Partial<Record<'containers' | 'chargeable' | 'duty' | 'additional' | 'insured', string>>;
type Case = { name: string; input: Input; expected: Expected };

const file = (name: string) => join(import.meta.dirname, name);
const cases = JSON.parse(readFileSync(file('further-cases.json'), 'utf8')) as Case[];

const freightOf = ({ mode, freight, currency }: Input) => {
  const lane = { mode, currency, validUntil: '2027-01-31', transitDays: '30', toName: 'Hamburg' };
  if (mode === 'lcl') return [{ ...lane, to: 'DEHAM', amount: freight.wm, minimum: freight.minimum }];
  if (mode === 'air') {
    const breaks = freight.breaks.map(([fromKg, perKg]) => ({ fromKg, perKg }));
    return [{ ...lane, to: 'HAM', country: 'DE', breaks, fuelPerKg: freight.fuel, minimum: freight.minimum }];
  }
  if (mode === 'courier') {
    const steps = freight.steps.map(([upToKg, amount]) => ({ upToKg, amount }));
    return [{ ...lane, to: 'DE', steps, perKgAbove: freight.above, fuel: freight.fuel }];
  }
  return Object.entries(freight).map(([container, amount]) => ({ ...lane, to: 'DEHAM', container, amount }));
};

const basisOf = (line: string, { per_container, per_weight = [] }: Input) =>
  per_container.includes(line) ? 'container' : per_weight.includes(line) ? 'wm' : 'shipment';

const destinationOf = (input: Input) =>
  Object.entries(input.destination).map(([line, amount]) => ({
    line,
    amount,
    currency: input.currency,
    ...(line === 'destination_terminal' && input.mode === 'fcl' && { basis: 'container' }),
    ...(line === 'on_carriage' && { port: 'DEHAM', place: 'Hanover' }),
  }));

const importsOf = ({ customs, currency }: Input) =>
  customs === undefined
    ? {}
    : {
        importRules: [
          {
            country: 'DE',
            importerOfRecord: true,
            customsValue: customs.value,
            vatRate: customs.vat,
            quoteVat: customs.vat_included ? 'included' : 'excluded',
            fees: customs.fees.map(([rate, minimum, maximum], index) => ({
              name: `fee ${index}`,
              rate,
              minimum,
              maximum,
              currency,
            })),
          },
        ],
        dutyRates: [{ country: 'DE', hs: '9617', rate: customs.duty, additional: customs.additional }],
      };

const settingsOf = (input: Input) =>
  examplePricing({
    quoteCurrency: input.currency,
    airport: { code: 'NGB', name: 'Ningbo Airport' },
    vatMode: input.vat_mode,
    fx: exampleFx(input.currency, 'CNY', input.fx, input.buffer),
    margin: input.margin,
    marginBase: input.base,
    tiers: input.tiers.map(([from, share]) => ({
      from: Number(from),
      ...(input.base === 'goods' ? { discount: share } : { margin: share }),
    })),
    commission: input.commission ?? '0',
    ...(input.credit && {
      financing: {
        creditDays: Number(input.credit.days),
        annualRate: input.credit.rate,
        creditInsurance: input.credit.insurance,
        bankCharges: input.credit.bank,
      },
    }),
    originCharges: Object.entries(input.origin).map(([line, amount]) => ({
      line,
      amount,
      currency: 'CNY',
      basis: basisOf(line, input),
    })),
    destinationCharges: destinationOf(input),
    freight: freightOf(input),
    insurance: { cover: '1.10', rateClauseC: input.premium.C, rateClauseA: input.premium.A },
    ...importsOf(input),
  });

const priced = (input: Input) => {
  const [material, production, packaging] = input.cost;
  const catalogue = exampleCatalogue({
    moq: 1,
    cost: { material, production, packaging },
    vatRate: input.vat,
    exportRebateRate: input.rebate,
    packing: {
      perCarton: Number(input.per_carton),
      cartonCm: input.carton_cm.map(Number),
      grossKg: input.gross_kg,
    },
  });
  const inland = ['CPT', 'DAP', 'DPU', 'DDP'].includes(input.rule) && input.mode !== 'air';
  const place = { name: inland ? 'Hanover' : 'Hamburg', locode: inland ? null : 'DEHAM', country: 'DE' };
  const items = [{ words: '', sku: 'VB-500', categoryId: null, quantity: { amount: input.quantity, unit: null } }];
  const wishes = {
    mode: input.mode,
    ...(input.discount_percent !== undefined && { discountPercent: input.discount_percent }),
  };
  const request = { items, incoterm: input.rule, place, wishes };
  return priceRequest(request, { catalogue, pricing: settingsOf(input), today: TODAY });
};

describe('twenty further cases', () => {
  it('holds what the script prints', () => {
    const printed = execFileSync('python3', [file('further_cases.py')], { encoding: 'utf8' });
    expect(JSON.parse(printed)).toEqual(cases);
    expect(cases).toHaveLength(20);
  });

  it.each(cases.map((one) => [one.name, one] as const))('%s', (_, { input, expected }) => {
    const result = priced(input);
    const scheme = quotationOf(result).schemes.find(({ incoterm }) => incoterm === input.rule);
    const name = `${scheme?.incoterm} ${scheme?.place}`;
    const traced = (step: string, about = name) =>
      result.trace.find((line) => line.step === step && line.about === about)?.value.split(' ')[0];
    expect(traced('exact_price', `${name}, VB-500`)).toBe(expected.exact);
    expect(scheme?.lines[0]?.unitPrice).toBe(expected.unit);
    expect(scheme?.total).toBe(expected.total);
    const margin = result.margins?.find((one) => one.scheme === name);
    expect((Number(margin?.effective) * 100).toFixed(4)).toBe(expected.margin_percent);
    expect(scheme?.insurance?.insuredValue).toBe(expected.insured);
    if (expected.containers !== undefined)
      expect(quotationOf(result).containers).toBe(expected.containers.replace('x', '×'));
    else expect(quotationOf(result).containers).toBeNull();
    if (expected.duty !== undefined) expect(traced('duty')).toBe(expected.duty);
    if (expected.additional !== undefined) expect(traced('additional_duty') ?? '0.00').toBe(expected.additional);
    if (expected.chargeable !== undefined && input.mode !== 'lcl')
      expect(Number(result.trace.find(({ step }) => step === 'chargeable')?.value.split(' ')[0])).toBe(
        Number(expected.chargeable),
      );
  });
});
