/** What mail programs write around a mail they forward, by program and language, in test/fixtures/forwards. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { htmlToPlainText } from '../../../src/mail/html-text.ts';
import { readForward } from '../../../src/receive/forward.ts';
import { clients, mail } from './client-data.ts';

const folder = join(import.meta.dirname, '../../fixtures/forwards');
const own = ['seller.example'];
const note = 'Please take this one, I met her at the fair.';
const body = ['Dear Mei,', 'please quote 600 pairs of gloves, CIF Gdynia.', 'Eva Roth', 'Shop Ltd'].join('\n');

/** A file holds several mails; each begins with a line `@@ language | subject`. */
const samples = readdirSync(folder)
  .filter((file) => file.endsWith('.txt'))
  .flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .split(/^@@ /m)
      .slice(1)
      .map((sample): [string, string, string, string] => {
        const [head = '', ...lines] = sample.split('\n');
        const [language = '', subject = ''] = head.split(' | ');
        return [file.replace('.txt', ''), language, subject, lines.join('\n')];
      }),
  );

/** An HTML file is one mail; its subject is in a comment in the first line. */
const pages = readdirSync(folder)
  .filter((file) => file.endsWith('.html'))
  .map((file): [string, string, string, string] => {
    const html = readFileSync(join(folder, file), 'utf8');
    return [file, 'HTML', /^<!-- (.*) -->/.exec(html)?.[1] ?? '', htmlToPlainText(html)];
  });

describe('readForward', () => {
  it.each([...samples, ...pages])('reads a forward of %s in %s', (_, __, subject, text) => {
    const forward = readForward(mail({ subject, text }), clients, own);
    expect(forward?.note).toBe(note);
    const { from, to, date, subject: original, text: words } = forward?.original ?? {};
    expect(from?.address).toBe('eva@shop.example');
    expect(['Eva Roth', '']).toContain(from?.name);
    expect(original).toMatch(/^(?:\[EXTERNAL\] )?gloves$/);
    expect(
      words
        ?.replace(/^[> ]+|[> ]+$/gm, '')
        .replace(/\n+/g, '\n')
        .trim(),
    ).toBe(body);
    const isIntroduced = date === null;
    if (!isIntroduced) expect(date).toMatch(/[\d٠-٩]/);
    if (!isIntroduced) expect(to?.[0]?.address ?? 'mei@seller.example').toBe('mei@seller.example');
  });

  it.each([...samples, ...pages])('takes no colleague for the customer in %s in %s', (_, __, subject, text) => {
    const inner = text.replaceAll('eva@shop.example', 'jo@seller.example');
    expect(readForward(mail({ subject, text: inner }), clients, own)?.original.from).toBeNull();
  });

  it.each(samples)('guesses no sender without his address in %s in %s', (_, __, subject, text) => {
    const nameless = text
      .replace(/[<[]\s?(?:mailto:)?eva@shop\.example(?:<mailto:[^>]*>)?\s?[>\]]/, '')
      .replace('eva@shop.example', 'Eva Roth');
    const { from } = readForward(mail({ subject, text: nameless }), clients, own)?.original ?? { from: null };
    expect(from).toBeNull();
  });
});
