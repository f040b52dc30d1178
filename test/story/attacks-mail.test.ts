import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WriteResults } from '../../src/demo/mail-server.ts';
import type { MailMessage } from '../../src/model/message.ts';
import { type Desk, deskAddress, openDesk, salesperson } from '../support/desk.ts';
import { submit } from '../support/smtp-client.ts';

// Every attack comes by SMTP and is read by IMAP. The desk knows its border server as mx.brightsteel.example and wants
// proof (the default); what that server writes about a sender is `border`.

const buyer = 'm.petersen@fjordkante.example';
const colleague = 'emma.roth@brightsteel.example';
const manager = 'zhao.lan@brightsteel.example';
const stranger = 'eve@evil.example';
const alias = 'chen.wei@handy.example';
const mx = 'mx.brightsteel.example';

const failed: WriteResults = () => `${mx}; dmarc=fail header.from=brightsteel.example`;
const silent: WriteResults = () => null;
const nothing: WriteResults = () => `${mx}; none`;
const passed =
  (domain: string): WriteResults =>
  () =>
    `${mx}; dmarc=pass header.from=${domain}`;
const logins: WriteResults = ({ login }) => `${mx}; ${login ? `auth=pass smtp.auth=${login}` : 'none'}`;

let desk: Desk;
let border: WriteResults = silent;
let request: MailMessage;
let tag: string;

type Attack = {
  from?: string;
  border?: WriteResults;
  above?: string[];
  headers?: string[];
  subject?: string;
  body?: string;
  login?: string;
  envelope?: string;
};

/** Hands a mail over by SMTP and waits until the desk has made of it what it will. */
async function attack(mail: Attack): Promise<void> {
  border = mail.border ?? nothing;
  const from = mail.from ?? salesperson;
  await submit(desk.server.smtp, {
    from: mail.envelope ?? stranger,
    to: deskAddress,
    headers: [
      ...(mail.above ?? []),
      `From: ${from}`,
      `To: ${deskAddress}`,
      `Subject: ${mail.subject ?? `Re: ${tag}`}`,
      `Message-ID: <${Math.random().toString(36).slice(2)}@evil.example>`,
      'Date: Mon, 23 Nov 2026 09:30:00 +0800',
      ...(mail.headers ?? []),
    ],
    body: mail.body ?? 'approve\r\n',
    ...(mail.login ? { login: mail.login } : {}),
  });
  await desk.settle();
}

const counts = async () => {
  const { db } = desk.app;
  const events = await db.selectFrom('events').select('id').execute();
  const approvals = await db.selectFrom('approvals').select('status').orderBy('id').execute();
  const inquiries = await db.selectFrom('inquiries').select('id').execute();
  const toCustomers = await db.selectFrom('outgoing').select('id').where('audience', '=', 'customer').execute();
  return {
    events: events.length,
    inquiries: inquiries.length,
    sent: toCustomers.length,
    approvals: approvals.map(({ status }) => status),
  };
};

/** The attack has changed nothing but the ledger, which has a line about it; returns that line's reason. */
async function changesNothing(mail: Attack): Promise<string | undefined> {
  const before = await counts();
  const told = desk.server.inbox(stranger).length;
  await attack(mail);
  const after = await counts();
  expect(after.sent).toBe(before.sent);
  // A new inquiry asks a question of its own; those that were there stay as they were.
  const added = after.approvals.slice(before.approvals.length).map(() => 'open');
  expect(after.approvals).toEqual([...before.approvals, ...added]);
  expect(after.events).toBeGreaterThan(before.events);
  expect(await desk.received(buyer)).toHaveLength(before.sent);
  expect(desk.server.inbox(stranger)).toHaveLength(told);
  const last = await desk.app.db
    .selectFrom('messages')
    .select(['status', 'disposition', 'detail', 'failure'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  expect(last).toMatchObject({ status: 'done', failure: null });
  const { reason } = last.detail as { reason?: string };
  return reason ?? last.disposition ?? undefined;
}

beforeAll(async () => {
  desk = await openDesk({
    results: (handed) => border(handed),
    proof: 'strict',
    company: `authservIds: [${mx}]`,
    editCompany: (yaml) => yaml.replace(`email: ${salesperson}`, `email: ${salesperson}\n    aliases: [${alias}]`),
  });
  border = nothing;
  await submit(desk.server.smtp, {
    from: buyer,
    to: deskAddress,
    headers: [`From: ${buyer}`, `To: ${deskAddress}`, 'Subject: RFQ', 'Message-ID: <rfq@fjordkante.example>'],
    body: 'Please quote 12,000 pcs VB-500 CIF Hamburg. Fjordkante GmbH\r\n',
  });
  await desk.settle();
  const [first] = await desk.received(salesperson);
  if (!first) throw new Error('no request for approval');
  request = first;
  tag = /\[INQ[^\]]*\]/.exec(request.subject)?.[0] ?? '';
}, 120_000);

afterAll(() => desk.close());

describe('an answer that is not the approver’s', () => {
  it.each<[string, Attack, string]>([
    ['forged, and our server says so', { border: failed }, 'forged'],
    ['forged, and our server says nothing', { border: silent }, 'unproven'],
    ['forged, and our server has checked nothing', { border: nothing }, 'unproven'],
    ['with two From fields', { border: passed('brightsteel.example'), headers: [`From: ${stranger}`] }, 'forged'],
    ['proven for another domain', { border: passed('evil.example') }, 'unproven'],
    ['of somebody logged in under another name', { border: logins, login: colleague }, 'unproven'],
    ['of a colleague', { border: logins, login: colleague, from: colleague }, 'not_the_approver'],
    ['of the manager', { border: logins, login: manager, from: manager }, 'not_the_approver'],
    ['of whom it was forwarded to', { border: passed('evil.example'), from: stranger }, 'not_the_approver'],
    ['of the customer himself', { border: passed('fjordkante.example'), from: buyer }, 'not_the_approver'],
    ['of an unproven alias', { border: nothing, from: alias }, 'unproven'],
    [
      'with our address as a display name',
      { border: passed('evil.example'), from: `"${salesperson}" <${stranger}>` },
      'not_the_approver',
    ],
  ])('%s', async (_, mail, reason) => {
    expect(await changesNothing(mail)).toBe(reason);
  });

  const pass = `${mx}; dmarc=pass header.from=brightsteel.example`;
  it.each<[string, Attack]>([
    ['on top of his mail', { above: [`Authentication-Results: ${pass}`] }],
    ['below his other fields', { headers: [`Authentication-Results: ${pass}`] }],
    ['with the name in another case', { above: [`Authentication-Results: ${pass.toUpperCase()}`] }],
    ['with a comment before the name', { above: [`Authentication-Results: (ours) ${pass}`] }],
    ['folded', { above: [`AUTHENTICATION-RESULTS:\r\n\t${mx};\r\n dmarc=pass\r\n header.from=brightsteel.example`] }],
    [
      'under a Received of our server',
      {
        above: [
          `Received: from mail (mail [10.0.0.1]) by ${mx}; Mon, 23 Nov 2026 09:00:00 +0800`,
          `Authentication-Results: ${pass}`,
        ],
      },
    ],
    ['twice', { above: [`Authentication-Results: ${pass}`, `Authentication-Results: ${pass}`] }],
    [
      'as encoded words',
      { above: [`Authentication-Results: =?utf-8?q?${pass.replaceAll(' ', '_').replaceAll('=', '=3D')}?=`] },
    ],
    ['where our server writes nothing', { border: silent, above: [`Authentication-Results: ${pass}`] }],
    [
      'inside the envelope sender that our server writes down',
      { border: () => `${mx}; spf=pass smtp.mailfrom="; dmarc=pass header.from=brightsteel.example; x="@evil.example` },
    ],
    [
      'inside it as an encoded word',
      {
        border: () =>
          `${mx}; spf=pass smtp.mailfrom==?utf-8?q?=3B_dmarc=3Dpass_header=2Efrom=3Dbrightsteel=2Eexample=3B?=@evil.example`,
      },
    ],
    [
      'of a server that is not ours',
      { border: silent, above: ['Authentication-Results: mx.google.com; dmarc=pass header.from=brightsteel.example'] },
    ],
  ])('results that the sender wrote, %s', async (_, mail) => {
    expect(await changesNothing(mail)).toBe('unproven');
    // The same where our server writes nothing that would stand above them.
    if (!mail.border) expect(await changesNothing({ ...mail, border: silent })).toBe('unproven');
  });

  it('tells the person at his configured address, whichever address was used', async () => {
    const told = (await desk.received(salesperson)).slice(1).map((mail) => mail.text);
    expect(told.some((text) => text.includes('不是从您的邮箱发出'))).toBe(true);
    expect(told.some((text) => text.includes('无法证明您的回复来自您的邮箱'))).toBe(true);
    expect(desk.server.inbox(alias)).toEqual([]);
    expect((await desk.received(colleague)).at(-1)?.text).toContain('waiting for somebody else');
  });
});

describe('an answer of the approver that is no approval', () => {
  const his = { border: logins, login: salesperson, envelope: salesperson };

  it.each<[string, Attack, string]>([
    ['his absence note', { ...his, headers: ['Auto-Submitted: auto-replied'] }, 'auto_reply'],
    [
      'his absence note without the mark',
      { ...his, subject: `自动回复: ${'{tag}'}`, body: '我正在休假,同意请联系 Emma。\r\n' },
      'auto_reply',
    ],
    ['a guessed token', { ...his, subject: 'Re: [INQ-2026-000001 0000-0000-0000-0000]' }, 'no_token'],
    ['no token', { ...his, subject: 'Re: [INQ-2026-000001]' }, 'no_token'],
    [
      'an approval that is hidden in HTML',
      {
        ...his,
        headers: ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'],
        body: '<p>Please wait, I have to ask the factory.</p><p style="display:none">approve</p><div style="font-size:0">approve</div>\r\n',
      },
      'decision',
    ],
    [
      'nothing but a hidden approval',
      {
        ...his,
        headers: ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'],
        body: '<p style="display:none">approve</p><!-- approve --><p style="color:#fff;font-size:1px">approve</p>\r\n',
      },
      'decision',
    ],
  ])('%s', async (_, mail, reason) => {
    const subject = mail.subject?.replace('{tag}', tag);
    expect(await changesNothing({ ...mail, ...(subject ? { subject } : {}) })).toBe(reason);
  });
});

describe('hostile mail', () => {
  it('a subject of 5 MB stops nothing', async () => {
    const subject = `[INQ-2026-000001 k7f3-q2m9-xd4t-6wba] ${'k7f3-'.repeat(1_000_000)}`;
    expect(subject.length).toBeGreaterThan(5_000_000);
    await changesNothing({ subject, from: stranger, border: nothing });
  });

  it.each([
    [
      'in the subject',
      '=?utf-8?q?RFQ=0D=0ABcc:_victim@evil.example=0D=0A=0D=0Aapprove?=',
      'Tom Peak <tom@peakandvale.example>',
    ],
    ['in the name', 'RFQ 2', '=?utf-8?q?Tom=0D=0ABcc:_victim@evil.example?= <tom@peakandvale.example>'],
    [
      'as turned text',
      'RFQ \u202Eevorppa\u202C [INQ-2026-000001 k7f3-q2m9-xd4t-6wba]',
      '"\u202Etom" <tom@peakandvale.example>',
    ],
  ])('header fields %s come into no mail of ours', async (_, subject, from) => {
    const before = desk.server.inbox(salesperson).length;
    await changesNothing({
      subject,
      from,
      border: passed('peakandvale.example'),
      body: 'Please quote 6,000 pcs VB-750 FOB Ningbo.\r\n',
    });
    expect(desk.server.inbox('victim@evil.example')).toEqual([]);
    for (const mail of (await desk.received(salesperson)).slice(before)) {
      expect(mail.headers.bcc).toBeUndefined();
      expect(mail.subject).not.toMatch(/[\p{Cc}\u202A-\u202E]/u);
      expect(mail.subject.match(/\[INQ/g)).toHaveLength(1);
      expect(mail.to.map(({ address }) => address)).toEqual([salesperson]);
    }
  });

  it('nobody of the team is taken for a customer', async () => {
    const body = 'Please quote 12,000 pcs VB-500 CIF Hamburg.\r\n';
    await changesNothing({ subject: 'RFQ', body, border: nothing });
    await changesNothing({
      subject: 'RFQ',
      body,
      from: stranger,
      headers: [`Reply-To: ${salesperson}`],
      border: nothing,
    });
    await changesNothing({
      subject: 'RFQ',
      body,
      from: stranger,
      headers: [`Sender: ${manager}`, `Reply-To: ${alias}`],
      border: nothing,
    });
    const team = [salesperson, alias, colleague, manager];
    const { db } = desk.app;
    expect(await db.selectFrom('drafts').select('id').where('recipient', 'in', team).execute()).toEqual([]);
    const asked = db.selectFrom('inquiries').innerJoin('contacts', 'contacts.id', 'contact_id').select('email');
    expect(await asked.where('email', 'in', team).execute()).toEqual([]);
  });
});

describe('after all that', () => {
  it('the approver’s own answer, from a proven alias, still sends the draft, once', async () => {
    await attack({ from: alias, border: passed('handy.example'), envelope: alias });
    expect(await desk.received(buyer)).toHaveLength(1);
  });

  it('the same answer again sends nothing and explains itself', async () => {
    expect(await changesNothing({ from: alias, border: passed('handy.example'), envelope: alias })).toBe('decision');
    expect((await desk.received(salesperson)).at(-1)?.text).toContain('已经处理过了');
    const event = await desk.app.db
      .selectFrom('events')
      .selectAll()
      .where('kind', '=', 'decision_too_late')
      .executeTakeFirstOrThrow();
    expect(event.detail).toMatchObject({ reason: 'already_decided' });
  });
});
