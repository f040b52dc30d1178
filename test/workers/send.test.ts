import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SendResult } from '../../src/mail/smtp-failure.ts';
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
});
