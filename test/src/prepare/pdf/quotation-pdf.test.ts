/** Quotations and proforma invoices, read back by another program. */
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fillIn } from '../../../../src/prepare/pdf/paper-words.ts';
import { proformaPdf, quotationPdf } from '../../../../src/prepare/pdf/quotation-pdf.ts';
import { longOffer, offer, paper, readPdf, room } from './papers.ts';

const bank = {
  beneficiary: 'Yongkang Brightsteel Drinkware Co., Ltd.',
  bank: 'Example Bank, Yongkang Branch',
  account: '4711 0815 2222 3333',
  swift: 'EXMPCNBJXXX',
};
/** Without spaces and signs of direction: where a line ends is no difference, and NFKC undoes Arabic ligatures. */
const bare = (text: string) => text.normalize('NFKC').replace(/[\s\u2066-\u2069\u200E\u200F]/g, '');
const pagesOf = async (pdf: Buffer) => (await readPdf(pdf)).pages;
const textOf = async (pdf: Buffer) => bare((await pagesOf(pdf)).join(' '));

describe('a quotation', () => {
  it.each(Object.keys(room.words.languages))('says everything in %s', async (language) => {
    const pdf = await quotationPdf({ ...paper, language }, room);
    const text = await textOf(pdf);
    const words = room.words.languages[language] ?? room.words.languages.en;
    const labels = [words.quotation, words.columns.amount, words.total, words.terms, words.payment];
    for (const told of [
      ...labels,
      'Q-2026-0118',
      'CIFHamburg,Incoterms®2020',
      'FOBNingbo,Incoterms®2020',
      '1×20GP',
      '45×31×27',
    ]) {
      expect(text).toContain(bare(told));
    }
    for (const amount of [
      /66.?840[.,]00/,
      /64.?800[.,]00/,
      /5[.,]57/,
      /5[.,]40/,
      /5[.,]98/,
      /18[.,]8325/,
      /73.?524[.,]00/,
    ]) {
      expect(text).toMatch(amount);
    }
    expect(text).not.toMatch(/[{}]|undefined|null|\?/);
    expect(pdf.length).toBeLessThan(200_000);
  });

  it.each([
    ['Arabic', 'ar', 'شركة الخليج للتجارة'],
    ['Cyrillic', 'ru', 'ООО «Термос-Импорт»'],
    ['Greek', 'en', 'Εταιρεία Θέρμος'],
    ['Vietnamese', 'en', 'Công ty Bình Giữ Nhiệt'],
    ['Turkish', 'tr', 'Işıltılı Şişe Ğ'],
    ['simplified Chinese', 'zh', '北京远航户外用品有限公司'],
    ['traditional Chinese', 'zh-TW', '臺灣遠航戶外用品有限公司'],
    ['Japanese', 'ja', '株式会社ヤマダ商店'],
    ['Korean', 'ko', '주식회사 한강무역'],
    ['all in one line', 'en', 'Nordhaus 北京 テスト 한강 Привет'],
  ])('writes names in %s', async (_script, language, company) => {
    const pdf = await quotationPdf({ ...paper, language, buyer: { ...paper.buyer, company } }, room);
    const text = await textOf(pdf);
    const parts = company.split(' ').map(bare);
    for (const part of parts) expect(text).toContain(part);
  });

  it('has the same bytes every time, and no time but the day it bears', async () => {
    const [one, other] = [await quotationPdf(paper, room), await quotationPdf(paper, room)];
    expect(one.equals(other)).toBe(true);
    const next = await quotationPdf({ ...paper, issuedOn: '2026-11-24' }, room);
    expect(next.equals(one)).toBe(false);
    const { info } = await readPdf(one);
    const told = { Title: 'Quotation Q-2026-0118', Author: paper.seller.name, CreationDate: 'D:20261123000000Z' };
    expect(info).toMatchObject(told);
    expect(Object.keys(info)).not.toEqual(expect.arrayContaining(['Producer']));
    expect(Object.keys(info)).not.toEqual(expect.arrayContaining(['Creator']));
  });

  it('counts its pages and repeats the head of the table', async () => {
    const pages = await pagesOf(await quotationPdf({ ...paper, offer: longOffer(80) }, room));
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, index) => {
      expect(bare(page)).toContain(`${index + 1}/${pages.length}`);
    });
    const tables = pages.filter((page) => page.includes('5.57 / pc'));
    expect(tables.length).toBeGreaterThan(1);
    for (const page of tables) expect(page).toContain('Unit price (USD)');
  });

  it('wraps what is too long, and clips what a stranger made endless', async () => {
    const company = `${'Donaudampfschifffahrtsgesellschaft'.repeat(6)} ${'W'.repeat(200_000)}`;
    const pages = await pagesOf(await quotationPdf({ ...paper, buyer: { ...paper.buyer, company } }, room));
    expect(bare(pages.join(''))).toContain('Donaudampfschifffahrtsgesellschaft'.repeat(2));
    expect(pages.length).toBeLessThan(3);
  });

  it('is not turned round by signs of direction in a name, and writes what no font has as a question mark', async () => {
    const company = 'Nord\u202Ehaus\u202C GmbH \u0E01';
    const text = await textOf(await quotationPdf({ ...paper, buyer: { ...paper.buyer, company } }, room));
    expect(text).toContain('NordhausGmbH?');
  });

  it('leaves out what is not known', async () => {
    const bareOffer = {
      ...offer,
      leadTime: null,
      transitDays: null,
      freightValidUntil: null,
      priceChanges: null,
      containers: null,
      tiers: null,
    };
    const nobody = { company: null, name: null, address: null, country: null, email: null };
    const pdf = await quotationPdf({ ...paper, offer: bareOffer, buyer: nobody, inquiryOn: null }, room);
    const text = await textOf(pdf);
    expect(text).toContain('Tobeconfirmedforthisquantity');
    for (const missing of ['Transit', 'Loading', 'Yourinquiry', 'Pricesbyquantity', 'exchangerate']) {
      expect(text).not.toContain(missing);
    }
  });
});

describe('a proforma invoice', () => {
  it('names the accepted terms, the customs number, and where to pay', async () => {
    const text = await textOf(await proformaPdf(paper, room, { bank, scheme: 1 }));
    for (const told of ['Proformainvoice', 'FOBNingbo', '64,800.00', '9617001900', ...Object.values(bank).map(bare)]) {
      expect(text).toContain(bare(told));
    }
    expect(text).not.toContain('CIFHamburg');
  });

  it('has no bank details when there are none', async () => {
    expect(await textOf(await proformaPdf(paper, room, { bank: null }))).not.toContain('Bankdetails');
  });
});

describe('the firewall', () => {
  const canaries = ['0.250767', '0.120777', 'CANARY supplier', 'CANARY sheet', '20.340717', '4321.0757'];

  it('keeps cost, margin and supplier out of the text, the metadata and every stream', async () => {
    const catalogue = {
      ...room.catalogue,
      products: room.catalogue.products.map((product) => ({
        ...product,
        cost: {
          ...product.cost,
          material: '20.340717',
          tooling: '4321.0757',
          supplier: 'CANARY supplier',
          source: 'CANARY sheet',
        },
        pricing: { margin: '0.250767', marginFloor: '0.120777' },
      })),
    };
    const guarded = { ...room, catalogue };
    for (const pdf of [await quotationPdf(paper, guarded), await proformaPdf(paper, guarded, { bank })]) {
      const all = `${(await pagesOf(pdf)).join('\n')}\n${streamsOf(pdf)}\n${pdf.toString('latin1')}`;
      for (const canary of canaries) expect(all).not.toContain(canary);
      expect(all).toContain('Q-2026-0118');
    }
    // The costs are the only difference: not one byte may tell of it.
    expect((await quotationPdf(paper, guarded)).equals(await quotationPdf(paper, room))).toBe(true);
  });

  it('prints where to pay on no quotation', async () => {
    const seller = { ...paper.seller, bank };
    const pdf = await quotationPdf({ ...paper, seller }, room);
    const all = `${(await pagesOf(pdf)).join('\n')}\n${streamsOf(pdf)}`;
    for (const value of [bank.account, bank.swift, bank.bank]) expect(all).not.toContain(value);
  });
});

describe('fillIn', () => {
  it('leaves what has no value, so that a missing one is seen', () => {
    expect(fillIn('a {b} {c}', { b: '1' })).toBe('a \u20681\u2069 {c}');
  });
});

/** Every stream of a PDF that unpacks. */
function streamsOf(pdf: Buffer): string {
  const raw = pdf.toString('latin1');
  return [...raw.matchAll(/stream\r?\n/g)]
    .map(({ index, 0: mark }) => {
      const end = raw.indexOf('endstream', index);
      try {
        return inflateSync(pdf.subarray(index + mark.length, end)).toString('latin1');
      } catch {
        return '';
      }
    })
    .join('\n');
}
