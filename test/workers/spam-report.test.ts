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

const reportOn = (messageId: string) =>
  [
    'From: Feedback <feedback@provider.example>',
    `To: ${deskAddress}`,
    'Subject: Abuse report',
    `Message-ID: <arf${messageId.length}@provider.example>`,
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
    `Message-ID: ${messageId}`,
    `To: ${buyer}`,
    `From: ${deskAddress}`,
    'Subject: Re: RFQ',
    '',
    '--b--',
    '',
  ].join('\r\n');

async function dispositions() {
  const rows = await desk.app.db
    .selectFrom('messages')
    .select('disposition')
    .where('message_id', 'like', '<arf%')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.disposition);
}

describe('a report that somebody called our mail spam', () => {
  it('that names no mail of ours is put aside and stops nothing', async () => {
    await sendFirstReply(desk, buyer);
    desk.server.deliver(deskAddress, Buffer.from(reportOn('<guessed@brightsteel.example>')));
    await desk.settle();
    expect(await dispositions()).toEqual(['suspicious']);
    const contact = await desk.app.db.selectFrom('contacts').select('suppressed_at').executeTakeFirstOrThrow();
    expect(contact.suppressed_at).toBeNull();
  });

  it('stops every follow-up to him and is answered to nobody', async () => {
    const [reply] = await desk.received(buyer);
    desk.server.deliver(deskAddress, Buffer.from(reportOn(reply?.messageId ?? '')));
    await desk.settle();
    expect(await dispositions()).toEqual(['suspicious', 'complaint']);
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
