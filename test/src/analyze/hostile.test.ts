import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { citiesIn } from '../../../src/analyze/cities.ts';
import { readContact } from '../../../src/analyze/contact.ts';
import { readFeedback } from '../../../src/analyze/feedback.ts';
import { languageOfMail } from '../../../src/analyze/language.ts';
import { postalCountry } from '../../../src/analyze/postal.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { analyze, read, vocabulary, words } from './lamp-seller.ts';

const size = 200_000;
const filled = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size);
const today = DateTime.fromISO('2026-11-23');
const from = { name: 'Ann Lee', address: 'ann@northlight.example' };

const texts = {
  'one word': filled('a'),
  digits: filled('1 '),
  'phone numbers': filled('+1 2 3 4 5 6 7 '),
  'brackets and signs': filled('((+--/. '),
  'closing words': filled('Best regards\n'),
  'legal forms': filled('GmbH & Co. KG '),
  'capital words': filled('Santa Maria '),
  commas: filled(',\n'),
  'price complaints': filled('too high price '),
  'question marks': filled('??\n'),
  Han: filled('价格太高下个月再联系'),
  'blank lines': filled('\n'),
};

describe('hostile text', () => {
  it.each(Object.entries(texts))('costs little to read a contact from: %s', (_, text) => {
    const reading = read(text);
    expect(cpuMs(() => readContact(reading, from))).toBeLessThan(hostileMs);
  });

  it.each(Object.entries(texts))('costs little to read feedback from: %s', (_, text) => {
    readFeedback('warm', 'en', vocabulary, words, today);
    expect(cpuMs(() => readFeedback(text, 'en', vocabulary, words, today))).toBeLessThan(hostileMs);
  });

  it.each(Object.entries(texts))('costs little to tell the language, cities and postal form of: %s', (_, text) => {
    languageOfMail('', 'Hello, this is a warm up of the detector');
    citiesIn('Paris');
    expect(cpuMs(() => [languageOfMail(text, text), citiesIn(text), postalCountry(text)])).toBeLessThan(hostileMs);
  });

  it.each(Object.entries(texts))('is read to the end whatever it is: %s', (_, text) => {
    expect(analyze(text).triage.score).toBeGreaterThanOrEqual(0);
  });
});
