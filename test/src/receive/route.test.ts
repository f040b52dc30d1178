import { describe, expect, it } from '@jest/globals';
import { Company } from '../../../src/model/company.ts';
import type { MailMessage } from '../../../src/model/message.ts';
import { type AnsweredMail, type RouteContext, routeMessage } from '../../../src/receive/route.ts';
import { clients, mail, vocabulary } from './client-data.ts';

const company = Company.parse({
  name: 'Chen Gloves Co., Ltd.',
  address: 'Ningbo',
  country: 'CN',
  timeZone: 'Asia/Shanghai',
  website: 'https://www.seller.example',
  domains: ['seller.example'],
  team: [
    { name: 'Mei Chen', email: 'mei@seller.example', aliases: ['mei.private@freebox.example'], role: 'sales' },
    { name: 'Jo', email: 'jo@seller.example', role: 'manager' },
  ],
  defaultOwner: 'jo@seller.example',
});

const context: RouteContext = {
  mailboxAddress: 'desk@seller.example',
  company,
  clients,
  vocabulary,
  language: 'en',
  mentions: { product: false, quantity: false },
  answered: [],
  approval: null,
  customer: null,
};

const box = (address: string, name = '') => ({ name, address });
const mei = box('mei@seller.example', 'Mei Chen');
const buyer = box('eva@shop.example', 'Eva Roth');
const route = (parts: Partial<MailMessage>, more: Partial<RouteContext> = {}) =>
  routeMessage(mail(parts), { ...context, ...more });
const approval = { approvalId: 7, approver: 'mei@seller.example' };
const sent = (parts: Partial<AnsweredMail>): AnsweredMail => ({
  outgoingId: 1,
  kind: 'customer',
  inquiryId: 3,
  recipient: 'eva@shop.example',
  draftId: 2,
  ...parts,
});
const header =
  'From: Eva Roth <eva@shop.example>\nSent: Tuesday, March 3, 2026 9:05 AM\nTo: Mei Chen <mei@seller.example>\nSubject: gloves';
const wish = 'Please quote 600 pairs of gloves.';

describe('routeMessage: machines and ourselves', () => {
  it.each<[string, Partial<MailMessage>, object]>([
    [
      'a bounce',
      {
        from: box('mailer-daemon@mx.example'),
        subject: 'failure notice',
        text: '<eva@shop.example>:\n550 5.1.1 unknown',
      },
      { kind: 'bounce', bounce: 'hard', recipients: ['eva@shop.example'], status: '5.1.1' },
    ],
    [
      'a read receipt',
      { contentType: 'multipart/report; report-type=disposition-notification' },
      { kind: 'read_receipt' },
    ],
    ['an automatic reply', { headers: { 'auto-submitted': ['auto-replied'] } }, { kind: 'auto_reply' }],
    ['the desk itself', { from: box('desk@seller.example') }, { kind: 'own_mail' }],
    ['the desk itself, tagged', { from: box('desk+x@seller.example') }, { kind: 'own_mail' }],
  ])('%s', (_, parts, expected) => {
    expect(route(parts)).toMatchObject(expected);
  });

  it('does not approve by the absence of the approver', () => {
    const parts = {
      from: mei,
      subject: '自动回复: [INQ-2026-000123] ok',
      headers: { 'auto-submitted': ['auto-replied'] },
    };
    expect(route(parts, { approval })).toEqual({ kind: 'auto_reply' });
  });
});

describe('routeMessage: answers of the team', () => {
  it.each([['mei@seller.example'], ['mei.private@freebox.example']])(
    'token and approver (%s) make a decision',
    (address) => {
      expect(route({ from: box(address), text: 'ok' }, { approval })).toEqual({ kind: 'decision', approvalId: 7 });
    },
  );

  it.each([['jo@seller.example'], ['eva@shop.example'], ['mei@seller.example.evil.example']])(
    'the token in the hands of %s is none',
    (address) => {
      expect(route({ from: box(address), text: 'ok' }, { approval })).toEqual({
        kind: 'stray_answer',
        reason: 'not_the_approver',
      });
    },
  );

  it('an answer without the token is asked back', () => {
    const answered = [sent({ kind: 'approval', recipient: 'mei@seller.example' })];
    expect(route({ from: mei, text: 'ok' }, { answered })).toEqual({ kind: 'stray_answer', reason: 'no_token' });
    expect(route({ from: mei, subject: 'Re: [INQ-2026-000123] Draft', text: 'ok' })).toEqual({
      kind: 'stray_answer',
      reason: 'no_token',
    });
    expect(route({ from: buyer, text: 'ok' }, { answered })).toEqual({
      kind: 'stray_answer',
      reason: 'not_the_approver',
    });
  });

  it('an answer to "who is the customer?" that forwards the mail is an inquiry', () => {
    const answered = [sent({ kind: 'who_is_it', inquiryId: null })];
    expect(route({ from: mei, subject: 'Re: FW: gloves', text: 'eva@shop.example' }, { answered })).toEqual({
      kind: 'needs_sender',
      forwardedBy: mei.address,
    });
    expect(route({ from: mei, subject: 'FW: gloves', text: `${header}\n\n${wish}` }, { answered })).toMatchObject({
      kind: 'inquiry',
      customer: buyer,
    });
  });
});

describe('routeMessage: replies of customers', () => {
  const answered = [sent({})];
  const customer = { addresses: ['eva@shop.example'], domain: 'shop.example' };

  it.each([['eva@shop.example'], ['boss@shop.example'], ['boss@eu.shop.example']])(
    '%s answers in the thread',
    (address) => {
      expect(route({ from: box(address), text: 'ok' }, { answered, customer })).toEqual({
        kind: 'customer_reply',
        inquiryId: 3,
      });
    },
  );

  it.each([['thief@evil.example'], ['thief@notshop.example']])('%s opens a new inquiry', (address) => {
    expect(route({ from: box(address), text: wish }, { answered, customer })).toMatchObject({
      kind: 'inquiry',
      customer: box(address),
    });
  });

  it('a neighbour at the same free-mail provider is a stranger', () => {
    const free = { addresses: ['eva@freebox.example'], domain: null };
    const mails = [sent({ recipient: 'eva@freebox.example' })];
    expect(route({ from: box('eve@freebox.example'), text: wish }, { answered: mails, customer: free }).kind).toBe(
      'inquiry',
    );
    expect(route({ from: box('eva@freebox.example'), text: wish }, { answered: mails, customer: free }).kind).toBe(
      'customer_reply',
    );
  });
});

describe('routeMessage: new mail', () => {
  it('from a buyer', () => {
    const text = `${wish}\n\nOn Tue, Mar 3, 2026 at 9:05 AM Mei <mei@seller.example> wrote:\n> hello\n`;
    expect(route({ from: buyer, subject: 'gloves', text })).toEqual({
      kind: 'inquiry',
      customer: buyer,
      channel: 'email',
      forwardedBy: null,
      note: '',
      subject: 'gloves',
      text: wish,
    });
  });

  it('keeps the signature of a buyer, which says who he is', () => {
    expect(route({ from: buyer, text: `${wish}\n-- \nShop Ltd` })).toMatchObject({ text: `${wish}\n\n-- \nShop Ltd` });
  });

  it('from a buyer who forwards what his customer wants', () => {
    const text = `see below\n\n---------- Forwarded message ---------\nFrom: Tom <tom@club.example>\nDate: Tue, Mar 3, 2026 at 9:05 AM\n\n${wish}`;
    expect(route({ from: buyer, subject: 'Fwd: gloves', text })).toMatchObject({
      customer: buyer,
      forwardedBy: null,
      text: `see below\n\n${wish}`,
    });
  });

  it('forwarded by a colleague', () => {
    expect(
      route({
        from: box('mei.private@freebox.example'),
        subject: 'FW: gloves',
        text: `please log\n\n${header}\n\n${wish}`,
      }),
    ).toEqual({
      kind: 'inquiry',
      customer: buyer,
      channel: 'email',
      forwardedBy: 'mei@seller.example',
      note: 'please log',
      subject: 'gloves',
      text: wish,
    });
  });

  it.each<[string, Partial<MailMessage>]>([
    ['a site form', { from: box('wordpress@seller.example', 'Site') }],
    ['a site form from the desk address', { from: box('desk@seller.example') }],
    ['a site form in the name of a colleague', { from: mei, headers: { 'auto-submitted': ['auto-generated'] } }],
    [
      'a form service',
      {
        from: box('no-reply-forms@webflow.com'),
        headers: { 'auto-submitted': ['auto-generated'], precedence: ['bulk'] },
      },
    ],
  ])('%s: the visitor is the customer', (_, parts) => {
    expect(route({ ...parts, replyTo: [buyer], text: wish })).toMatchObject({
      kind: 'inquiry',
      customer: buyer,
      channel: 'web_form',
      forwardedBy: null,
    });
  });

  it('a platform that relays: the buyer is the customer', () => {
    expect(route({ from: box('buyershelpdesk@indiamart.com'), replyTo: [buyer], text: wish })).toMatchObject({
      customer: buyer,
      channel: 'other_platform',
    });
  });

  it.each<[string, Partial<MailMessage>, string]>([
    ['a machine without Reply-To', { from: box('no-reply@seller.example') }, 'jo@seller.example'],
    ['an outside machine', { from: box('noreply@service.example') }, 'jo@seller.example'],
    [
      'a platform that answers only by itself',
      { from: box('feedback@service.alibaba.com'), replyTo: [box('feedback@service.alibaba.com')] },
      'jo@seller.example',
    ],
    ['no sender', { from: null }, 'jo@seller.example'],
    ['a colleague who just writes', { from: mei, text: 'Eva wants 600 pairs' }, 'mei@seller.example'],
    [
      'a colleague with a private Reply-To',
      { from: mei, replyTo: [box('mei2@freebox.example')] },
      'mei@seller.example',
    ],
    [
      'a colleague who answers a customer with us in copy',
      { from: mei, subject: 'RE: gloves', text: `yes\n\n${header}\n\n${wish}` },
      'mei@seller.example',
    ],
    [
      'a forward without an address',
      {
        from: mei,
        subject: '转发: gloves',
        text: `发件人： Eva Roth\n发送时间： 2026-03-03 09:05\n收件人： Mei\n主题： gloves\n${wish}`,
      },
      'mei@seller.example',
    ],
    [
      'a forwarded platform message',
      {
        from: mei,
        subject: 'Fwd: msg',
        text: 'Begin forwarded message:\n\n> From: Tom via LinkedIn <inmail-hit-reply@linkedin.com>\n> Date: 3 March 2026\n> To: mei@seller.example\n> Subject: msg\n>\n> hi',
      },
      'mei@seller.example',
    ],
  ])('%s: somebody is asked', (_, parts, forwardedBy) => {
    expect(route(parts)).toEqual({ kind: 'needs_sender', forwardedBy });
  });

  it('quarantines what is dangerous, forwarded or not', () => {
    const attachments = [{ filename: 'PO.pdf.iso', contentType: 'application/octet-stream', size: 1, sha256: 'x' }];
    expect(route({ from: buyer, attachments })).toMatchObject({ kind: 'suspicious', score: 60 });
    expect(route({ from: mei, subject: 'FW: gloves', text: `${header}\n\n${wish}`, attachments })).toMatchObject({
      kind: 'suspicious',
    });
  });

  it('files pitches, but not those a colleague forwards', () => {
    const pitch = 'We are a manufacturer, our main products are lids.';
    expect(route({ from: buyer, text: pitch })).toMatchObject({ kind: 'not_inquiry', category: 'supplier_offer' });
    expect(route({ from: mei, subject: 'FW: gloves', text: `${header}\n\n${pitch}` }).kind).toBe('inquiry');
    expect(
      route({ from: box('noreply@fair.example'), text: 'Visit our booth', headers: { 'list-id': ['<f>'] } }),
    ).toMatchObject({ category: 'newsletter' });
  });
});
