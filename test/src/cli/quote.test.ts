/** Command quote: from the settings alone to a table in English or Chinese, JSON, and plain faults. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runCommand } from '../../../src/cli/commands.ts';
import { type QuoteOptions, quote } from '../../../src/cli/quote.ts';
import { makeTemporaryFolder } from '../../../src/demo/temporary-folder.ts';
import { PriceResult } from '../../../src/model/calculation.ts';
import { quotationOf, schemesOf } from '../prepare/worked-example.ts';

const order: QuoteOptions = {
  product: ['vb-500'],
  quantity: [{ amount: '12000', unit: null }],
  incoterm: 'CIF',
  place: 'Hamburg',
  date: '2026-11-23',
};

async function run(options: Partial<QuoteOptions>, env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const status = await quote(
    env,
    { ...order, ...options },
    (line) => out.push(line),
    (line) => err.push(line),
  );
  return { status, out: out.join('\n'), err: err.join('\n') };
}

describe('inquiry-desk quote', () => {
  it('prints the worked example with every step', async () => {
    const { status, out, err } = await run({});
    expect([status, err]).toEqual([0, '']);
    expect(out).toMatch(/^CIF Hamburg +VB-500 +12000 pcs +5\.57 +66840\.00 +full container +Insured value 73524\.00/m);
    expect(out).toMatch(/^FOB Ningbo +VB-500 +12000 pcs +5\.40 +64800\.00/m);
    expect(out).toMatch(
      /^ {2}Export VAT refund +3\.9000 CNY +33\.9 ÷ \(1 \+ 0\.13\) × 0\.13 +exportTaxRates.* 2027-06-30$/m,
    );
    expect(out).toMatch(/^ {2}Freight +1850\.000000 USD +1 × 1850 \(20GP\) USD +freight +2027-01-31$/m);
    expect(out).toMatch(/^ {2}Price before rounding +5\.568343 USD\/pcs$/m);
    expect(out).toMatch(/^CIF Hamburg +VB-500 +20\.21 % +Floor 12\.00 %$/m);
  });

  it.each([
    [{ language: 'zh' } as const, {}],
    [{}, { LANG: 'zh_CN.UTF-8' }],
    [{}, { LANG: 'en_US', LC_ALL: 'zh_TW' }],
  ])('speaks Chinese: %j %j', async (options, env) => {
    const { out } = await run({ ...options, unitPrice: '4.50' }, env);
    expect(out).toMatch(/^报价, USD, 2026-11-23$/m);
    expect(out).toMatch(/^ {2}出口退税 +3\.9000 CNY/m);
    expect(out).toMatch(/! 低于底线/);
    expect(out).toContain('- 价格低于利润底线：需要经理批准。');
    expect(out).not.toMatch(/Margin|Freight:|Lead time/);
  });

  it('prints JSON that is a price result', async () => {
    const { out } = await run({ json: true });
    const printed = JSON.parse(out) as Record<string, unknown>;
    const result = PriceResult.parse({ ...printed, hints: [] });
    expect(schemesOf(result)).toEqual(['CIF Hamburg 5.57 66840.00', 'FOB Ningbo 5.40 64800.00']);
    expect(quotationOf(result).freightValidUntil).toBe('2027-01-31');
  });

  it('reads a place by name in another language, by LOCODE, and an inland one with its country', async () => {
    for (const place of ['DEHAM', 'deham', 'hamburg']) expect((await run({ place })).out).toContain('CIF Hamburg');
    const inland = await run({ place: 'Hannover', country: 'DE', incoterm: 'DDP' });
    expect(inland.out).toMatch(/^DDP Hanover +VB-500 +12000 pcs +6\.03 +72360\.00 .*Import VAT: not included$/m);
  });

  it('quotes several products in one shipment, and a range without quantities', async () => {
    const product = ['VB-500', 'TM-600'];
    const both = await run({
      product,
      quantity: [
        { amount: '12000', unit: null },
        { amount: '100', unit: 'cartons' },
      ],
    });
    expect(both.out).toMatch(/TM-600 +2400 pcs/);
    const range = await run({ product, quantity: [] });
    expect(range.out).toMatch(/^Price range FOB Ningbo, USD, 2026-11-23$/m);
  });

  it.each([
    [{ product: ['VB-5OO'] }, 'There is no product VB-5OO. Nearest: VB-500, VB-350, VB-750'],
    [{ product: ['VB-500', 'TM-600'] }, '2 products need 2 quantities, or none for a price range.'],
    [{ date: '2026-02-30' }, '2026-02-30 is not a day.'],
  ])('complains about %j', async (options, fault) => {
    const { status, out, err } = await run(options);
    expect([status, out, err]).toEqual([1, '', fault]);
  });

  it('says what is missing when rates are out of date, and ends with 1', async () => {
    const { status, out } = await run({ date: '2028-01-01' });
    expect(status).toBe(1);
    expect(out).toContain('- VB-500: the cost sheet was valid until 2027-06-30.');
  });

  it.each([
    [['quote', '--quantity', '5'], 2],
    [['quote', '--product', 'VB-500', '--incoterm', 'CFI'], 2],
    [['quote', '--product', 'VB-500', '--quantity', 'many'], 2],
    [['quote', '--product', 'VB-500', '--quantity', '5 barrels'], 2],
    [['quote', '--product', 'VB-500', '--unit-price', '-1'], 2],
    [['quote', '--product', 'VB-500', '--mode', 'sea'], 2],
    [['quote', '--product', 'NOPE', '--quantity', '5'], 1],
  ])('%j ends with %s', async (args, status) => {
    const write = process.stderr.write;
    const error = console.error;
    process.stderr.write = () => true;
    console.error = () => {};
    try {
      expect(await runCommand(args, {})).toBe(status);
    } finally {
      process.stderr.write = write;
      console.error = error;
    }
  });

  it('writes the quotation as a PDF in a language, and none where there is no price', async () => {
    const folder = makeTemporaryFolder('quote');
    const pdf = join(folder.path, 'a.pdf');
    expect(await run({ pdf, pdfLanguage: 'ja' })).toMatchObject({ status: 0, err: `The quotation is in ${pdf}.` });
    expect(readFileSync(pdf, 'latin1')).toMatch(/^%PDF-1\.7/);
    const { product, incoterm, place, date } = order;
    const range = await quote(
      {},
      { product, pdf: `${pdf}.range`, ...(incoterm && { incoterm }), ...(place && { place }), ...(date && { date }) },
      () => {},
      () => {},
    );
    expect([range, existsSync(`${pdf}.range`)]).toEqual([1, false]);
    folder.remove();
  });
});
