import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { readDailyList } from '../../../src/db/waiting.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const { db } = database;
  // Eight mails of the day before, one of them a copy, one our own, and two of other days.
  for (const [id, at, disposition, copy] of [
    [1, '2026-11-23T01:00:00Z', 'inquiry', null],
    [2, '2026-11-23T02:00:00Z', 'inquiry', null],
    [3, '2026-11-23T03:00:00Z', 'not_inquiry', null],
    [4, '2026-11-23T04:00:00Z', null, null],
    [5, '2026-11-23T05:00:00Z', 'own_mail', null],
    [6, '2026-11-23T06:00:00Z', 'duplicate', 1],
    [7, '2026-11-22T15:59:59Z', 'inquiry', null],
    [8, '2026-11-23T16:00:00Z', 'inquiry', null],
  ] as const) {
    await sql`insert into messages (mailbox, folder, uid_validity, uid, checksum, copy_of, received_at, stored_at, status,
      disposition, raw) values ('a@b.example', 'INBOX', '1', ${id}, ${`c${copy ?? id}`}, ${copy}, ${at}, ${at}, ${disposition ? 'done' : 'stored'}, ${disposition}, '')`.execute(
      db,
    );
  }
  await sql`insert into contacts (email, name, first_seen, last_seen)
    values ('buyer@c.example', 'Buyer', now(), now()), ('message-9@hidden-by-platform.invalid', null, now(), now())`.execute(
    db,
  );
  for (const [no, message, contact, status, reason, received, category] of [
    ['A', 1, 1, 'awaiting_approval', null, '2026-11-23T01:00:00Z', 'high'],
    ['B', 2, 1, 'replied', null, '2026-11-23T02:00:00Z', 'high'],
    ['C', 7, 2, 'needs_review', 'no_address', '2026-11-23T03:00:00Z', null],
    ['D', 8, 1, 'needs_review', 'complaint', '2026-11-20T03:00:00Z', 'low'],
  ] as const) {
    await sql`insert into inquiries (inquiry_no, message_id, contact_id, status, status_at, status_reason, owner, channel,
      note, subject, text, received_at, class, thread, stated, platform_url) values (${no}, ${message}, ${contact},
      ${status}, ${received}, ${reason}, 'o@b.example', 'alibaba', '', 'S', 't', ${received}, ${category}, '[]',
      '{"name": "Kofi Mensah", "company": null}', 'https://p.example/1')`.execute(db);
  }
  for (const [inquiry, version, status] of [
    [1, 1, 'awaiting_approval'],
    [2, 1, 'sent'],
  ] as const) {
    await sql`insert into drafts (inquiry_id, version, purpose, status, status_at, language, subject, text, recipient,
      answers_message_id, warnings) values (${inquiry}, ${version}, 'reply', ${status}, now(), 'en', 'Re: S', 't',
      'buyer@c.example', 1, '[]')`.execute(db);
  }
  for (const [draft, inquiry, status, hash, decided] of [
    [1, 1, 'open', 'h1', null],
    [2, 2, 'edited', 'h2', '2026-11-23T02:30:00Z'],
    [2, 2, 'rejected', 'h3', '2026-11-23T02:20:00Z'],
    [2, 2, 'superseded', 'h4', '2026-11-23T02:20:00Z'],
    [2, 2, 'approved', 'h5', '2026-11-22T02:20:00Z'],
  ] as const) {
    await sql`insert into approvals (draft_id, inquiry_id, approver, token_hash, status, requested_at, expires_at, decided_at)
      values (${draft}, ${inquiry}, 'o@b.example', ${hash}, ${status}, '2026-11-23T01:05:00Z', now(), ${decided})`.execute(
      db,
    );
  }
  await sql`insert into events (at, inquiry_id, kind, detail) values (now(), 1, 'waiting_remind', '{"draftId": 1}')`.execute(
    db,
  );
  await sql`insert into outgoing (audience, purpose, dedupe_key, draft_id, approval_id, recipient, subject, message_id, raw,
    status, not_before, sent_at, created_at) values ('customer', 'reply', 'k1', 2, 2, 'b', 's', 'm1', '', 'sent', now(),
    '2026-11-23T02:31:00Z', now()), ('team', 'digest', 'k2', null, null, 'b', 's', 'm2', '', 'sent', now(),
    '2026-11-23T02:31:00Z', now())`.execute(db);
  await sql`insert into follow_ups (inquiry_id, step, template, due_at, status, created_at) values
    (2, 1, 'g1', '2026-11-24T03:00:00Z', 'scheduled', now()), (4, 2, 'g2', '2026-11-25T03:00:00Z', 'scheduled', now())`.execute(
    db,
  );
});
afterAll(async () => {
  await database.close();
});

const read = (more: Partial<Parameters<typeof readDailyList>[1]> = {}) =>
  readDailyList(database.db, {
    until: new Date('2026-11-24T16:00:00Z'),
    platformsSince: new Date('2026-11-16T16:00:00Z'),
    figuresOf: [new Date('2026-11-22T16:00:00Z'), new Date('2026-11-23T16:00:00Z')],
    keys: ['k2', 'k3'],
    ...more,
  });

describe('readDailyList', () => {
  it('finds what waits, what is due, who is to be answered elsewhere, and which lists have gone out', async () => {
    const { waiting, followUps, platforms, sent } = await read();
    expect(waiting).toEqual([
      {
        inquiryNo: 'A',
        approver: 'o@b.example',
        class: 'high',
        customer: 'Buyer',
        subject: 'Re: S',
        since: new Date('2026-11-23T01:05:00Z'),
        overdue: true,
      },
    ]);
    expect(followUps).toEqual([
      { inquiryNo: 'B', owner: 'o@b.example', customer: 'Buyer', dueAt: new Date('2026-11-24T03:00:00Z') },
    ]);
    expect(platforms).toEqual([
      {
        inquiryNo: 'C',
        owner: 'o@b.example',
        customer: 'Kofi Mensah',
        channel: 'alibaba',
        url: 'https://p.example/1',
        since: new Date('2026-11-23T03:00:00Z'),
      },
    ]);
    expect([...sent]).toEqual(['k2']);
  });

  it('counts what came and went between two instants', async () => {
    const { figures } = await read();
    expect(figures).toEqual({ received: 4, inquiries: { high: 2, '': 1 }, approved: 1, rejected: 1, sent: 1 });
  });

  it('has an answer for a desk without a team and without yesterday', async () => {
    const never = new Date('2020-01-01T00:00:00Z');
    const list = await read({
      until: never,
      platformsSince: new Date('2030-01-01'),
      figuresOf: [never, never],
      keys: [],
    });
    expect(list).toMatchObject({ followUps: [], platforms: [], figures: { received: 0, inquiries: {}, sent: 0 } });
    expect(list.sent.size).toBe(0);
  });
});
