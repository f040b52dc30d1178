import { describe, expect, it } from '@jest/globals';
import { htmlToPlainText } from '../../../src/mail/html-text.ts';
import { keepEmphasis, readEmphasis, shieldMarks } from '../../../src/reply/emphasis.ts';
import { letterBlocks, letterHtml } from '../../../src/reply/letter-html.ts';

const blocks = (marked: string) => {
  const { text, bold } = readEmphasis(marked);
  return letterBlocks(text, bold).map(withoutStyles);
};
const withoutStyles = (html: string) => html.replace(/ style="[^"]*"/g, '');

describe('readEmphasis', () => {
  it('takes the marks out and keeps where they stood', () => {
    expect(readEmphasis('FOB **USD 5.40**/pc, **MOQ** 500')).toEqual({
      text: 'FOB USD 5.40/pc, MOQ 500',
      bold: [
        [4, 12],
        [17, 20],
      ],
    });
  });

  it('leaves the asterisks of a value alone, and never reads them as marks', () => {
    const rendered = `size ${shieldMarks('M8**x40**')} is **in stock**, 2 * 3`;
    expect(readEmphasis(rendered).text).toBe('size M8**x40** is in stock, 2 * 3');
    expect(readEmphasis(rendered).bold).toHaveLength(1);
  });
});

describe('keepEmphasis', () => {
  it('sets the same words bold in another text, and leaves out what is gone', () => {
    const before = readEmphasis('**USD 5.40** and **30 days** and **USD 5.40**');
    const text = 'You pay USD 5.40 or, later, USD 5.40.';
    expect(keepEmphasis(before, text).map(([start, end]) => text.slice(start, end))).toEqual(['USD 5.40', 'USD 5.40']);
  });
});

describe('letterHtml', () => {
  it('makes paragraphs, lists and bold words', () => {
    expect(blocks('Dear Anna,\nthank you.\n\n- **a**: 1\n- b\nend')).toEqual([
      '<p>Dear Anna,<br>\nthank you.</p>',
      '<ul>\n<li><b>a</b>: 1</li>\n<li>b</li>\n</ul>',
      '<p>end</p>',
    ]);
  });

  it('escapes every word and keeps bold within its line', () => {
    const text = 'a <script> & "b"\nc';
    expect(letterBlocks(text, [[2, text.length]]).map(withoutStyles)).toEqual([
      '<p>a <b>&#60;script&#62; &#38; &#34;b&#34;</b><br>\n<b>c</b></p>',
    ]);
  });

  it('reads from right to left in Arabic', () => {
    expect(letterHtml('مرحبا', [], 'ar')).toContain('<html lang="ar" dir="rtl">');
    expect(letterHtml('Hello', [], 'en')).toContain('<html lang="en" dir="ltr">');
  });

  it('reads the same as the plain text', () => {
    const text = '您好！\n\n1. 价格\n- VB-500: 500 × USD 5.40\n- TM-600: 3 < 5\n\nBest regards\nLi Na\n';
    const lines = (words: string) => words.split(/\n+/).map((line) => line.replace(/^ ?[-*] /, '').trim());
    expect(lines(htmlToPlainText(letterHtml(text, [[5, 7]], 'zh')).trim())).toEqual(lines(text.trim()));
  });
});
