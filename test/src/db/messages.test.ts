import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { disposeMessage, intakeStore } from '../../../src/db/messages.ts';
import type { FetchedMail } from '../../../src/mail/intake-store.ts';
import { parseMail } from '../../../src/mail/parse.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

const now = new Date('2026-11-23T01:00:00Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});

async function mail(uid: number, body: string, header = ''): Promise<FetchedMail> {
  const raw = Buffer.from(
    `${header}From: a@b.example\r\nSubject: ${body}\r\nDate: Mon, 23 Nov 2026 01:00:00 +0000\r\nMessage-ID: <${body}@b.example>\r\n\r\n${body}\r\n`,
  );
  return { uid, receivedAt: now, raw, message: await parseMail(raw), error: null };
}

function store(mailbox: string) {
  return intakeStore(database.db, mailbox, () => now);
}

describe('intakeStore', () => {
  it('keeps mail and cursor together and never stores a UID twice', async () => {
    const desk = store('one@desk.example');
    await desk.begin('INBOX', { uidValidity: '7', lastUid: 0, startAt: now }, 3);
    const mails = [await mail(1, 'first'), await mail(2, 'second')];
    expect(await desk.save('INBOX', '7', mails, 2)).toHaveLength(2);
    expect(await desk.cursor('INBOX')).toEqual({ uidValidity: '7', lastUid: 2, startAt: now });
    expect(await desk.save('INBOX', '7', mails, 2)).toEqual([]);
    expect(await desk.save('INBOX', '7', [], 1)).toEqual([]);
    expect((await desk.cursor('INBOX'))?.lastUid).toBe(2);
  });

  it('rolls the cursor back with the mail that could not be stored', async () => {
    const desk = store('two@desk.example');
    await desk.begin('INBOX', { uidValidity: '7', lastUid: 0, startAt: now }, 0);
    const broken = { ...(await mail(2, 'broken')), receivedAt: new Date(Number.NaN) };
    await expect(desk.save('INBOX', '7', [await mail(1, 'whole'), broken], 2)).rejects.toThrow();
    expect((await desk.cursor('INBOX'))?.lastUid).toBe(0);
    const rows = await database.db
      .selectFrom('messages')
      .select('id')
      .where('mailbox', '=', 'two@desk.example')
      .execute();
    expect(rows).toEqual([]);
  });

  it('gives a copy a row of its own that points to the original, and routes it once', async () => {
    const desk = store('three@desk.example');
    await desk.begin('INBOX', { uidValidity: '7', lastUid: 0, startAt: now }, 0);
    const trace = 'Received: from elsewhere\r\nDelivered-To: three@desk.example\r\n';
    const [original] = await desk.save('INBOX', '7', [await mail(1, 'copied')], 1);
    expect(await desk.save('INBOX', '7', [await mail(2, 'copied', trace)], 2)).toEqual([]);
    const copy = await database.db
      .selectFrom('messages')
      .selectAll()
      .where('mailbox', '=', 'three@desk.example')
      .where('uid', '=', 2)
      .executeTakeFirstOrThrow();
    expect(copy).toMatchObject({ copy_of: original, disposition: 'duplicate', status: 'done', raw: null });
  });

  it('keeps two different mails with one Message-ID', async () => {
    const desk = store('four@desk.example');
    await desk.begin('INBOX', { uidValidity: '7', lastUid: 0, startAt: now }, 0);
    const first = await mail(1, 'same-id');
    const raw = Buffer.from(first.raw.toString().replace(/same-id\r\n$/, 'another body\r\n'));
    const second = { ...first, uid: 2, raw, message: await parseMail(raw) };
    expect(await desk.save('INBOX', '7', [first, second], 2)).toHaveLength(2);
  });

  it('after a change of UIDVALIDITY knows the mails again that it has, and takes the new one', async () => {
    const desk = store('five@desk.example');
    await desk.begin('INBOX', { uidValidity: '7', lastUid: 0, startAt: now }, 0);
    await desk.save('INBOX', '7', [await mail(1, 'known-1'), await mail(2, 'known-2')], 2);
    await desk.begin('INBOX', { uidValidity: '8', lastUid: 0, startAt: now }, 0);
    const again = [await mail(1, 'known-1'), await mail(2, 'known-2'), await mail(3, 'in-the-gap')];
    expect(await desk.save('INBOX', '8', again, 3)).toHaveLength(1);
    expect(await desk.cursor('INBOX')).toMatchObject({ uidValidity: '8', lastUid: 3 });
  });

  it('stores what could not be parsed, with the reason', async () => {
    const desk = store('six@desk.example');
    await desk.begin('INBOX', { uidValidity: '7', lastUid: 0, startAt: now }, 0);
    const unreadable = { uid: 1, receivedAt: now, raw: Buffer.from([0xff, 0x00]), message: null, error: 'not a mail' };
    expect(await desk.save('INBOX', '7', [unreadable], 1)).toHaveLength(1);
  });

  it('a message gets its disposition once', async () => {
    const desk = store('seven@desk.example');
    await desk.begin('INBOX', { uidValidity: '7', lastUid: 0, startAt: now }, 0);
    const [id] = await desk.save('INBOX', '7', [await mail(1, 'disposed')], 1);
    const outcome = { from: 'stored', to: 'done', disposition: 'inquiry' } as const;
    expect(await disposeMessage(database.db, Number(id), outcome)).toBe(true);
    expect(await disposeMessage(database.db, Number(id), { ...outcome, disposition: 'bounce' })).toBe(false);
  });
});
