/** For the tests of papers: an offer, who it is for, the words and fonts, and the text of a finished PDF. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { load } from 'js-yaml';
import { Catalogue } from '../../../../src/model/catalogue.ts';
import { openFonts } from '../../../../src/paper/fonts.ts';
import type { Paper, PaperRoom, Quoted } from '../../../../src/prepare/pdf/paper.ts';
import { PaperWords } from '../../../../src/prepare/pdf/paper-words.ts';
import { ReplyWords } from '../../../../src/reply/words.ts';

const root = join(import.meta.dirname, '../../../..');
const yaml = (path: string): unknown => load(readFileSync(join(root, path), 'utf8'));

export const room: PaperRoom = {
  fonts: openFonts(),
  words: PaperWords.parse(yaml('templates/words-paper.yaml')),
  replyWords: ReplyWords.parse(yaml('templates/words.yaml')),
  catalogue: Catalogue.parse(yaml('config/catalogue.yaml')),
  logo: readFileSync(join(root, 'config/logo.png')),
};

export const offer: Quoted = {
  kind: 'quotation',
  currency: 'USD',
  schemes: [
    {
      incoterm: 'CIF',
      place: 'Hamburg',
      lines: [{ sku: 'VB-500', quantity: '12000', unit: 'pcs', unitPrice: '5.57', total: '66840.00' }],
      total: '66840.00',
      mode: 'fcl',
      insurance: { clause: 'C', insuredValue: '73524.00' },
    },
    {
      incoterm: 'FOB',
      place: 'Ningbo',
      lines: [{ sku: 'VB-500', quantity: '12000', unit: 'pcs', unitPrice: '5.40', total: '64800.00' }],
      total: '64800.00',
    },
  ],
  tiers: {
    incoterm: 'FOB',
    place: 'Ningbo',
    products: [
      {
        sku: 'VB-500',
        unit: 'pcs',
        prices: [
          { from: 1000, unitPrice: '5.98' },
          { from: 10000, unitPrice: '5.42' },
        ],
      },
    ],
  },
  packing: [
    {
      sku: 'VB-500',
      perCarton: 24,
      cartons: 500,
      volumeM3: '18.8325',
      grossKg: '4750',
      netKg: '4100',
      cartonCm: ['45', '31', '27'],
    },
  ],
  containers: '1×20GP',
  paymentTerms: '30 % T/T deposit, 70 % T/T against copy of B/L',
  leadTime: { days: 30, basis: 'deposit_received', mayChange: [{ factor: 'custom_colour', days: 5 }] },
  transitDays: '32-36',
  validUntil: '2026-12-07',
  freightValidUntil: '2026-11-30',
  priceChanges: { fx: '0.02', material: '0.05' },
};

export const paper: Paper = {
  quoteNo: 'Q-2026-0118',
  version: 2,
  issuedOn: '2026-11-23',
  inquiryOn: '2026-11-20',
  offer,
  language: 'en',
  buyer: {
    company: 'Nordhaus Outdoor GmbH',
    name: 'Paul Meyer',
    address: 'Speicherstraße 12, 20457 Hamburg',
    country: 'DE',
    email: 'p.meyer@nordhaus-outdoor.example',
  },
  seller: {
    name: 'Yongkang Brightsteel Drinkware Co., Ltd.',
    address: 'No. 88 Jiulong North Road, Yongkang, Zhejiang 321300, China',
    website: 'https://www.brightsteel.example',
    phone: '+86 579 8700 0188',
  },
  contact: { name: 'Chen Wei', email: 'chen.wei@brightsteel.example' },
};

/** An offer of so many lines. */
export function longOffer(lines: number): Quoted {
  const [scheme] = offer.schemes;
  const [line] = scheme?.lines ?? [];
  if (!scheme || !line) throw new Error('no line');
  return { ...offer, tiers: null, schemes: [{ ...scheme, lines: Array.from({ length: lines }, () => line) }] };
}

type Read = { pages: string[]; info: Record<string, unknown> };

/** pdf.js cannot be loaded within jest. */
const reader = new Worker(
  `const { parentPort } = require('node:worker_threads');
  parentPort.on('message', async ({ id, pdf }) => {
    const { extractText, getDocumentProxy, getMeta } = await import('unpdf');
    const document = await getDocumentProxy(new Uint8Array(pdf));
    const { text } = await extractText(document, { mergePages: false });
    const { info } = await getMeta(document);
    parentPort.postMessage({ id, pages: text, info: JSON.parse(JSON.stringify(info)) });
  });`,
  { eval: true },
);
reader.unref();
let asked = 0;

/** What another program reads in it: the text of each page, and the metadata. */
export function readPdf(pdf: Buffer): Promise<Read> {
  asked += 1;
  const id = asked;
  return new Promise((resolve, reject) => {
    reader.once('error', reject);
    const onMessage = (read: Read & { id: number }) => {
      if (read.id !== id) return;
      reader.off('message', onMessage);
      reader.off('error', reject);
      resolve(read);
    };
    reader.on('message', onMessage);
    reader.postMessage({ id, pdf });
  });
}
