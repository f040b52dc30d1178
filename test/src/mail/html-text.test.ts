import { describe, expect, it } from '@jest/globals';
import { htmlToPlainText } from '../../../src/mail/html-text.ts';

describe('htmlToPlainText', () => {
  it.each([
    ['paragraphs and breaks', '<p>Dear Sir,<br>we need</p><p>bolts</p>', 'Dear Sir,\nwe need\n\nbolts'],
    [
      'a table as Outlook writes it',
      '<table><tr><th><p>Item</p></th><th>Qty</th></tr><tr><td><p class=MsoNormal>M8&nbsp;bolt</p></td><td><p>500\n pcs</p></td></tr></table>',
      'Item\tQty\nM8 bolt\t500 pcs',
    ],
    [
      'a layout table',
      `<table><tr><td>${'<p>long text here</p>'.repeat(15)}</td><td>right</td></tr></table>`,
      `${Array.from({ length: 15 }, () => 'long text here').join('\n\n')}\nright`,
    ],
    ['an empty cell', '<table><tr><td>a</td><td></td><td>c</td></tr></table>', 'a\t\tc'],
    ['links as their words', '<a href="https://x.example/t?id=1">our site</a> <img src=x alt="logo">', 'our site'],
    ['headings without capitals, no title', '<title>T</title><h1>Big news</h1>', 'Big news'],
    ['quotes', '<blockquote><p>old text</p></blockquote>', '> old text'],
    ['lists', '<ul><li>a</li><li>b</li></ul>', '* a\n * b'],
    ['nothing of scripts and styles', '<style>p{}</style><script>x()</script><p>a</p>', 'a'],
    [
      'nothing invisible',
      '<p>a</p><div style="DISPLAY:none">b</div><span style="x:y; font-size: 0px">c</span><p hidden>d</p>',
      'a',
    ],
    ['what is merely small', '<span style="font-size:0.9em">a</span>', 'a'],
  ])('gives %s', (_, html, text) => {
    expect(htmlToPlainText(html).trim()).toBe(text);
  });

  it.each([
    ['divs without end', '<div>'.repeat(180_000)],
    ['bold without end', '<b>'.repeat(300_000)],
    ['nested tables', '<table><tr><td>'.repeat(60_000)],
    ['nested lists', '<ul><li>a'.repeat(90_000)],
    ['nested quotes with many lines', `${'<blockquote>'.repeat(200)}${'a<br>'.repeat(180_000)}`],
    ['list items in paragraphs', '<li><p>'.repeat(140_000)],
    ['closing tags in comments', '<b><!--</b>-->'.repeat(70_000)],
    ['brackets', '<'.repeat(900_000)],
    ['attributes', `<a ${'x '.repeat(400_000)}>`],
    ['spaces in a cell', `<table><tr><td>${' '.repeat(900_000)}`],
  ])('survives %s in some seconds', (_, html) => {
    // Time of this process, so that a busy machine does not count.
    const start = process.cpuUsage();
    htmlToPlainText(`${html}words`);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(8000);
  });

  it('keeps the words of HTML that is nested too deep', () => {
    expect(htmlToPlainText(`${'<div>'.repeat(5000)}words`)).toContain('words');
    expect(htmlToPlainText(`${'<table><tr><td>'.repeat(500)}words`)).toContain('words');
  });
});
