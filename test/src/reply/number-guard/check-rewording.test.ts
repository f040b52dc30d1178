import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { checkRewording } from '../../../../src/reply/number-guard/check-rewording.ts';
import { guardWords } from '../../../../src/reply/number-guard/guard-words.ts';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';
import { draftIn, facts, sources } from './drafts.ts';

const read = (file: string) => load(readFileSync(join(import.meta.dirname, file), 'utf8'));
const inventions = Object.entries(read('inventions.yaml') as Record<string, string[]>).flatMap(
  ([language, sentences]) => sentences.map((sentence) => ({ language, sentence })),
);
const rewordings = read('rewordings.yaml') as { language: string; changes: { from: string; to: string }[] }[];
const languages = [...new Set(inventions.map(({ language }) => language))];

const faultsOf = (text: string, language = 'en') => checkRewording(text, draftIn(language), facts, sources);
const withSentence = (text: string, sentence: string) => {
  const parts = text.split('\n\n');
  return [...parts.slice(0, -2), sentence, ...parts.slice(-2)].join('\n\n');
};
const changed = (language: string, changes: { from: string; to: string }[]) =>
  changes.reduce((text, { from, to }) => {
    if (!text.includes(from)) throw new Error(`the ${language} draft does not say: ${from}`);
    return text.replace(from, () => to);
  }, draftIn(language).text);

describe('inventions', () => {
  it('stand in every language, and are many', () => {
    expect(languages).toHaveLength(12);
    expect(inventions.length).toBeGreaterThanOrEqual(360);
  });

  it.each(inventions)('$language: $sentence', ({ language, sentence }) => {
    const faults = faultsOf(withSentence(draftIn(language).text, sentence), language);
    // Neither its length nor its language may be what gives an invention away.
    const telling = faults.filter(({ kind }) => kind !== 'length' && kind !== 'language');
    expect(telling).not.toEqual([]);
  });
});

describe('honest rewordings', () => {
  it.each(languages)('the draft itself in %s', (language) => {
    expect(faultsOf(draftIn(language).text, language)).toEqual([]);
  });

  it('nearly all pass', () => {
    const refused = rewordings.filter(
      ({ language, changes }) => faultsOf(changed(language, changes), language).length > 0,
    );
    expect(rewordings.length).toBeGreaterThanOrEqual(90);
    // "our two products" counts what nobody had counted before.
    expect(refused.map(({ changes }) => changes.at(-1)?.to)).toEqual(['You will find our two products below.']);
  });
});

describe('what is done to the draft', () => {
  const swap = (text: string, a: string, b: string) => text.replace(a, '\0').replace(b, a).replace('\0', b);
  const cases: [what: string, change: (text: string) => string, kind: string][] = [
    ['two prices change places', (text) => swap(text, 'USD 4.95', 'USD 6.20'), 'moved'],
    ['two shares change places', (text) => swap(text, '30%', '70%'), 'moved'],
    ['a line is gone', (text) => text.replace(/- Vacuum bottle \(VB-750\).*\n/, ''), 'lost'],
    ['a total is gone', (text) => text.replace(' = USD 24,750.00', ''), 'lost'],
    ['a question is gone', (text) => text.replace('Which colour do you need?\n', ''), 'questions'],
    ['another product', (text) => text.replace('VB-750', 'VB-705'), 'invented'],
    ['another month', (text) => text.replace('15 March 2027', '15 May 2027'), 'invented'],
    ['another year', (text) => text.replace('15 March 2027', '15 March 2028'), 'invented'],
    ['a day less', (text) => text.replace('15 March 2027', '14/03/2027'), 'invented'],
    ['a date without its order', (text) => text.replace('20 November 2026', '03/04/2027'), 'invented'],
    ['other money', (text) => text.replace('USD 4.95', 'EUR 4.95'), 'invented'],
    ['another sign of money', (text) => text.replace('USD 4.95', '€4.95'), 'invented'],
    ['a thousand times the price', (text) => text.replace('USD 4.95', 'USD 4,950'), 'invented'],
    ['ten times the price', (text) => text.replace('USD 4.95', 'USD 49.50'), 'invented'],
    ['another port', (text) => text.replace('FOB Ningbo', 'FOB Shanghai'), 'invented'],
    ['another rule', (text) => text.replace('FOB Ningbo', 'CIF Ningbo'), 'invented'],
    ['weeks for days', (text) => text.replace('25 days', '25 weeks'), 'invented'],
    ['working days for days', (text) => text.replace('25 days', '25 working days'), 'invented'],
    ['one more certificate', (text) => text.replace('LFGB and FDA', 'LFGB, FDA and CE'), 'invented'],
    ['another page', (text) => text.replace('www.brightsteel', 'www.brightsteel-pay'), 'invented'],
    ['another phone number', (text) => text.replace('8765 4321', '8765 4322'), 'invented'],
    ['the phone number is gone', (text) => text.replace('+86 574 8765 4321\n', ''), 'lost'],
    ['a denial becomes a promise', (text) => text.replace('not guaranteed', 'guaranteed'), 'invented'],
    ['a denial becomes another promise', (text) => text.replace('not guaranteed', 'guaranteed, no delay'), 'invented'],
    ['a price for another product', (text) => withSentence(text, 'The VB-750 is USD 4.95.'), 'moved'],
    ['a share said again', (text) => withSentence(text, 'We ask for 70% first.'), 'repeated'],
    ['another addressee', (text) => text.replace('Anna Berg', 'Maria Weber'), 'invented'],
    ['a title', (text) => text.replace('Dear Anna', 'Dear Ms Anna'), 'invented'],
    ['letters of another script', (text) => text.replace('Vacuum', 'V\u0430cuum'), 'disguised'],
    ['text that turns round', (text) => text.replace('4.95', '\u202e59.4\u202c'), 'disguised'],
    ['a picture', (text) => `${text}<img src=x>`, 'placeholder'],
    ['a gap to fill', (text) => text.replace('Anna Berg', '[Name]'), 'placeholder'],
    ['another language', () => draftIn('de').text, 'language'],
    [
      'one paragraph of another language',
      (text) =>
        withSentence(
          text,
          'Wir freuen uns sehr darauf, bald wieder von Ihnen zu hören, und wünschen eine schöne Woche.',
        ),
      'language',
    ],
    ['nothing is left', () => ' \n', 'empty'],
    ['most of it is gone', (text) => text.slice(0, 200), 'length'],
    ['much more of it', (text) => text + text, 'length'],
  ];
  it.each(cases)('%s', (_, change, kind) => {
    expect(faultsOf(change(draftIn('en').text)).map((fault) => fault.kind)).toContain(kind);
  });
});

describe('facts', () => {
  const said = (sentence: string, known: string[]) =>
    checkRewording(withSentence(draftIn('en').text, sentence), draftIn('en'), known, sources);
  it('may be said, and only they', () => {
    const known = ['Kaltwasser AG, shop in Vienna since 2025'];
    expect(said('We saw that Kaltwasser AG has had a shop in Vienna since 2025.', known)).toEqual([]);
    expect(said('We saw that Kaltwasser AG has had a shop in Vienna since 2024.', known)).not.toEqual([]);
    expect(said('We saw that Kaltwasser AG has had a shop in Graz since 2025.', known)).not.toEqual([]);
    expect(said('We saw the new shop of Kaltwasser AG in Vienna.', ['Kaltwasser AG, Vienna'])).toEqual([]);
    expect(said('We saw the new shop of Kaltwasser AG in Vienna.', [])).not.toEqual([]);
  });
});

describe('cost', () => {
  guardWords(sources);
  const longest = 20_000;
  const hostile: [string, string][] = [
    ['digits', '1'.repeat(longest)],
    ['grouped digits', '1.234,'.repeat(longest / 6)],
    ['spaced digits', '123 '.repeat(longest / 4)],
    ['number words', 'twenty-'.repeat(longest / 7)],
    ['Han numerals', '一万'.repeat(longest / 2)],
    ['Hangul numerals', '십만'.repeat(longest / 2)],
    ['capitals', 'A&'.repeat(longest / 2)],
    ['names', 'Ab '.repeat(longest / 3)],
    ['domains', 'a.b-'.repeat(longest / 4)],
    ['mailboxes', 'a@'.repeat(longest / 2)],
    ['dates', '1.2.27 '.repeat(longest / 7)],
    ['months', '5 may '.repeat(longest / 6)],
    ['money', '$1 '.repeat(longest / 3)],
    ['lines', '1%\n'.repeat(longest / 3)],
    ['brackets', '['.repeat(longest)],
    ['questions', '?'.repeat(longest)],
  ];
  it.each(hostile)('%s', (_, text) => {
    const draft = { language: 'en', subject: '', text: 'word '.repeat(longest / 5) };
    expect(cpuMs(() => checkRewording(text, draft, facts, sources))).toBeLessThan(hostileMs);
  });
});
