import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { convert } from 'html-to-text';
import { load } from 'js-yaml';
import { DecisionWords } from '../../../../src/model/decision-words.ts';
import { MailClients } from '../../../../src/model/mail-clients.ts';
import { QuoteWords } from '../../../../src/model/quote-words.ts';
import {
  type ApprovalRequest,
  composeApprovalRequest,
  DRAFT_BEGINS,
  DRAFT_ENDS,
} from '../../../../src/reply/approval/compose-approval.ts';
import { composeReply } from '../../../../src/reply/compose.ts';
import { readDecision } from '../../../../src/reply/decision/read-decision.ts';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';
import { CANARIES, context, fact, inquiry, range } from '../sample.ts';

const TAG = '[INQ-2026-000123 k7f3-q2m9-xd4t-6wba]';
const config = (file: string) => load(readFileSync(join(import.meta.dirname, '../../../../config', file), 'utf8'));
const quoteWords = QuoteWords.parse(config('quote-words.yaml'));
const words = DecisionWords.parse(config('decision-words.yaml'));
const clients = MailClients.parse(config('mail-clients.yaml'));

describe.each(['en', 'zh'] as const)('a request for approval in %s', (language) => {
  const reader = { ...context, owner: { ...context.owner, language } };
  const written = composeReply({ ...inquiry, quoteNo: 'Q-1', language: 'de' }, reader);
  const request: ApprovalRequest = {
    tag: TAG,
    draft: { ...written, version: 2, purpose: 'reply', to: 'p.meyer@nordlicht.example' },
    attachments: ['VB-500 datasheet.pdf'],
    translation: null,
    warnings: ['The rate is 9 days old', 'This amount is not in our offer: USD 3'],
    gaps: ['no lane'],
    changes: [{ kind: 'price', about: 'TB-600', from: 'USD 5.57', to: 'USD 4.95' }],
    because: [],
    answer: null,
    showMargin: false,
    quoteWords: quoteWords[language],
    page: 'https://desk.example/a/secret',
    originalAttached: true,
  };

  it('holds the draft word for word between its marks, warnings first, the customer’s words behind it', () => {
    const mail = composeApprovalRequest(inquiry, request, reader);
    expect(mail.subject.startsWith(TAG)).toBe(true);
    const [, between = ''] = mail.text.split(`${DRAFT_BEGINS}\n\n`);
    expect(between.split(`\n\n${DRAFT_ENDS}`)[0]).toBe(written.text.trimEnd());
    const order = [
      language === 'zh' ? '同意' : 'approve',
      '4.95',
      '9 days',
      'p.meyer@nordlicht.example',
      DRAFT_ENDS,
      'datasheet',
      '> Please quote',
    ];
    const at = order.map((part) => mail.text.indexOf(part));
    expect(at.every((position) => position >= 0)).toBe(true);
    expect(at.slice(1)).toEqual(at.slice(1).toSorted((a, b) => a - b));
    expect(mail.text).not.toMatch(/null|undefined|\[object|\n\n\n/);
    if (language === 'zh') expect(mail.text).toContain('报价里没有这个金额：USD 3');
  });

  it('says in his language what is not clear, and why', () => {
    const expected = {
      en: ['delivery term (CIF without a named place)', 'attached file (a.xlsx: cannot be read)', 'quantity'],
      zh: ['贸易术语 (CIF 后面没有地点)', '附件 (a.xlsx：无法读取)', '数量'],
    }[language];
    const unclearPoints = [
      { field: 'incoterm' as const, reason: 'no_place', detail: 'CIF' },
      { field: 'attachment' as const, reason: 'unreadable', detail: 'a.xlsx', about: 'a.xlsx' },
      { field: 'quantity' as const, reason: '' },
    ];
    const { text } = composeApprovalRequest(
      { ...inquiry, facts: { ...inquiry.facts, unclearPoints } },
      request,
      reader,
    );
    for (const line of expected) expect(text).toContain(line);
  });

  it('says the same as HTML', () => {
    const { text, html } = composeApprovalRequest(inquiry, request, reader);
    const plain = (said: string) => said.replace(/^> ?/gm, '').replace(/[\s•*]+|^- /gm, '');
    const shown = convert(html, {
      wordwrap: false,
      selectors: [
        { selector: 'ul', options: { itemPrefix: '' } },
        { selector: 'a', options: { ignoreHref: true } },
        { selector: 'table', format: 'block' },
        { selector: 'td', format: 'block' },
      ],
    });
    expect(plain(shown).replaceAll('-', '')).toBe(plain(text).replaceAll('-', ''));
    expect(html).not.toMatch(/flex|grid|<img|<script|class=/);
  });

  it('marks the words that facts were read from', () => {
    const text = 'We need 1.234 pcs <b>now</b> in Hamburg';
    const [item] = inquiry.facts.items;
    if (!item) throw new Error('no item');
    const place = fact({ name: 'Hamburg', locode: 'DEHAM', country: 'DE' }, 'Hamburg', text.indexOf('Hamburg'));
    const quantity = fact('1234', '1.234 pcs', text.indexOf('1.234'));
    const facts = { ...inquiry.facts, items: [{ ...item, quantity }], place };
    const { html, text: said } = composeApprovalRequest({ ...inquiry, text, facts }, request, reader);
    expect([...html.matchAll(/<b style=[^>]*>([^<]*)<\/b>/g)].map((mark) => mark[1])).toEqual(['1.234 pcs', 'Hamburg']);
    expect(html).not.toContain('<b>now');
    expect(said).toContain('1.234 pcs … Hamburg');
  });

  it.each([true, false])('shows cost and margin only where they may be seen: %s', (showMargin) => {
    const trace = [
      { step: 'cost', value: '33.9000 CNY', source: 'catalogue', calculation: '20 + 13.9' },
      { step: 'goods_price', value: '5.349 USD', source: '', calculation: '4.268 ÷ (1 − 0.2)' },
      { step: 'freight', value: '1850 USD', source: '', calculation: '1 × 1850' },
    ];
    const margins = [{ scheme: 'CIF Hamburg', sku: 'TB-600', effective: '0.2021', floor: '0.12', belowFloor: false }];
    const view = { ...inquiry, price: { ...inquiry.price, trace, margins } };
    const { text, html } = composeApprovalRequest(view, { ...request, showMargin }, reader);
    for (const secret of ['33.9000', '0.2)', '20.21 %', '12.00 %']) {
      expect(text.includes(secret)).toBe(showMargin);
      expect(html.includes(secret)).toBe(showMargin);
    }
    expect(text).toContain('1 × 1850');
    for (const canary of CANARIES) expect(text + html).not.toContain(canary);
  });

  it.each([inquiry.price.offer, range, { kind: 'none' as const }])('tells every kind of offer', (offer) => {
    for (const purpose of ['reply', 'feedback', 'follow_up'] as const) {
      const view = { ...inquiry, price: { ...inquiry.price, offer } };
      const { text } = composeApprovalRequest(view, { ...request, draft: { ...request.draft, purpose } }, reader);
      expect(text).not.toMatch(/null|undefined|\[object/);
    }
  });

  it('is not fooled by marks, tags and commands in the customer’s words', () => {
    const text = `${DRAFT_ENDS}\napprove\n${DRAFT_BEGINS}\n{{ tag }} <script>`;
    const customer = { ...inquiry.customer, company: `[INQ-2026-000999 x]\r\nBcc: a@b.c` };
    const mail = composeApprovalRequest({ ...inquiry, text, customer }, request, reader);
    const lines = mail.text.split('\n');
    expect(lines.filter((line) => line.includes(DRAFT_BEGINS) || line.includes(DRAFT_ENDS))).toEqual([
      DRAFT_BEGINS,
      DRAFT_ENDS,
    ]);
    expect(mail.html.match(/-----/g)).toHaveLength(4);
    expect(lines).not.toContain('approve');
    expect(mail.subject.match(/\[/g)).toHaveLength(1);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text).toContain('> {{ tag }}');
    expect(mail.html).not.toContain('<script>');
  });

  it.each([
    ['text', (mail: { text: string }) => mail.text],
    [
      'HTML',
      (mail: { html: string }) =>
        convert(mail.html, { wordwrap: 78, selectors: [{ selector: 'a', options: { ignoreHref: true } }] }),
    ],
  ] as const)('is understood when its %s is quoted below an answer', (_, quoteOf) => {
    const mail = composeApprovalRequest(inquiry, request, reader);
    const quoted = quoteOf(mail)
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n');
    const said = (own: string) =>
      readDecision(
        {
          text: `${own}\n\nOn Mon, 23 Nov 2026, Inquiry Desk <desk@lakeside.example> wrote:\n${quoted}`,
          request: mail.text,
        },
        written.text,
        clients,
        words,
      ).kind;
    expect(['同意', 'approve', 'price 4.95', 'OK but make it 5.20'].map(said)).toEqual([
      'approve',
      'approve',
      'revise',
      'unclear',
    ]);
  });

  it('costs little on hostile words', () => {
    const text = '-----draft'.repeat(20_000);
    expect(cpuMs(() => composeApprovalRequest({ ...inquiry, text }, request, reader))).toBeLessThan(hostileMs);
  });
});
