import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Desk, deskAddress, openDesk, salesperson, sendFirstReply } from '../support/desk.ts';

const buyer = 'm.petersen@fjordkante.example';
let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
  await sendFirstReply(desk, buyer);
});
afterEach(async () => {
  await desk.close();
});

/** The customer's machine answers our mail. */
async function answerByMachine(text: string, from = buyer): Promise<void> {
  const [reply] = await desk.received(buyer);
  await desk.write({
    from,
    subject: `Automatic reply: ${reply?.subject}`,
    text,
    headers: { 'Auto-Submitted': 'auto-replied' },
    ...(reply?.messageId ? { inReplyTo: reply.messageId } : {}),
  });
  await desk.settle();
}

async function standing() {
  const inquiry = await desk.app.db.selectFrom('inquiries').selectAll().executeTakeFirstOrThrow();
  const followUps = await desk.app.db.selectFrom('follow_ups').select(['status', 'due_at']).execute();
  return { inquiry, followUps };
}

async function told(before: number): Promise<string[]> {
  return (await desk.received(salesperson)).slice(before).map(({ subject, text }) => `${subject}\n${text}`);
}

describe('the machine of a customer answers', () => {
  it('the follow-up waits until the next business day after his absence, and no mail goes anywhere', async () => {
    const before = (await desk.received(salesperson)).length;
    await answerByMachine('I am out of the office until 4 December 2026.');
    const { inquiry, followUps } = await standing();
    expect(inquiry.status).toBe('following_up');
    expect(inquiry.away).toEqual({ until: '2026-12-04', successor: null, left: false });
    // The 4th is a Friday.
    expect(followUps.map(({ status, due_at }) => [status, due_at.toISOString().slice(0, 10)])).toEqual([
      ['scheduled', '2026-12-07'],
    ]);
    expect(await told(before)).toEqual([]);
    expect(await desk.received(buyer)).toHaveLength(1);
  });

  it('a mere acknowledgement changes nothing', async () => {
    const before = await standing();
    await answerByMachine('Thank you for your message. We will come back to you.');
    expect(await standing()).toEqual(before);
  });

  it('the owner hears once who takes care meanwhile', async () => {
    const before = (await desk.received(salesperson)).length;
    const text = 'I am out of the office until 4 December 2026. In urgent cases please contact jo@fjordkante.example.';
    await answerByMachine(text);
    await answerByMachine(text);
    const mails = await told(before);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('jo@fjordkante.example');
    expect(mails[0]).toContain('2026-12-04');
    expect(await desk.received('jo@fjordkante.example')).toEqual([]);
  });

  it('when he has left, nothing more is sent and the owner takes over', async () => {
    const before = (await desk.received(salesperson)).length;
    await answerByMachine('I no longer work at Fjordkante. Please write to jo@fjordkante.example.');
    const { inquiry, followUps } = await standing();
    expect(inquiry.status).toBe('needs_review');
    expect(followUps.map(({ status }) => status)).toEqual(['cancelled']);
    expect(await told(before)).toEqual([expect.stringContaining('jo@fjordkante.example')]);
  });

  it('a filter that holds our mail is shown to the owner; nobody follows its link', async () => {
    const before = (await desk.received(salesperson)).length;
    await answerByMachine(
      'Your message is on hold. Please click the link below to confirm that you are a human: https://filter.example/c?x=1',
    );
    expect((await standing()).inquiry.status).toBe('following_up');
    expect(await told(before)).toEqual([expect.stringContaining('https://filter.example/c?x=1')]);
  });

  it('a stranger’s machine postpones nothing', async () => {
    const before = await standing();
    await desk.write({
      from: 'stranger@elsewhere.example',
      subject: 'Automatic reply: RFQ',
      text: 'I am out of the office until 4 December 2027. Please write to me@elsewhere.example',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    await desk.settle();
    expect(await standing()).toEqual(before);
    expect(desk.server.inbox(deskAddress).length).toBeGreaterThan(0);
  });
});
