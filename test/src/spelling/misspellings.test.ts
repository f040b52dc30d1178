import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/config.ts';
import { misspellings } from '../../../src/spelling/misspellings.ts';
import { wordsToCheck } from '../../../src/spelling/words-to-check.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

const { spellingWords } = loadConfig({});
const found = async (text: string, language: string, known: string[] = []) =>
  (await misspellings(text, language, known, spellingWords))?.map(({ word }) => word) ?? null;

describe('misspellings', () => {
  it.each([
    [
      'en',
      'Thank you for your enquiry. We will recieve the coloured samples tomorow and organise the shipement.',
      ['recieve', 'tomorow', 'shipement'],
    ],
    [
      'en',
      "Dear Paul, we don't sell Xyzzy bottles to Brzęczyszczykiewicz; see www.example.com/qwertz or mail abcdefg@example.com.",
      [],
    ],
    ['en', 'The unprecedented reorganisations happily retooled; VB-500, FOB and BSCI stay.', []],
    ['en', 'A well-known, leak-proof lid and a dishwaser-safe cup', ['dishwaser-safe']],
    [
      'es',
      'Gracias por su consulta. Le enviamos la cotisación antes del viernes y quedamos a su disposición.',
      ['cotisación'],
    ],
    [
      'fr',
      "Nous vous remerçions de votre demande ; l'expédition aura lieu demain. N'hésitez pas à nous écrire aujourd'hui.",
      ['remerçions'],
    ],
    [
      'pt',
      'Agradecemos a sua consulta. Enviaremos as amostras e receberíamos o seu pagamento. Não reçebemos.',
      ['reçebemos'],
    ],
    ['ru', 'Здравствуйте! Благодорим за запрос, будем рады отправить образцы завтра.', ['Благодорим']],
    ['pt-BR', 'Olá, tudo bem? Agradecemos.', []],
  ])('%s: %s', async (language, text, expected) => {
    expect(await found(text, language)).toEqual(expected);
  });

  it.each(['de', 'it', 'zh', 'ja', 'ko', 'ar', 'tr', 'xx', '__proto__'])(
    'says that there is no dictionary for %s',
    async (language) => {
      expect(await misspellings('Hallo', language, [], spellingWords)).toBeNull();
    },
  );

  it('knows the words of the company and of the buyer', async () => {
    expect(await found('We sell frobnicators and frobnicator lids.', 'en')).toEqual(['frobnicators', 'frobnicator']);
    expect(
      await found('We sell frobnicators and frobnicator lids.', 'en', ['The Frobnicator 500', 'frobnicators']),
    ).toEqual([]);
  });

  it('shows where they stand', async () => {
    const text = 'Hello,\nwe will recieve it.';
    const [first] = (await misspellings(text, 'en', [], spellingWords)) ?? [];
    expect(text.slice(...(first?.position ?? [0, 0]))).toBe('recieve');
  });

  it.each([
    ['letters', 'a'.repeat(200_000)],
    ['words', 'ab '.repeat(66_000)],
    ['joints', "a-'".repeat(66_000)],
    ['dots', 'a.b'.repeat(66_000)],
    ['signs', '@'.repeat(200_000)],
    ['addresses', 'http://'.repeat(28_000)],
  ])('picks the words of a hostile text in no time: %s', (_, text) => {
    expect(cpuMs(() => wordsToCheck(text, 'en', new Set()))).toBeLessThan(hostileMs);
  });
});
