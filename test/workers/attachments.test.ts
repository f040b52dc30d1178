/** Files that go with a mail, from the draft by way of the approval to the customer. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checksum } from '../../src/paper/library.ts';
import { runStage } from '../../workers/run-stage.ts';
import { sweep } from '../../workers/sweep.ts';
import { type Desk, openDesk, salesperson, sendFirstReply } from '../support/desk.ts';

let desk: Desk;
const library = () => join(desk.dataDir, 'config', 'documents');

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

const filesOf = async (address: string) => {
  const mails = await desk.received(address);
  return mails.map(({ attachments }) => attachments.map(({ filename, sha256 }) => ({ filename, sha256 })));
};
const requestTo = async (buyer: string) => {
  const requests = await desk.received(salesperson);
  const mine = requests.filter(({ text }) => text.includes(buyer));
  return mine.at(-1);
};
const drafts = () => desk.app.db.selectFrom('drafts').selectAll().orderBy('id').execute();

describe('attachments', () => {
  it('shows the approver the quotation and the data sheet, and sends the customer the same bytes', async () => {
    const buyer = 'anna@fjordkante.example';
    await sendFirstReply(desk, buyer);
    const [asked = []] = (await filesOf(salesperson)).filter((files) => files.length > 0);
    const [sent] = await filesOf(buyer);
    expect(sent?.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^Q-2026-\d+-v1\.pdf$/),
      'VB-500_data_sheet.pdf',
    ]);
    for (const file of sent ?? []) expect(asked).toContainEqual(file);
    const [mail] = await desk.received(buyer);
    expect(mail?.text).toMatch(/^Attached: quotation Q-2026-\d+ and data sheet VB-500$/m);
    const sheet = checksum(readFileSync(join(library(), 'datasheets/vb-500-en.pdf')));
    expect(sent?.[1]?.sha256).toBe(sheet);
    const [draft] = await drafts();
    expect(draft?.attachments.map(({ sha256 }) => sha256)).toEqual(sent?.map(({ sha256 }) => sha256));
  });

  it('sends nothing when a file has changed since it was approved, and asks again with what it is now', async () => {
    const buyer = 'bo@skagen.example';
    await desk.write({ from: buyer, subject: 'RFQ', text: 'Please quote 5,000 pcs TM-600 FOB Ningbo. Skagen Trading' });
    await desk.settle();
    const request = await requestTo(buyer);
    if (!request) throw new Error('nobody was asked');
    const path = join(library(), 'datasheets/tm-600-en.pdf');
    appendFileSync(path, '\n% another edition\n');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    const second = await requestTo(buyer);
    expect(second?.messageId).not.toBe(request.messageId);
    expect(second?.text).toMatch(/TM-600_data_sheet\.pdf \(18 kB, 随每份报价附上\)/);
    expect(second?.text).toContain('尚未发送：以下附件在您批准后有变动：TM-600_data_sheet.pdf');
    if (!second) throw new Error('nobody was asked again');
    await desk.answer(second, salesperson, '同意');
    await desk.settle();
    const [sent] = await filesOf(buyer);
    expect(sent?.at(-1)).toEqual({ filename: 'TM-600_data_sheet.pdf', sha256: checksum(readFileSync(path)) });
  });

  it('sends a proforma invoice to a buyer who accepts, and no bank details in words', async () => {
    const buyer = 'anna@fjordkante.example';
    const [reply] = await desk.received(buyer);
    if (!reply) throw new Error('no reply');
    await desk.answer(reply, buyer, 'We accept your offer. Please send the proforma invoice.');
    await desk.settle();
    const request = await requestTo(buyer);
    if (!request) throw new Error('nobody was asked');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    const mails = await desk.received(buyer);
    expect(mails.at(-1)?.attachments.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^PI-Q-2026-\d+-v1\.pdf$/),
    ]);
    expect(mails.at(-1)?.text).toContain('The proforma invoice is attached.');
    const { offer } = await desk.app.db
      .selectFrom('quotations')
      .select('offer')
      .orderBy('id')
      .executeTakeFirstOrThrow();
    if (offer.kind !== 'quotation') throw new Error('no quotation');
    for (const { total, deposit } of offer.schemes) {
      expect(deposit).toBe((Math.round(Number(total) * 30) / 100).toFixed(2));
      expect(mails.at(-1)?.text.replaceAll(',', '')).toContain(`- Deposit: USD ${deposit}`);
    }
    const bank = desk.app.config.company.bank;
    if (!bank) throw new Error('no bank');
    for (const raw of desk.server.inbox(buyer)) expect(raw.raw).not.toContain(bank.account);
  });

  it('reminds the owner once of a quotation that ends', async () => {
    const day = 86_400_000;
    const reminders = () =>
      desk.app.db
        .selectFrom('outgoing')
        .select(['recipient', 'subject'])
        .where('purpose', '=', 'quotation_expiry')
        .execute();
    await runStage(desk.app, sweep, 0);
    expect(await reminders()).toEqual([]);
    desk.clock.moveTo(new Date('2026-12-04T02:00:00Z'));
    for (const _ of [1, 2]) await runStage(desk.app, sweep, 0);
    const found = await reminders();
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(found.length);
    expect(found[0]?.recipient).toBe(salesperson);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + day));
    await runStage(desk.app, sweep, 0);
    expect(await reminders()).toHaveLength(found.length);
  });
});
