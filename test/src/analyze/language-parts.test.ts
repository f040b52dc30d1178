import { describe, expect, it } from '@jest/globals';
import { languageParts } from '../../../src/analyze/language-parts.ts';

const GERMAN =
  'Wir benötigen fünfhundert Stück der Leuchten für ein großes Projekt in Bremen und bitten um Ihr Angebot.';
const ENGLISH = 'Please find below the inquiry of our customer, who would like to have your best offer by tomorrow.';

describe('languageParts', () => {
  it.each([
    ['one language', `${ENGLISH}\n\n${ENGLISH}`, 'en', ['en']],
    ['a Chinese note over an English mail', `请跟进这个客户，谢谢\n\n${ENGLISH}`, 'en', ['zh', 'en']],
    ['an English heading over a German mail', `${ENGLISH}\n\n${GERMAN}`, 'de', ['en', 'de']],
    ['a short line is of the mail', `Hello!\n\n${GERMAN}\n\nBye`, 'de', ['de']],
    ['Russian under English', `${ENGLISH}\n\nПросим прислать цену на прожекторы.`, 'en', ['en', 'ru']],
    ['nothing', '', 'en', []],
  ])('%s', (_, text, language, expected) => {
    const parts = languageParts(text, language);
    expect(parts.map((part) => part.language)).toEqual(expected);
    expect(parts.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  });
});
