import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Desk, deskAddress, openDesk, sendFirstReply } from '../support/desk.ts';

const buyer = 'm.petersen@fjordkante.example';
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

const report = [
  'From: Feedback <feedback@provider.example>',
  `To: ${deskAddress}`,
  'Subject: Abuse report',
  'Message-ID: <arf-1@provider.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain',
  '',
  'This is an email abuse report.',
  '',
  '--b',
  'Content-Type: message/feedback-report',
  '',
  'Feedback-Type: abuse',
  'User-Agent: Provider/1.0',
  'Version: 1',
  `Original-Rcpt-To: <${buyer}>`,
  '',
  '--b',
  'Content-Type: text/rfc822-headers',
  '',
  `To: ${buyer}`,
  `From: ${deskAddress}`,
  'Subject: Re: RFQ',
  '',
  '--b--',
  '',
].join('\r\n');

describe('a report that somebody called our mail spam', () => {
  it('stops every follow-up to him and is answered to nobody', async () => {
    await sendFirstReply(desk, buyer);
    desk.server.deliver(deskAddress, Buffer.from(report));
    await desk.settle();
    const message = await desk.app.db
      .selectFrom('messages')
      .select('disposition')
      .where('message_id', '=', '<arf-1@provider.example>')
      .executeTakeFirstOrThrow();
    expect(message.disposition).toBe('complaint');
    const contact = await desk.app.db.selectFrom('contacts').select('suppressed_at').executeTakeFirstOrThrow();
    expect(contact.suppressed_at).not.toBeNull();
    const plan = await desk.app.db.selectFrom('follow_ups').selectAll().executeTakeFirstOrThrow();
    desk.clock.moveTo(new Date(plan.due_at.getTime() + 1000));
    await desk.app.queues.add('follow-up', plan.id);
    for (;;) {
      const { status } = await desk.app.db.selectFrom('follow_ups').select('status').executeTakeFirstOrThrow();
      if (status !== 'scheduled') break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
    expect(await desk.received('feedback@provider.example')).toEqual([]);
  });
});
