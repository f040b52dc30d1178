/** Which documents go with a mail, and why others do not. */
import { describe, expect, it } from '@jest/globals';
import type { ReplyLimits } from '../../../src/model/channel.ts';
import { LibraryDocument, type LibraryFile } from '../../../src/model/documents.ts';
import type { Ask } from '../../../src/model/inquiry.ts';
import { acceptedScheme } from '../../../src/prepare/accepted-scheme.ts';
import { chooseDocuments } from '../../../src/prepare/documents.ts';
import { dueWarning } from '../../../src/prepare/due-warning.ts';
import { fileNameFor, unusedName } from '../../../src/prepare/file-name.ts';
import { meantDocuments } from '../../../src/prepare/meant-documents.ts';

const US = 'Steel & Co., Ltd.';
const issued = { number: 'N 1', issuer: 'Lab', holder: 'STEEL & CO LTD', issued: '2026-01-01' };
const certificate = { kind: 'certificate', language: 'en', ...issued, expires: '2027-04-19' };
const documents = [
  {
    id: 'sheet-en',
    kind: 'datasheet',
    file: 'a/sheet-en.pdf',
    name: 'VB-500.pdf',
    language: 'en',
    products: ['VB-500'],
  },
  {
    id: 'sheet-de',
    kind: 'datasheet',
    file: 'a/sheet-de.pdf',
    name: 'VB-500.pdf',
    language: 'de',
    products: ['VB-500'],
  },
  { id: 'sheet-other', kind: 'datasheet', file: 'a/other.pdf', language: 'en', products: ['TM-600'] },
  { id: 'manual-ja', kind: 'manual', file: 'manual.pdf', language: 'ja', products: ['VB-500'] },
  { id: 'bottles', kind: 'catalogue', file: 'bottles.pdf', language: 'en', categories: ['bottles'] },
  { id: 'mugs', kind: 'catalogue', file: 'mugs.pdf', language: 'en', categories: ['mugs'] },
  { id: 'lfgb', file: 'lfgb.pdf', products: ['VB-500'], certifies: ['LFGB'], ...certificate },
  { id: 'reach', file: 'reach.pdf', products: ['VB-500'], certifies: ['REACH'], ...certificate },
  { id: 'old', file: 'old.pdf', products: ['VB-500'], certifies: ['FDA'], ...certificate, expires: '2026-11-22' },
  { id: 'future', file: 'future.pdf', products: ['VB-500'], certifies: ['CE'], ...certificate, issued: '2026-11-24' },
  { id: 'factory', file: 'factory.pdf', certifies: ['ISO 9001'], ...certificate, holder: 'The Factory' },
  { id: 'shown', file: 'shown.pdf', certifies: ['BSCI'], ...certificate, holder: 'The Factory', showHolder: true },
  { id: 'licence', kind: 'business_licence', file: 'licence.jpg' },
  { id: 'picture', kind: 'picture', file: 'p/vb.png', products: ['VB-500'] },
  { id: 'warranty', kind: 'after_sales', file: 'gone.pdf', language: 'en' },
].map((document) => LibraryDocument.parse(document));

const fileOf = (document: LibraryDocument, bytes: number): LibraryFile => ({
  document,
  type: 'application/pdf',
  bytes,
});
const library = (bytes = 1000) =>
  documents.map((document) => ({ document, file: document.id === 'warranty' ? null : fileOf(document, bytes) }));
const settings = { withOffer: ['datasheet' as const], mostMegabytes: 10 };
const wish = {
  asks: [] as Ask[],
  certificates: [] as string[],
  products: [{ sku: 'VB-500', categoryId: 'bottles' }],
  categories: [] as string[],
  isOffer: false,
  language: 'en',
  today: '2026-11-23',
  company: US,
  limits: null,
  taken: [],
};
const choose = (change: Partial<Parameters<typeof chooseDocuments>[2]>, bytes?: number) => {
  const { chosen, left } = chooseDocuments(library(bytes), settings, { ...wish, ...change });
  return { chosen: chosen.map(({ file }) => file.document.id), left: left.map(({ id, reason }) => `${id}: ${reason}`) };
};

describe('chooseDocuments', () => {
  it.each([
    ['nothing asked, no offer', {}, []],
    ['an offer', { isOffer: true }, ['sheet-en']],
    ['an offer in German', { isOffer: true, language: 'de-AT' }, ['sheet-de']],
    ['an offer in a language that has none', { isOffer: true, language: 'ko' }, ['sheet-en']],
    ['the catalogue of the product asked about', { asks: ['catalogue'] }, ['bottles']],
    ['the catalogue of a category', { asks: ['catalogue'], products: [], categories: ['mugs'] }, ['mugs']],
    ['in the order asked', { asks: ['company_profile', 'catalogue'] }, ['licence', 'bottles']],
    ['pictures with samples', { asks: ['sample'] }, ['picture']],
    ['one certificate by name', { asks: ['certificate'], certificates: ['lfgb'] }, ['lfgb']],
    ['a certificate in another name that may be shown', { asks: ['certificate'], certificates: ['BSCI'] }, ['shown']],
    ['a price list', { asks: ['price_list', 'price'] }, []],
  ] satisfies [string, Partial<typeof wish>, string[]][])('for %s', (_what, change, ids) => {
    expect(choose(change).chosen).toEqual(ids);
  });

  it('attaches no certificate that is over, not begun, or in a name that says who makes the goods', () => {
    expect(choose({ asks: ['certificate'] })).toEqual({
      chosen: ['lfgb', 'reach', 'shown'],
      left: ['old: expired', 'future: not_yet_valid', 'factory: other_holder'],
    });
    expect(choose({ asks: ['certificate'], certificates: ['FDA'], today: '2026-11-22' }).chosen).toEqual(['old']);
  });

  it('says what is not there in a language the buyer reads, and what cannot be read', () => {
    expect(choose({ asks: ['datasheet', 'warranty'] })).toEqual({
      chosen: ['sheet-en'],
      left: ['manual-ja: other_language', 'warranty: unreadable'],
    });
  });

  it.each([
    ['four files', { attachments: 2 }, [], ['lfgb', 'reach'], ['shown: too_many']],
    [
      'files that go anyway',
      { attachments: 2 },
      [{ name: 'q.pdf', bytes: 1 }],
      ['lfgb'],
      ['reach: too_many', 'shown: too_many'],
    ],
    ['types', { fileTypes: ['jpg', 'png'] }, [], [], ['lfgb: file_type', 'reach: file_type', 'shown: file_type']],
    ['3 MB as they travel', { mailBytes: 3_000_000 }, [], ['lfgb', 'reach'], ['shown: too_large']],
  ] satisfies [string, ReplyLimits, { name: string; bytes: number }[], string[], string[]][])(
    'keeps within the limits of a channel: %s',
    (_what, limits, taken, chosen, tooMuch) => {
      const found = choose({ asks: ['certificate'], limits: { fileTypes: ['pdf'], ...limits }, taken }, 1_000_000);
      expect(found.chosen).toEqual(chosen);
      expect(found.left).toEqual(expect.arrayContaining(tooMuch));
    },
  );

  it('keeps a mail below 10 MB as it travels, and takes what still fits', () => {
    const sizes: Record<string, number> = { bottles: 7_500_000, picture: 400_000 };
    const sized = documents.map((document) => ({ document, file: fileOf(document, sizes[document.id] ?? 10) }));
    const { chosen, left } = chooseDocuments(sized, settings, { ...wish, asks: ['catalogue', 'sample'] });
    expect(left).toMatchObject([{ id: 'bottles', reason: 'too_large' }]);
    expect(chosen).toMatchObject([{ name: 'vb.png' }]);
  });

  it('carries out what the approver wants', () => {
    expect(choose({ isOffer: true, add: ['the LFGB certificate'], drop: ['data sheet'] })).toEqual({
      chosen: ['lfgb'],
      left: ['sheet-en: dropped'],
    });
    // An expired one stays out whoever wants it.
    expect(choose({ add: ['FDA'] })).toEqual({ chosen: [], left: ['old: expired'] });
  });

  it('gives no two files the same name', () => {
    const { chosen } = chooseDocuments(library(), settings, {
      ...wish,
      isOffer: true,
      taken: [{ name: 'VB-500.pdf', bytes: 1 }],
    });
    expect(chosen.map(({ name }) => name)).toEqual(['VB-500_2.pdf']);
  });
});

describe('LibraryDocument', () => {
  it.each(['../a.pdf', 'a/../../b.pdf', '/etc/passwd', 'a//b.pdf', 'C:\\a.pdf', '..\\a.pdf', 'a/./b.pdf', ''])(
    'refuses the path %s',
    (file) => {
      expect(LibraryDocument.safeParse({ id: 'a', kind: 'manual', file }).success).toBe(false);
    },
  );

  it('wants number, issuer, holder and dates of a certificate', () => {
    const { error } = LibraryDocument.safeParse({ id: 'a', kind: 'certificate', file: 'a.pdf' });
    expect(error?.issues.map(({ path }) => path[0])).toEqual(['number', 'issuer', 'holder', 'issued', 'expires']);
  });
});

describe('file names', () => {
  const relay = { fileNameSymbols: '._', fileNameLength: 20 };
  it.each([
    ['VB-500 data sheet.pdf', null, 'VB-500 data sheet.pdf'],
    ['VB-500 data sheet.pdf', relay, 'VB_500_data_shee.pdf'],
    ['规格书.pdf', null, '规格书.pdf'],
    ['规格书.pdf', relay, '___.pdf'],
    ['a/b\\c:\u202Ed.pdf', null, 'a_b_c__d.pdf'],
    ['日'.repeat(200), null, '日'.repeat(120)],
    ['äöü.pdf', { fileNameSymbols: '' }, 'file.pdf'],
  ])('%s', (name, limits, expected) => {
    expect(fileNameFor(name, limits)).toBe(expected);
  });

  it('are made different', () => {
    expect(unusedName('a.pdf', new Set(['a.pdf', 'a_2.pdf']))).toBe('a_3.pdf');
  });
});

describe('meantDocuments', () => {
  it.each([
    ['LFGB', ['lfgb']],
    ['the data sheet of the VB-500', ['sheet-en', 'sheet-de']],
    ['business licence', ['licence']],
    ['please add the file', []],
    ['', []],
  ])('%s', (words, ids) => {
    expect(meantDocuments(words, documents).map(({ id }) => id)).toEqual(ids);
  });

  it.each([
    ['规格书', ['sheet-en', 'sheet-de', 'sheet-other']],
    ['Datenblatt VB-500', ['sheet-en', 'sheet-de']],
    ['营业执照', ['licence']],
    ['说明书', ['manual-ja']],
    ['报告', []],
  ])('%s by what a kind is called', (words, ids) => {
    const kinds = { datasheet: ['规格书', 'datenblatt'], business_licence: ['营业执照'], manual: ['说明书'] };
    expect(meantDocuments(words, documents, kinds).map(({ id }) => id)).toEqual(ids);
  });
});

describe('dueWarning', () => {
  it.each([
    ['2027-01-23', null],
    ['2027-01-22', { warning: 60, daysLeft: 60 }],
    ['2026-12-24', { warning: 60, daysLeft: 31 }],
    ['2026-12-23', { warning: 30, daysLeft: 30 }],
    ['2026-11-23', { warning: 30, daysLeft: 0 }],
    ['2026-11-22', null],
  ])('of what ends on %s', (lastDay, due) => {
    expect(dueWarning(lastDay, [60, 30], '2026-11-23')).toEqual(due);
  });
});

describe('acceptedScheme', () => {
  const line = { sku: 'A', quantity: '1', unit: 'pcs' as const, unitPrice: '1', total: '1' };
  const schemes = (['CIF', 'FOB'] as const).map((incoterm) => ({ incoterm, place: '', lines: [line], total: '1' }));
  it.each([
    ['We accept, please send the PI', 0],
    ['We take FOB', 1],
    ['ok fob please', 1],
    ['FOB or CIF, as you like', 0],
    ['我们接受FOB价格', 1],
    ['the FOBBER', 0],
  ])('%s', (words, index) => {
    expect(acceptedScheme({ schemes }, words)).toBe(index);
  });
});
