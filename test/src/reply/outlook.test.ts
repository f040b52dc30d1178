import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { QuoteWords } from '../../../src/model/quote-words.ts';
import { composeApprovalRequest } from '../../../src/reply/approval/compose-approval.ts';
import { composeReply } from '../../../src/reply/compose.ts';
import { letterHtml } from '../../../src/reply/letter-html.ts';
import { context, inquiry } from './sample.ts';
import { wordFaults } from './word-faults.ts';

const quoteWords = QuoteWords.parse(
  load(readFileSync(join(import.meta.dirname, '../../../config/quote-words.yaml'), 'utf8')),
);
const CELL = 'font-family:Arial';

describe('mails in Outlook, which Word lays out', () => {
  it.each([
    ['flex', '<div style="font-family:Arial;display:flex">a</div>', 'display on <div>'],
    ['padding of a div', '<div style="padding:4px">a</div>', 'padding on <div>'],
    ['one border of a div', '<div style="border-left:1px solid">a</div>', 'border-left on <div>'],
    ['height of a div', '<div style="height:12px">a</div>', 'height on <div>'],
    [
      'background shorthand',
      `<table width="9"><tr><td style="background:#fff;${CELL}">a</td></tr></table>`,
      'background on <td>',
    ],
    [
      'round corners',
      `<table width="9"><tr><td style="border-radius:4px;${CELL}">a</td></tr></table>`,
      'border-radius on <td>',
    ],
    ['mark', '<mark>a</mark>', '<mark> is not known'],
    ['max-width alone', '<table style="max-width:9px"></table>', 'max-width alone'],
    ['a background without attribute', '<td style="background-color:#fff">a</td>', 'a cell without bgcolor'],
    [
      'a cell without font',
      `<div style="${CELL}"><table width="9"><tr><td>a</td></tr></table></div>`,
      'a cell in the font of Word',
    ],
    ['centring', '<table width="9" style="margin:0 auto"></table>', 'margin: 0 auto'],
    ['a style sheet', '<style>p{}</style><p class="a">a</p>', '<style> is not known'],
    [
      'a conditional comment',
      '<!--[if mso]><table><![endif]-->',
      'a conditional comment, which answers quote as hidden text',
    ],
  ])('sees %s', (_, html, fault) => expect(wordFaults(html)).toContain(fault));

  it.each(['de', 'ar', 'zh'])('a letter in %s relies on nothing that Word leaves out', (language) => {
    const letter = composeReply({ ...inquiry, quoteNo: 'Q-1', language }, context);
    expect(letter.text).toContain('\n- ');
    expect(wordFaults(letterHtml(letter.text, letter.bold ?? [], language))).toEqual([]);
  });

  it.each(['en', 'zh'] as const)('a request for approval in %s relies on nothing that Word leaves out', (language) => {
    const reader = { ...context, owner: { ...context.owner, language } };
    const written = composeReply({ ...inquiry, quoteNo: 'Q-1', language: 'ar' }, reader);
    const trace = [{ step: 'freight', value: '1850 USD', source: '', calculation: '1 × 1850' }];
    const view = { ...inquiry, price: { ...inquiry.price, trace } };
    const { html } = composeApprovalRequest(
      view,
      {
        tag: '[INQ-2026-000123 k7f3-q2m9-xd4t-6wba]',
        draft: { ...written, version: 2, purpose: 'reply', to: 'p.meyer@nordlicht.example' },
        attachments: ['VB-500 datasheet.pdf'],
        translation: composeReply({ ...inquiry, quoteNo: 'Q-1', language }, reader),
        warnings: ['The rate is 9 days old'],
        gaps: ['no lane'],
        changes: [{ kind: 'price', about: 'TB-600', from: 'USD 5.57', to: 'USD 4.95' }],
        because: [{ kind: 'manager', name: 'Li Na', since: new Date('2026-11-20T08:00:00Z') }],
        answer: 'Can you do better?',
        showMargin: true,
        quoteWords: quoteWords[language],
        page: 'https://desk.example/a/secret',
        originalAttached: true,
      },
      reader,
    );
    expect(html).toContain('1850');
    expect(wordFaults(html)).toEqual([]);
  });
});
