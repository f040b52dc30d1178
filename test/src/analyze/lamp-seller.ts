/** A seller of lamps for the tests of reading: goods unlike those of the demonstration, words from config/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Analysis, AnalyzeInput } from '../../../src/analyze/analyze.ts';
import { analyzeInquiry } from '../../../src/analyze/analyze.ts';
import type { Reading } from '../../../src/analyze/reading.ts';
import { readMail } from '../../../src/analyze/reading.ts';
import { compileVocabulary, VocabularyData } from '../../../src/analyze/vocabulary.ts';
import { Catalogue } from '../../../src/model/catalogue.ts';
import { Company } from '../../../src/model/company.ts';
import { ReadingWords } from '../../../src/model/reading-words.ts';
import { TriageSettings } from '../../../src/model/triage-settings.ts';

const config = join(import.meta.dirname, '../../../config');
const file = (name: string) => readFileSync(join(config, name), 'utf8');

export const vocabulary = compileVocabulary(VocabularyData.parse(JSON.parse(file('vocabulary.json'))));
export const words = ReadingWords.parse(load(file('reading-words.yaml')));
const settings = TriageSettings.parse(load(file('triage.yaml')));

const lamp = (sku: string, categoryId: string, names: Record<string, string>, moq: number) => ({
  sku,
  categoryId,
  names,
  unit: 'pcs',
  moq,
  specification: { en: names.en },
  hsCode: '940540',
  vatRate: '0.13',
  exportRebateRate: '0.13',
  packing: { perCarton: 10, cartonCm: [40, 30, 20], grossKg: '9' },
  leadTime: { days: 25, basis: 'deposit_received', upToQuantity: 5000 },
  cost: { material: '10', production: '3', packaging: '1' },
});

export const catalogue = Catalogue.parse({
  categories: [
    {
      id: 'floodlights',
      names: { en: 'Floodlights', zh: '投光灯', es: 'Reflectores', de: 'Fluter' },
      synonyms: [
        'flood light',
        'Scheinwerfer',
        'proyector LED',
        'projecteur',
        'прожектор',
        'كشاف',
        'faretto',
        'projektör',
        '投光器',
        '투광등',
        'refletor',
      ],
    },
    {
      id: 'solar',
      names: { en: 'Solar lamps', zh: '太阳能灯', es: 'Lámparas solares', de: 'Solarleuchten' },
      synonyms: ['solar light'],
    },
  ],
  products: [
    lamp(
      'FL-50',
      'floodlights',
      { en: 'LED floodlight 50 W', zh: 'LED投光灯 50瓦', es: 'Reflector LED 50 W', de: 'LED-Fluter 50 W' },
      500,
    ),
    lamp(
      'FL-100',
      'floodlights',
      { en: 'LED floodlight 100 W', zh: 'LED投光灯 100瓦', es: 'Reflector LED 100 W', de: 'LED-Fluter 100 W' },
      500,
    ),
    lamp(
      'SL-20',
      'solar',
      { en: 'Solar street lamp', zh: '太阳能路灯', es: 'Farola solar', de: 'Solar-Straßenleuchte' },
      200,
    ),
  ],
});

export const company = Company.parse({
  name: 'Ningbo Brightfield Lighting Co., Ltd.',
  address: 'Ningbo',
  country: 'CN',
  timeZone: 'Asia/Shanghai',
  website: 'https://www.brightfield.example',
  domains: ['brightfield.example'],
  team: [{ name: 'Wu Fang', email: 'wu.fang@brightfield.example', role: 'sales' }],
  defaultOwner: 'wu.fang@brightfield.example',
  competitorDomains: ['rival-lamps.example'],
});

/** Monday, 23 November 2026, in the morning in Ningbo. */
const receivedAt = new Date('2026-11-23T02:00:00Z');

export function analyze(text: string, more: Partial<AnalyzeInput> = {}): Analysis {
  return analyzeInquiry({
    messageId: 7,
    subject: '',
    text,
    from: { name: '', address: 'buyer@northlight.example' },
    receivedAt,
    catalogue,
    company,
    vocabulary,
    settings,
    words,
    attachments: [],
    knownCustomer: null,
    ...more,
  });
}

export function read(text: string, language = 'en'): Reading {
  return readMail({ messageId: 7, subject: '', text, language, catalogue, vocabulary, words });
}
