/** Stage price on a real database: versions under one number, and nothing that changes what a customer holds. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createQuotation, markQuotationSent, quotationsEnding } from '../../src/db/quotations.ts';
import { priceInquiry } from '../../src/prepare/price.ts';
import { price } from '../../workers/price.ts';
import { runStage } from '../../workers/run-stage.ts';
import { facts, item } from '../src/prepare/worked-example.ts';
import { type Desk, openDesk } from '../support/desk.ts';

let desk: Desk;
let serial = 0;

beforeAll(async () => {
  desk = await openDesk({ parts: [] });
});
afterAll(async () => {
  await desk.close();
});

/** An inquiry that has been read and whose sender has been looked at. */
async function enriched(given: ReturnType<typeof facts>): Promise<number> {
  serial += 1;
  const { db } = desk.app;
  const at = desk.clock.now();
  const message = await db
    .insertInto('messages')
    .values({
      mailbox: 'm',
      folder: 'INBOX',
      uid_validity: '1',
      uid: serial,
      checksum: String(serial),
      raw: Buffer.from(''),
      received_at: at,
      stored_at: at,
      status: 'done',
      disposition: 'inquiry',
      detail: '{}',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const contact = await db
    .insertInto('contacts')
    .values({ email: `buyer${serial}@b.example`, first_seen: at, last_seen: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  const inquiry = await db
    .insertInto('inquiries')
    .values({
      inquiry_no: `INQ-${serial}`,
      message_id: message.id,
      contact_id: contact.id,
      status: 'enriched',
      status_at: at,
      owner: 'o',
      channel: 'email',
      note: '',
      subject: '',
      text: '',
      received_at: at,
      facts: JSON.stringify(given),
      thread: '[]',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return inquiry.id;
}

const versionsOf = (inquiryId: number) =>
  desk.app.db.selectFrom('quotations').selectAll().where('inquiry_id', '=', inquiryId).orderBy('version').execute();
const priceOf = (quantity: string | null) => {
  const { catalogue, pricing } = desk.app.config;
  return priceInquiry({ facts: facts([item('VB-500', quantity)]), catalogue, pricing, today: '2026-11-23' });
};

describe('stage price', () => {
  it('prices an inquiry, keeps offer and calculation apart, and hands it on', async () => {
    const id = await enriched(facts([item('VB-500', '12000')], 'CIF'));
    await runStage(desk.app, price, id);
    const [stored, ...others] = await versionsOf(id);
    expect(others).toEqual([]);
    expect(stored).toMatchObject({ version: 1, status: 'draft', below_floor: false, missing: [], sent_at: null });
    expect(stored?.quote_no).toMatch(/^Q-2026-\d{4}$/);
    expect(stored?.offer).toMatchObject({ kind: 'quotation', currency: 'USD' });
    expect(JSON.stringify(stored?.offer)).not.toContain('20.34');
    expect(JSON.stringify(stored?.trace)).toContain('20.34 + 9.04 + 4.52');
    expect(stored?.margins[0]).toMatchObject({ scheme: 'CIF Hamburg', belowFloor: false });
    const { status } = await desk.app.db
      .selectFrom('inquiries')
      .select('status')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(status).toBe('priced');
    // The row has moved on: a second run changes nothing.
    await runStage(desk.app, price, id);
    expect(await versionsOf(id)).toHaveLength(1);
  });
});

describe('quotations', () => {
  it('keep their number through versions; a sent one cannot be changed', async () => {
    const { db } = desk.app;
    const at = desk.clock.now();
    const inquiryId = await enriched(facts([]));
    await createQuotation(db, inquiryId, priceOf(null), at);
    const first = await createQuotation(db, inquiryId, priceOf('12000'), at);
    await markQuotationSent(db, first, at);
    await markQuotationSent(db, first, new Date(at.getTime() + 1000));
    const change = db.updateTable('quotations').set({ offer: '{"kind":"none"}' }).where('id', '=', first).execute();
    await expect(change).rejects.toThrow(/was sent and cannot be changed/);
    await createQuotation(db, inquiryId, priceOf('5000'), at);
    const second = await createQuotation(db, inquiryId, priceOf('6000'), at);
    expect((await versionsOf(inquiryId)).map(({ version, status }) => `${version} ${status}`)).toEqual([
      '1 superseded',
      '2 sent',
      '3 superseded',
      '4 draft',
    ]);
    await markQuotationSent(db, second, at);
    const rows = await versionsOf(inquiryId);
    expect(rows.map(({ status }) => status)).toEqual(['superseded', 'superseded', 'superseded', 'sent']);
    expect(rows[1]?.sent_at).toEqual(at);
    expect(new Set(rows.slice(1).map((row) => row.quote_no)).size).toBe(1);
    expect(rows[0]?.quote_no).toBeNull();
    const ending = (from: string, until: string) => quotationsEnding(db, from, until);
    expect(await ending('2026-12-07', '2026-12-07')).toEqual([
      expect.objectContaining({ id: second, version: 4, validUntil: '2026-12-07' }),
    ]);
    expect(await ending('2026-11-23', '2026-12-06')).toEqual([]);
  });
});
