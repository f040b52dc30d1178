import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { App } from '../../src/app.ts';
import { findDue } from '../../src/db/due.ts';
import { openSentFolder } from '../../src/mail/sent-folder.ts';
import type { SendResult } from '../../src/mail/smtp-failure.ts';
import type { ServerLogin } from '../../src/model/mail-account.ts';
import { runStage } from '../../workers/run-stage.ts';
import { send } from '../../workers/send.ts';
import { type Desk, deskAddress, openDesk, salesperson } from '../support/desk.ts';

const buyer = 'm.petersen@fjordkante.example';
let desk: Desk;

/** A desk without workers of its own, on which one customer mail has been approved and waits in the outbox. */
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

let outgoingId = 0;
let round = 0;
beforeEach(async () => {
  round += 1;
  const text = `Please quote ${round},000 pcs VB-500 CIF Hamburg, arrival by 15 March 2027. Fjordkante GmbH`;
  await desk.write({ from: buyer, subject: `RFQ ${round}`, text });
  await desk.settle();
  const request = (await desk.received(salesperson)).at(-1);
  if (!request) throw new Error('no request');
  await desk.app.db.updateTable('outgoing').set({ not_before: far }).where('status', '=', 'queued').execute();
  const said = desk.app.queues.add;
  desk.app.queues.add = async (queue, id) => {
    if (queue === 'send' && (await isCustomerMail(id))) outgoingId = id;
    else await said(queue, id);
  };
  await desk.answer(request, salesperson, '同意');
  await until(async () => outgoingId > 0 && (await row()).status === 'queued');
  desk.app.queues.add = said;
});

const far = new Date('2100-01-01T00:00:00Z');

async function isCustomerMail(id: number): Promise<boolean> {
  const mail = await desk.app.db.selectFrom('outgoing').select('audience').where('id', '=', id).executeTakeFirst();
  return mail?.audience === 'customer';
}

function row() {
  return desk.app.db.selectFrom('outgoing').selectAll().where('id', '=', outgoingId).executeTakeFirstOrThrow();
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The stage on an app whose SMTP server answers this. */
async function sendWith(result: SendResult | 'dies'): Promise<number> {
  let spoken = 0;
  const smtp = {
    send: async () => {
      spoken += 1;
      if (result === 'dies') throw new Error('the process died');
      return result;
    },
    verify: async () => {},
    close: () => {},
  };
  const mailboxes = desk.app.mailboxes.map((mailbox) => ({ ...mailbox, smtp }));
  await runStage({ ...desk.app, mailboxes }, send, outgoingId).catch(() => {});
  return spoken;
}

async function inquiry() {
  const { inquiry_id } = await row();
  return desk.app.db.selectFrom('inquiries').selectAll().where('id', '=', Number(inquiry_id)).executeTakeFirstOrThrow();
}

const answers = {
  later: { kind: 'refused', permanent: false, code: 451, response: '451 try later' },
  never: { kind: 'refused', permanent: true, code: 550, response: '550 no such user' },
  unsure: { kind: 'uncertain', response: 'the connection was lost after DATA' },
} satisfies Record<string, SendResult>;

describe('send', () => {
  it('waits after a refusal for now, longer each time, and sends in the end', async () => {
    for (const minutes of [1, 5, 15]) {
      expect(await sendWith(answers.later)).toBe(1);
      const mail = await row();
      expect(mail.status).toBe('queued');
      expect(Math.round((mail.not_before.getTime() - desk.clock.now().getTime()) / 60_000)).toBe(minutes);
      expect(await sendWith(answers.later)).toBe(0); // not due yet
      desk.clock.moveTo(new Date(mail.not_before.getTime() + 1000));
    }
    await runStage(desk.app, send, outgoingId);
    expect(await row()).toMatchObject({ status: 'sent', attempts: 4 });
    expect(await inquiry()).toMatchObject({ status: 'following_up' });
  });

  it('gives up on a permanent refusal and tells the owner', async () => {
    await sendWith(answers.never);
    expect(await row()).toMatchObject({ status: 'refused', response: '550 no such user' });
    expect(await inquiry()).toMatchObject({ status: 'needs_review' });
    await desk.settle();
    expect((await desk.received(salesperson)).at(-1)?.text).toContain('550 no such user');
  });

  it('never sends again what may have gone out: the owner is told', async () => {
    await sendWith(answers.unsure);
    expect(await row()).toMatchObject({ status: 'uncertain' });
    expect(await sendWith(answers.unsure)).toBe(0);
    expect(await inquiry()).toMatchObject({ status: 'needs_review' });
  });

  it('a mail whose sender died is left alone at first, then looked up in Sent and not sent again', async () => {
    expect(await sendWith('dies')).toBe(1);
    expect(await row()).toMatchObject({ status: 'sending' });
    expect(await sendWith(answers.later)).toBe(0);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 20 * 60_000));
    expect(await sendWith(answers.later)).toBe(0);
    expect(await row()).toMatchObject({ status: 'uncertain' });
  });

  it('a mail whose sender died counts as sent when its copy lies in Sent', async () => {
    expect(await sendWith('dies')).toBe(1);
    const mail = await row();
    await desk.app.mailboxes[0]?.sentFolder.append(mail.raw, desk.clock.now());
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 20 * 60_000));
    expect(await sendWith(answers.later)).toBe(0);
    expect(await row()).toMatchObject({ status: 'sent' });
    expect(await inquiry()).toMatchObject({ status: 'following_up' });
  });

  it('claims no customer mail without an approval that says yes, whatever the row says', async () => {
    const { approval_id } = await row();
    const approvals = desk.app.db.updateTable('approvals').where('id', '=', Number(approval_id));
    for (const status of ['open', 'rejected', 'superseded'] as const) {
      await approvals.set({ status }).execute();
      await runStage(desk.app, send, outgoingId);
      expect(await row()).toMatchObject({ status: 'queued', attempts: 0 });
    }
    expect(desk.server.inbox(buyer).filter((mail) => mail.raw.includes(`Subject: Re: RFQ ${round}`))).toEqual([]);
    await approvals.set({ status: 'approved' }).execute();
    await runStage(desk.app, send, outgoingId);
    expect(await row()).toMatchObject({ status: 'sent' });
  });

  it('two workers at once send it once', async () => {
    await Promise.all([1, 2, 3, 4].map(() => runStage(desk.app, send, outgoingId)));
    const arrived = desk.server.inbox(buyer).filter((mail) => mail.raw.includes(`Subject: Re: RFQ ${round}`));
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.raw).toContain(`From: Chen Wei <${deskAddress}>`);
  });

  it('a copy that could not be put into Sent at first is put there later, once', async () => {
    const server = await listening();
    await runStage(withSentAt(server.imap, { quietly: true }), send, outgoingId);
    await runStage(withSentAt(server.imap), send, outgoingId);
    await server.close();
    const { file_after: next, message_id: messageId } = await row();
    desk.clock.moveTo(next ?? far);
    await runStage(desk.app, send, outgoingId);
    await runStage(desk.app, send, outgoingId);
    expect(await row()).toMatchObject({ filed_at: expect.any(Date), filing_failure: null });
    const copies = desk.server.folder(deskAddress, 'Sent').filter((mail) => mail.raw.includes(messageId));
    expect(copies).toHaveLength(1);
  });

  it('a mail whose sender died is shown to a person after four hours in which Sent could not be read', async () => {
    const server = await listening();
    expect(await sendWith('dies')).toBe(1);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 20 * 60_000));
    await runStage(withSentAt(server.imap), send, outgoingId).catch(() => {});
    expect(await row()).toMatchObject({ status: 'sending' });
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 4 * 3_600_000));
    await runStage(withSentAt(server.imap), send, outgoingId);
    expect(await row()).toMatchObject({ status: 'uncertain', response: expect.stringContaining('cannot be read') });
    await server.close();
  });

  it('a copy that cannot be put into Sent is tried ever more rarely and given up after a day; the owner hears once', async () => {
    const server = await listening();
    const { imap } = server;
    await runStage(withSentAt(imap, { quietly: true }), send, outgoingId);
    expect(await row()).toMatchObject({ status: 'sent', filed_at: null });
    const waits: number[] = [];
    while ((await row()).filing_failure === null) {
      expect(await isDue()).toBe(true);
      await runStage(withSentAt(imap), send, outgoingId);
      const { file_after: next } = await row();
      if (next) {
        waits.push(Math.round((next.getTime() - desk.clock.now().getTime()) / 60_000));
        expect(await isDue()).toBe(false);
        await runStage(withSentAt(imap), send, outgoingId); // not due yet
        desk.clock.moveTo(next);
      }
      expect(waits.length).toBeLessThan(20);
    }
    expect(waits).toEqual([1, 5, 15, 60, 240, 480, 720]);
    expect({ asked: server.asked(), why: (await row()).filing_failure }).toEqual({
      asked: 8,
      why: expect.stringContaining('Server busy'),
    });
    expect(await row()).toMatchObject({ status: 'sent', filing_tries: 8, attempts: 1 });
    expect(await isDue()).toBe(false);
    await desk.settle();
    const told = (await desk.received(salesperson)).filter((mail) => mail.text.includes('已经发给客户'));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain('Server busy');
    expect(await inquiry()).toMatchObject({ status: 'following_up' });
    const arrived = desk.server.inbox(buyer).filter((mail) => mail.raw.includes(`Subject: Re: RFQ ${round}`));
    expect(arrived).toHaveLength(1);
    await server.close();
  });
});

/** An IMAP server that turns every visitor away. */
async function listening() {
  let asked = 0;
  const server = createServer((socket) => {
    asked++;
    socket.on('error', () => {});
    socket.end('* BYE Server busy\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    imap: { host: '127.0.0.1', port, tls: 'none' as const, user: deskAddress, password: 'test' },
    asked: () => asked,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The app with its Sent folder on that server; `quietly`: what follows is not queued. */
function withSentAt(imap: ServerLogin, { quietly = false } = {}): App {
  const mailboxes = desk.app.mailboxes.map((mailbox) => ({
    ...mailbox,
    sentFolder: openSentFolder({ ...mailbox.account, imap }, desk.app),
  }));
  const queues = quietly ? { ...desk.app.queues, add: async () => {} } : desk.app.queues;
  return { ...desk.app, mailboxes, queues };
}

async function isDue(): Promise<boolean> {
  const due = await findDue(desk.app.db, desk.clock.now(), 0);
  return due.some(({ queue, id }) => queue === 'send' && id === outgoingId);
}
