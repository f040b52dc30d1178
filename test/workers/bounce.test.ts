import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Desk, openDesk, salesperson, sendFirstReply } from '../support/desk.ts';

const buyer = 'm.petersen@fjordkante.example';
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

/** A DSN (RFC 3464) for a mail of ours. */
function bounceOf(messageId: string, status: string): string {
  return [
    'Return-Path: <>',
    'From: Mail Delivery Subsystem <mailer-daemon@mx.brightsteel.example>',
    'To: inquiries@brightsteel.example',
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <dsn-${status}@mx.brightsteel.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Your message could not be delivered.',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.brightsteel.example',
    '',
    `Final-Recipient: rfc822; ${buyer}`,
    'Action: failed',
    `Status: ${status}`,
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${messageId}`,
    `To: ${buyer}`,
    '',
    '--b--',
    '',
  ].join('\r\n');
}

async function standing() {
  const inquiry = await desk.app.db.selectFrom('inquiries').selectAll().executeTakeFirstOrThrow();
  const followUps = await desk.app.db.selectFrom('follow_ups').select('status').orderBy('id').execute();
  return { status: inquiry.status, followUps: followUps.map((row) => row.status) };
}

describe('a mail to the customer that comes back', () => {
  it('a notice that names no mail of ours is shown to the owner and stops nothing', async () => {
    await sendFirstReply(desk, buyer);
    const before = (await desk.received(salesperson)).length;
    const forged = bounceOf('<nobody-sent-this@evil.example>', '5.1.1').replace('dsn-5.1.1', 'forged');
    desk.server.deliver('inquiries@brightsteel.example', Buffer.from(forged));
    await desk.settle();
    expect(await standing()).toEqual({ status: 'following_up', followUps: ['scheduled'] });
    expect((await desk.received(salesperson)).slice(before).map(({ text }) => text.includes(buyer))).toEqual([true]);
  });

  it('soft: the owner is told, and nothing else changes', async () => {
    const [reply] = await desk.received(buyer);
    desk.server.deliver('inquiries@brightsteel.example', Buffer.from(bounceOf(reply?.messageId ?? '', '4.2.2')));
    await desk.settle();
    expect(await standing()).toEqual({ status: 'following_up', followUps: ['scheduled'] });
    expect((await desk.received(salesperson)).at(-1)?.text).toContain(buyer);
  });

  it('hard: the follow-up is cancelled, the owner is told, and the mailer daemon gets no answer', async () => {
    const [reply] = await desk.received(buyer);
    desk.server.deliver('inquiries@brightsteel.example', Buffer.from(bounceOf(reply?.messageId ?? '', '5.1.1')));
    await desk.settle();
    expect(await standing()).toEqual({ status: 'needs_review', followUps: ['cancelled'] });
    expect((await desk.received(salesperson)).at(-1)?.text).toContain(buyer);
    expect(desk.server.inbox('mailer-daemon@mx.brightsteel.example')).toEqual([]);
  });

  it('hard, while a draft waits: the question is void and a late approval sends nothing', async () => {
    const [first] = await desk.received(buyer);
    if (!first) throw new Error('no mail');
    await desk.answer(first, buyer, 'What is your lead time?');
    await desk.settle();
    const request = (await desk.received(salesperson)).at(-1);
    if (!request) throw new Error('no request');
    desk.server.deliver('inquiries@brightsteel.example', Buffer.from(bounceOf(first.messageId ?? '', '5.1.2')));
    await desk.settle();
    expect((await standing()).status).toBe('needs_review');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
    const decisions = await desk.app.db
      .selectFrom('events')
      .select('kind')
      .where('kind', 'like', 'decision%')
      .execute();
    expect(decisions.map((event) => event.kind)).toEqual(['decision_approve', 'decision_too_late']);
  });
});
