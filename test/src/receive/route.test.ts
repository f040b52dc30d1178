import { describe, expect, it } from '@jest/globals';
import type { MailMessage } from '../../../src/model/message.ts';
import { type AnsweredMail, type RouteContext, routeMessage } from '../../../src/receive/route.ts';
import {
  autoReplyWords,
  bouncePhrases,
  channels,
  clients,
  mail,
  readingWords,
  riskSettings,
  vocabulary,
} from './client-data.ts';
import { company } from './seller.ts';

const context: RouteContext = {
  mailboxAddress: 'desk@seller.example',
  company,
  clients,
  vocabulary,
  readingWords,
  bouncePhrases,
  autoReplyWords,
  language: 'en',
  mentions: () => ({ product: false, quantity: false }),
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
    expect(route(parts, { approval })).toMatchObject({ kind: 'auto_reply', inquiryId: null });
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

describe('routeMessage: forms, platforms and gates', () => {
  const full: Partial<RouteContext> = { channels, riskSettings };
  const alibaba = box('feedback@service.alibaba.com', 'Alibaba.com');
  const notice = `Contact name:\tEva Roth\nCompany name:\tRoth GmbH\nCountry/Region:\tGermany\n${wish}\nReply now`;
  const machineHeaders = {
    'auto-submitted': ['auto-generated'],
    precedence: ['bulk'],
    'list-unsubscribe': ['<https://alibaba.com/u>'],
    'x-auto-response-suppress': ['All'],
  };
  const subject = 'Mei, you have a message from Eva Roth!';

  it('a platform is neither a robot nor a newsletter, even in a thread of its own', () => {
    const parts = {
      from: alibaba,
      subject,
      text: notice,
      headers: machineHeaders,
      inReplyTo: '<a@b>',
      references: ['<a@b>'],
    };
    expect(route(parts, full)).toMatchObject({
      kind: 'inquiry',
      channel: 'alibaba',
      customer: { name: 'Eva Roth', address: '' },
      notification: { customerAddress: null, replyPolicy: 'copy_to_platform' },
    });
  });

  it('a forged platform is quarantined, on the word of our own server', () => {
    const results = { 'authentication-results': ['mx.seller.example; dmarc=fail header.from=alibaba.com'] };
    const forged = route({ from: alibaba, subject, text: notice, headers: results }, full);
    expect(forged).toMatchObject({ kind: 'suspicious' });
    expect(route({ from: box('a@b.example', 'Alibaba.com'), subject, text: notice }, full)).toMatchObject({
      kind: 'suspicious',
    });
  });

  it('mail of a platform about our account is filed', () => {
    expect(
      route({ from: box('service@notice.alibaba.com'), subject: '会员服务即将到期', text: '请续费' }, full),
    ).toMatchObject({
      kind: 'not_inquiry',
      category: 'platform_admin',
    });
  });

  it('a pitch through our own form is no inquiry', () => {
    const text = 'Name: Tom\nEmail: tom@rank.example\nMessage: We offer SEO, backlinks and a website redesign.';
    expect(route({ from: box('web@seller.example'), text }, full)).toMatchObject({
      kind: 'not_inquiry',
      category: 'service_pitch',
    });
  });

  it('what a form brings is judged by the visitor’s words', () => {
    const text =
      'Name: Tom\nEmail: tom@bad.example\nMessage: Your mailbox is full, verify your account at http://203.0.113.9/x';
    expect(route({ from: box('web@seller.example'), text }, full)).toMatchObject({ kind: 'suspicious' });
  });

  it('warns of a doubtful inquiry', () => {
    const replyTo = [box('boss@freebox.example')];
    expect(route({ from: buyer, replyTo, text: wish }, full)).toMatchObject({ kind: 'inquiry', risk: { score: 25 } });
    expect(route({ from: buyer, text: wish }, full)).not.toHaveProperty('risk');
  });

  it('lets through what a person has released, with its risk', () => {
    const text = `${wish} Verify your account, your mailbox is full.`;
    expect(route({ from: buyer, text }, full).kind).toBe('suspicious');
    expect(route({ from: buyer, text }, { ...full, released: true })).toMatchObject({
      kind: 'inquiry',
      risk: { score: expect.any(Number) },
    });
  });

  it('a complaint about a delivery goes to a person', () => {
    const text = 'Of order PI-2026-0311 many gloves are defective and the cartons were damaged.';
    expect(route({ from: buyer, subject: 'Problem', text }, full)).toMatchObject({
      kind: 'complaint',
      customer: buyer,
    });
    expect(route({ from: buyer, text: 'The last gloves are defective' }, { ...full, knownCustomer: true }).kind).toBe(
      'complaint',
    );
    const wishes = `${wish} Our current supplier sends defective and damaged goods.`;
    expect(route({ from: buyer, text: wishes }, full).kind).toBe('inquiry');
    expect(
      route({ from: buyer, text: `${wish} No broken pieces please.` }, { ...full, knownCustomer: true }).kind,
    ).toBe('inquiry');
  });

  it('reads a forwarded complaint in its own language, whatever that of the note above it', () => {
    const complaint = 'leider müssen wir die Lieferung zum Auftrag 2026-3381 reklamieren: Die Ware ist beschädigt.';
    const text = `质量投诉，请尽快处理\n\n发件人: Eva Roth <eva@nordlicht.example>\n发送时间: 2026-03-03 09:05\n收件人: Mei <mei@seller.example>\n主题: Reklamation\n\n${complaint}`;
    const forward = { from: { name: 'Mei', address: 'mei@seller.example' }, subject: '转发: Reklamation', text };
    expect(route(forward, { ...full, language: 'zh' }).kind).toBe('complaint');
  });

  it('our own server’s word that an approver is forged counts', () => {
    const trusted = { ...company, authservIds: ['mx.seller.example'] };
    const headers = { 'authentication-results': ['mx.seller.example; dmarc=fail header.from=seller.example'] };
    expect(route({ from: mei, text: 'ok', headers }, { approval, company: trusted })).toEqual({
      kind: 'stray_answer',
      reason: 'forged',
    });
    expect(route({ from: mei, text: 'ok' }, { approval, company: trusted }).kind).toBe('decision');
  });

  it('an answer counts as its author’s when it is proven, unless the owner has asked for less', () => {
    const { answers: _lenient, ...strict } = company;
    const unproven = { kind: 'stray_answer', reason: 'unproven' };
    expect(route({ from: mei, text: 'ok' }, { approval, company: strict })).toEqual(unproven);
    const proof = { verdict: 'pass', evidence: 'dkim=pass' } as const;
    expect(route({ from: mei, text: 'ok' }, { approval, company: strict, proof }).kind).toBe('decision');
    const trusting = { ...strict, authservIds: ['mx.seller.example'] };
    const headers = { 'authentication-results': ['mx.seller.example; dmarc=pass header.from=seller.example'] };
    expect(route({ from: mei, text: 'ok', headers }, { approval, company: trusting }).kind).toBe('decision');
    expect(route({ from: mei, text: 'ok', headers }, { approval, company: strict })).toEqual(unproven);
  });
});

describe('routeMessage: threads', () => {
  const earlier = { inquiryId: 3, inquiryNo: 'INQ-2026-000003', subjects: ['Gloves for spring'], products: ['G-7'] };
  const customer = { addresses: ['eva@shop.example'], domain: 'shop.example' };
  const inThread = { answered: [sent({})], customer, conversation: earlier };

  it('a new subject with a new product opens an inquiry that is linked to the old one', () => {
    const parts = { from: buyer, subject: 'Aprons', text: wish };
    expect(route(parts, { ...inThread, named: ['A-1'] })).toMatchObject({ kind: 'inquiry', linkedInquiryId: 3 });
    expect(route(parts, { ...inThread, named: ['G-7'] }).kind).toBe('customer_reply');
    expect(route({ ...parts, subject: 'Re: Gloves for spring' }, { ...inThread, named: ['A-1'] }).kind).toBe(
      'customer_reply',
    );
    expect(route({ ...parts, subject: 'AW: Aprons' }, { ...inThread, named: ['A-1'] }).kind).toBe('customer_reply');
  });

  it('without our Message-IDs a reply is known by its subject or number, and by its sender', () => {
    const ofSender = [
      earlier,
      { ...earlier, inquiryId: 4, inquiryNo: 'INQ-2026-000004', subjects: ['Something else'] },
    ];
    const reply = (parts: object, more = {}) => route({ from: buyer, text: 'ok', ...parts }, { ofSender, ...more });
    expect(reply({ subject: 'RE: Gloves for spring' })).toEqual({ kind: 'customer_reply', inquiryId: 3 });
    expect(reply({ subject: 'question [INQ-2026-000004]' })).toEqual({ kind: 'customer_reply', inquiryId: 4 });
    expect(reply({ subject: 'Gloves for spring' }).kind).toBe('inquiry');
    expect(reply({ subject: 'Re: Gloves for spring' }, { ofSender: [] }).kind).toBe('inquiry');
    expect(
      reply({ subject: 'Re: Gloves for spring' }, { ofSender: [earlier, { ...earlier, inquiryId: 9 }] }).kind,
    ).toBe('inquiry');
  });

  it('a stranger who quotes a number does not get in', () => {
    expect(
      route({ from: box('thief@evil.example'), subject: 'Re: [INQ-2026-000003]', text: wish }, { ofSender: [] }).kind,
    ).toBe('inquiry');
  });
});

describe('routeMessage: what comes back', () => {
  const box = 'eva@shop.example';
  const notice = (address: string): Partial<MailMessage> => ({
    from: { name: '', address: 'mailer-daemon@mx.example' },
    subject: 'failure notice',
    text: `<${address}>:\n550 5.1.1 unknown`,
  });

  it('links a bounce by our Message-ID, to the mail of the address that failed', () => {
    const returned = [sent({ outgoingId: 9, recipient: 'other@shop.example' }), sent({ outgoingId: 8 })];
    expect(route(notice(box), { returned })).toMatchObject({ kind: 'bounce', outgoingId: 8, addresses: [box] });
    expect(route(notice('forwarded@elsewhere.example'), { returned })).toMatchObject({ outgoingId: 9 });
  });

  it('links no bounce by an address alone, and none to a mail to the team', () => {
    expect(route(notice(box))).toMatchObject({ kind: 'bounce', outgoingId: null });
    expect(route(notice(box), { returned: [sent({ kind: 'approval' })] })).toMatchObject({ outgoingId: null });
  });

  const arf = (from: string, headers: MailMessage['headers'] = {}): Partial<MailMessage> => ({
    from: { name: '', address: from },
    contentType: 'multipart/report; report-type=feedback-report',
    report: `Feedback-Type: abuse\nOriginal-Rcpt-To: <${box}>`,
    headers,
  });
  const trusting = { company: { ...company, authservIds: ['mx.seller.example'] }, riskSettings };
  const pass = (domain: string) => ({
    'authentication-results': [`mx.seller.example; dmarc=pass header.from=${domain}`],
  });

  it.each<[string, Partial<MailMessage>, Partial<RouteContext>, object]>([
    ['a stranger', arf('fbl@evil.example'), {}, { kind: 'suspicious' }],
    [
      'a stranger with an authentic domain',
      arf('fbl@evil.example', pass('evil.example')),
      trusting,
      { kind: 'suspicious' },
    ],
    [
      'another user of the same provider',
      arf('joe@shop.example', pass('shop.example')),
      trusting,
      { kind: 'suspicious' },
    ],
    [
      'the provider of the recipient',
      arf('abuse@shop.example', pass('shop.example')),
      trusting,
      { kind: 'spam_report', recipients: [box], unsubscribe: true },
    ],
    [
      'a provider that reports for others',
      arf('complaints@email-abuse.amazonses.com', pass('amazonses.com')),
      trusting,
      { kind: 'spam_report', recipients: [box] },
    ],
    [
      'whoever names a mail of ours, for its recipient alone',
      { ...arf('fbl@provider.example'), report: 'Feedback-Type: abuse\nOriginal-Rcpt-To: <victim@else.example>' },
      { returned: [sent({})] },
      { kind: 'spam_report', recipients: [box] },
    ],
    [
      'whom the owner releases',
      arf('fbl@provider.example'),
      { released: true },
      { kind: 'spam_report', recipients: [box] },
    ],
  ])('a spam report of %s', (_, parts, more, expected) => {
    expect(route(parts, more)).toMatchObject(expected);
  });
});

describe('routeMessage: the absence of a customer', () => {
  const away: Partial<MailMessage> = {
    from: buyer,
    subject: 'Automatic reply: Your inquiry gloves',
    date: '2026-11-23T09:00:00+01:00',
    headers: { 'auto-submitted': ['auto-replied'] },
    text: 'I am out of office until 4 December 2026. In urgent cases please contact Max Roth, max@shop.example.',
  };
  const inquiry = { inquiryId: 3, inquiryNo: 'INQ-2026-000003', subjects: ['Your inquiry gloves'], products: [] };
  const told = { kind: 'auto_reply', deferUntil: '2026-12-04', successor: 'max@shop.example', left: false };

  it.each<[string, Partial<MailMessage>, Partial<RouteContext>, number | null]>([
    ['our Message-ID, from whatever address', { from: box('ooo@shop.example') }, { answered: [sent({})] }, 3],
    [
      'the address and our subject',
      {},
      { ofSender: [{ ...inquiry, inquiryId: 4, subjects: ['lamps big'] }, inquiry] },
      3,
    ],
    ['the only inquiry of the address', { subject: 'Out of office' }, { ofSender: [inquiry] }, 3],
    ['none of several', { subject: 'Out of office' }, { ofSender: [inquiry, { ...inquiry, inquiryId: 4 }] }, null],
    ['none for a colleague of ours', { from: mei }, { answered: [sent({})] }, null],
  ])('is linked by %s', (_, parts, more, inquiryId) => {
    expect(route({ ...away, ...parts }, more)).toMatchObject({ ...told, inquiryId });
  });
});

describe('routeMessage: platforms', () => {
  const authentic = { ...context, channels, company: { ...company, authservIds: ['mx.seller.example'] } };
  const hktdc: Partial<MailMessage> = {
    from: box('hktdcenquiry@sourcing.hktdc.org', 'HKTDC'),
    subject: 'Enquiry from Roth GmbH - gloves',
    headers: { 'authentication-results': ['mx.seller.example; dmarc=pass header.from=sourcing.hktdc.org'] },
    text: `Name: Eva Roth\nCompany: Roth GmbH\nCountry: Germany\nQuantity: 600 pairs\nMessage: ${wish}`,
  };

  it('answers by the relay that the platform itself names', () => {
    expect(route(hktdc, authentic)).toMatchObject({
      kind: 'inquiry',
      channel: 'hktdc',
      notification: {
        replyPolicy: 'relay_by_mail',
        relayAddress: 'hktdcenquiry@sourcing.hktdc.org',
        replyLimits: { attachments: 4 },
        stated: { name: 'Eva Roth', company: 'Roth GmbH', country: 'DE', quantity: '600 pairs' },
      },
    });
  });

  it.each<[string, Partial<MailMessage>]>([
    ['a mail that is not proven to be the platform’s', { ...hktdc, headers: {} }],
    [
      'one that a colleague forwards',
      {
        from: mei,
        subject: 'Fwd: Enquiry',
        text: `---------- Forwarded message ---------\nFrom: HKTDC <hktdcenquiry@sourcing.hktdc.org>\nDate: Tue, 3 Mar 2026\nSubject: Enquiry from Roth GmbH - gloves\nTo: <mei@seller.example>\n\n${hktdc.text}`,
      },
    ],
  ])('does not answer by the relay of %s', (_, parts) => {
    expect(route(parts, authentic)).toMatchObject({
      kind: 'inquiry',
      notification: { replyPolicy: 'copy_to_platform', relayAddress: null },
    });
  });

  it('joins the next message of the same buyer, and links another wish', () => {
    const onPlatform = [{ inquiryId: 3, inquiryNo: null, subjects: [], products: ['G-7'] }];
    expect(route(hktdc, { ...authentic, onPlatform })).toEqual({ kind: 'customer_reply', inquiryId: 3 });
    expect(route(hktdc, { ...authentic, onPlatform, named: ['G-9'] })).toMatchObject({
      kind: 'inquiry',
      linkedInquiryId: 3,
    });
    expect(route({ ...hktdc, headers: {} }, { ...authentic, onPlatform })).toMatchObject({
      kind: 'inquiry',
      linkedInquiryId: 3,
    });
  });
});
