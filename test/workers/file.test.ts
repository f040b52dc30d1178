import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { auditDesk, isClean } from '../../src/desk/audit.ts';
import { type Desk, deskAddress, openDesk } from '../support/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk({ env: { FILE_PROCESSED: 'Processed', FILE_NOT_INQUIRIES: 'Not inquiries' } });
});
afterAll(async () => {
  await desk.close();
});

async function filed(count: number): Promise<void> {
  for (;;) {
    const rows = await desk.app.db.selectFrom('messages').select('id').where('filed_to', 'is not', null).execute();
    if (rows.length >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

describe('moving handled mail', () => {
  it('puts each kind into its folder, after it has been stored; the audit still finds nothing missing', async () => {
    await desk.write({ from: 'buyer@fjordkante.example', subject: 'RFQ', text: '12,000 pcs VB-500 CIF Hamburg' });
    await desk.write({
      from: 'news@hausmesse.example',
      subject: 'Newsletter',
      text: 'View in browser. Visit our booth. You are receiving this email because you came in 2025.',
      headers: { 'List-Unsubscribe': '<https://hausmesse.example/u>', 'List-Id': '<news.hausmesse.example>' },
    });
    await filed(2);
    const subjects = (folder: string) =>
      desk.server.folder(deskAddress, folder).map((mail) => /^Subject: (.*)\r$/m.exec(mail.raw)?.[1]);
    expect(subjects('Processed')).toEqual(['RFQ']);
    expect(subjects('Not inquiries')).toEqual(['Newsletter']);
    expect(desk.server.inbox(deskAddress)).toEqual([]);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 3_600_000));
    expect(isClean(await auditDesk(desk.app))).toBe(true);
  });
});
