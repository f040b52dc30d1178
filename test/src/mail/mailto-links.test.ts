import { describe, expect, it } from '@jest/globals';
import { htmlToPlainText } from '../../../src/mail/html-text.ts';
import { withLinkedAddresses } from '../../../src/mail/mailto-links.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

describe('htmlToPlainText', () => {
  it.each([
    ['a linked name', '<a href="mailto:eva@shop.example">Eva</a>', 'Eva <eva@shop.example>'],
    [
      'an encoded address with a subject',
      '<a href="MAILTO:eva%40shop.example?subject=Hi">Eva</a>',
      'Eva <eva@shop.example>',
    ],
    ['a shown address', '<a href="mailto:eva@shop.example">EVA@shop.example</a>', 'EVA@shop.example'],
    ['a web link', '<a href="https://shop.example/a@b.example">Eva</a>', 'Eva'],
    ['an empty link', 'a<a href="mailto:eva@shop.example"></a>b', 'ab'],
    ['several addresses', '<a href="mailto:eva@shop.example,jo@shop.example">both</a>', 'both'],
    ['a broken link', '<a href="mailto:%E0%A4%A">Eva</a>', 'Eva'],
    ['an address as a tag', 'Eva <eva@shop.example><br>Hi', 'Eva <eva@shop.example>\nHi'],
  ])('reads %s', (_, html, text) => {
    expect(htmlToPlainText(html)).toBe(text);
  });
});

describe('withLinkedAddresses', () => {
  it.each([
    [
      'the sender',
      '发件人： Eva Roth\n主题： a',
      '发件人： Eva Roth <eva@shop.example>\n主题： a',
      '发件人： Eva Roth <eva@shop.example>\n主题： a',
    ],
    ['a quoted sender', '> From: Eva', '> From:  Eva <eva@shop.example>', '> From:  Eva <eva@shop.example>'],
    [
      'a sender quoted only in the rich text',
      'From: "Eva"',
      '> From: Eva <eva@shop.example>',
      'From: Eva <eva@shop.example>',
    ],
  ])('restores the address of %s', (_, plain, rich, text) => {
    expect(withLinkedAddresses(plain, rich)).toBe(text);
  });

  it.each([
    ['another name', 'From: Eva', 'From: Ewa <eva@shop.example>'],
    ['a line without a label', 'Eva Roth', 'Eva Roth <eva@shop.example>'],
    ['two people of one name', 'From: Eva', 'From: Eva <eva@shop.example>\nFrom: Eva <eva@other.example>'],
    ['no rich text', 'From: Eva', ''],
  ])('leaves the text alone for %s', (_, plain, rich) => {
    expect(withLinkedAddresses(plain, rich)).toBe(plain);
  });

  it.each([
    ['brackets', ['<'.repeat(200_000), `F: ${' <'.repeat(100_000)}`]],
    ['addresses', ['F: a\n'.repeat(50_000), 'F: a <a@b>\n'.repeat(18_000)]],
    ['tags', ['', '<a@'.repeat(66_000)]],
    ['marks', ['>'.repeat(200_000), '> '.repeat(100_000)]],
  ])('is linear on 200 kB of %s', (_, [plain = '', rich = '']) => {
    expect(cpuMs(() => withLinkedAddresses(plain, rich))).toBeLessThan(hostileMs);
  });
});
