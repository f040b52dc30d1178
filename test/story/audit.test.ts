import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditDesk, isClean, repairDesk } from '../../src/desk/audit.ts';
import { audit } from '../../workers/audit.ts';
import { runStage } from '../../workers/run-stage.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  for (const no of [1, 2, 3, 4]) {
    await desk.write({
      from: `b${no}@fjordkante.example`,
      subject: `RFQ ${no}`,
      text: `${no},000 pcs VB-500 CIF Hamburg`,
    });
  }
  await desk.settle();
  desk.clock.moveTo(new Date(desk.clock.now().getTime() + 3_600_000));
});
afterAll(async () => {
  await desk.close();
});

describe('the audit', () => {
  it('finds nothing on a desk that has done its work', async () => {
    const found = await auditDesk(desk.app);
    expect(found).toMatchObject({ folders: [{ inMailbox: 4, inLedger: 4, differences: [] }], stuck: [] });
    expect(isClean(found)).toBe(true);
  });

  it('names a mail the ledger does not have and an inquiry that stopped, alarms once, and repairs', async () => {
    const lost = await desk.app.db.selectFrom('messages').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
    await forget(Number(lost.inquiry_id), lost.id);
    await desk.app.db.updateTable('inquiries').set({ status: 'new', failure: 'a fault' }).where('id', '=', 1).execute();
    await desk.app.db.updateTable('drafts').set({ status: 'superseded' }).where('inquiry_id', '=', 1).execute();
    const found = await auditDesk(desk.app);
    expect(found.folders[0]?.differences).toEqual([{ kind: 'missing', uid: lost.uid, messageId: lost.message_id }]);
    expect(found.stuck).toEqual([{ what: 'inquiry', id: 1, reason: 'a fault' }]);

    await runStage(desk.app, audit, 0);
    await runStage(desk.app, audit, 0);
    const manager = 'zhao.lan@brightsteel.example';
    while (desk.server.inbox(manager).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const alarms = (await desk.received(manager)).filter((mail) => mail.text.includes('--repair'));
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.text).toContain(`UID ${lost.uid}`);

    await repairDesk(desk.app, found);
    await desk.settle();
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 3_600_000));
    expect(isClean(await auditDesk(desk.app))).toBe(true);
    const inquiries = await desk.app.db.selectFrom('inquiries').select('status').execute();
    expect(inquiries.map((row) => row.status)).toEqual(Array(4).fill('awaiting_approval'));
  });
});

/** As if the mail had never been stored. */
async function forget(inquiryId: number, messageId: number): Promise<void> {
  const { db } = desk.app;
  await db.deleteFrom('outgoing').where('inquiry_id', '=', inquiryId).execute();
  await db.deleteFrom('approvals').where('inquiry_id', '=', inquiryId).execute();
  await db.deleteFrom('drafts').where('inquiry_id', '=', inquiryId).execute();
  await db.deleteFrom('quotations').where('inquiry_id', '=', inquiryId).execute();
  await db.deleteFrom('inquiries').where('id', '=', inquiryId).execute();
  await db.deleteFrom('messages').where('id', '=', messageId).execute();
}
