import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { load } from 'js-yaml';
import { planImport } from '../../../src/import/import-table.ts';
import { readTable } from '../../../src/import/read-table.ts';
import { ImportColumns, type ImportKind } from '../../../src/model/import-columns.ts';

const config = join(import.meta.dirname, '../../../config');
const columns = ImportColumns.parse(load(readFileSync(join(config, 'import-columns.yaml'), 'utf8')));
const catalogue = readFileSync(join(config, 'catalogue.yaml'), 'utf8');
const pricing = readFileSync(join(config, 'pricing.yaml'), 'utf8');
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'import-'));
});

async function plan(
  kind: ImportKind,
  csv: string | Buffer,
  source = kind === 'freight' || kind === 'rates' ? pricing : catalogue,
) {
  const path = join(dir, 'table.csv');
  writeFileSync(path, csv);
  return planImport(source, await readTable(path), kind, columns);
}
const faults = async (kind: ImportKind, csv: string) =>
  (await plan(kind, csv)).faults.map(({ line, text }) => `${line} ${text}`);
type Entry = Record<string, unknown>;
const products = (text: string) => (load(text) as { products: Entry[] }).products;

describe('planImport', () => {
  it('changes only what a row says, and keeps the comments', async () => {
    const { entries, faults, text } = await plan('costs', '货号,材料成本,有效期至\nVB-500,17.10,2027-09-30\n');
    expect(faults).toEqual([]);
    expect(entries).toEqual([
      {
        line: 2,
        kind: 'changed',
        name: 'VB-500',
        changes: ['cost.material: 20.34 -> 17.10', 'cost.validUntil: 2027-06-30 -> 2027-09-30'],
      },
    ]);
    const [before, after] = [catalogue, text].map((yaml) => products(yaml).find(({ sku }) => sku === 'VB-500'));
    expect(after).toEqual({
      ...before,
      cost: { ...(before?.cost as Entry), material: '17.10', validUntil: '2027-09-30' },
    });
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual(
      catalogue.split('\n').filter((line) => line.startsWith('#')),
    );
  });

  it('reads semicolons and the character set of a Chinese Excel', async () => {
    const csv = iconv.encode('型号;材料成本\nVB-500;17.10\n', 'gbk');
    expect((await plan('costs', csv)).entries[0]?.changes).toEqual(['cost.material: 20.34 -> 17.10']);
  });

  it('adds a product with everything it needs, and attributes by name', async () => {
    const header =
      'SKU,Category,Name,Chinese name,Unit,MOQ,Specification,HS code,VAT,Export rebate,Per carton,Carton size,Gross weight kg,Lead time,Lead time basis,Lead time up to,Certificates,Material cost,Production cost,Packaging cost,attributes.capacity';
    const row =
      'VB-900,vacuum-bottles,Vacuum bottle 900 ml,保温杯 900毫升,pcs,800,"Double wall, 304",9617001900,0.13,0.13,12,45 x 31 x 27,9.5,30,deposit_received,10000,LFGB; FDA,25,10,5,900';
    const { text, entries, faults } = await plan('catalogue', `${header}\n${row}\n`);
    expect(faults).toEqual([]);
    expect(entries[0]?.kind).toBe('added');
    expect(products(text).at(-1)).toMatchObject({
      sku: 'VB-900',
      moq: 800,
      specification: { en: 'Double wall, 304' },
      packing: { perCarton: 12, cartonCm: [45, 31, 27], grossKg: '9.5' },
      certificates: ['LFGB', 'FDA'],
      attributes: [{ name: 'capacity', value: '900' }],
    });
  });

  it('replaces a freight rate of the same lane and adds another', async () => {
    const csv =
      'mode,to,port,container,amount,currency,valid until,transit days\nfcl,DEHAM,Hamburg,20GP,1990,USD,2027-03-31,32-36\nfcl,PLGDN,Gdansk,20GP,2100,USD,2027-03-31,36-40\n';
    const { entries, text } = await plan('freight', csv);
    expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'changed fcl DEHAM 20GP',
      'added fcl PLGDN 20GP',
    ]);
    const freight = (load(text) as { freight: Entry[] }).freight;
    expect(freight.filter(({ to, container }) => to === 'DEHAM' && container === '20GP')).toEqual([
      expect.objectContaining({ amount: '1990', validUntil: '2027-03-31' }),
    ]);
  });

  it('finds nothing to do in a table that says what is there', async () => {
    const { entries, text } = await plan('rates', 'currency,in,rate,date\nUSD,CNY,7.1000,2026-11-20\n');
    expect(entries.map(({ kind }) => kind)).toEqual(['same']);
    expect(load(text)).toEqual(load(pricing));
  });

  const bad: [title: string, kind: ImportKind, csv: string, faults: string[]][] = [
    [
      'a number that is none',
      'costs',
      'sku,material\nVB-500,1x\n',
      ["2 material: must be a number with a decimal point, e.g. '1850.00'"],
    ],
    ['a product we do not have', 'costs', 'sku,material\n\nNO-1,1\n', ['3 NO-1 is not in catalogue.yaml']],
    [
      'the same entry twice',
      'costs',
      'sku,material\nVB-500,1\nVB-350,1\nVB-500,2\n',
      ['4 is the same entry as line 2'],
    ],
    [
      'an unknown column',
      'costs',
      'sku,material,colour\nVB-500,1,red\n',
      ['1 the column "colour" is not known; see config/import-columns.yaml'],
    ],
    ['no key', 'costs', 'material\n1\n', ['1 a column for sku is missing', '2 sku is empty']],
    [
      'a share written in per cent',
      'rates',
      'currency,in,mid,date,buffer\nUSD,CNY,7.1,2026-11-23,2\n',
      ['2 buffer: write 25 % as 0.25'],
    ],
    ['a date that is none', 'rates', 'currency,in,mid,date\nUSD,CNY,7.1,23.11.2026\n', ['2 date: Invalid ISO date']],
  ];
  it.each(bad)('names every bad row with its line and imports nothing: %s', async (_title, kind, csv, expected) => {
    expect(await faults(kind, csv)).toEqual(expected);
    const source = kind === 'rates' ? pricing : catalogue;
    expect((await plan(kind, csv)).text).toBe(source);
  });

  it('imports nothing when one row of many is bad', async () => {
    const { faults, text, entries } = await plan('costs', 'sku,material\nVB-350,1\nVB-500,?\n');
    expect(faults).toHaveLength(1);
    expect(entries).toEqual([]);
    expect(text).toBe(catalogue);
  });
});

describe('readTable', () => {
  it('reads the first sheet of a workbook, days as ISO dates, with its line numbers', async () => {
    const table = await readTable(join(import.meta.dirname, '../../fixtures/attachments/order-list.xlsx'));
    expect(table.columns.slice(0, 3)).toEqual(['Item', 'Description', 'Qty']);
    expect(table.rows.map(({ line }) => line)).toEqual([2, 3]);
    expect(table.rows[0]?.cells.get('Ship by')).toBe('2027-02-28');
  });

  it('says what is wrong with a file', async () => {
    writeFileSync(join(dir, 'empty.csv'), 'sku,material\n');
    await expect(readTable(join(dir, 'empty.csv'))).rejects.toThrow('holds no rows below a heading');
    await expect(readTable(join(dir, 'none.csv'))).rejects.toThrow('cannot be read');
    writeFileSync(join(dir, 'bad.xlsx'), 'PK\u0003\u0004 nonsense');
    await expect(readTable(join(dir, 'bad.xlsx'))).rejects.toThrow('is no Excel workbook');
  });
});
