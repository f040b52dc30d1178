import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { otherCustomersIn } from '../../../src/db/other-customers.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
const MANY = 15_000;

beforeAll(async () => {
  database = await openTestDatabase();
  const { db } = database;
  await sql`insert into customers (domain, name, first_contact_at) values
    ('own.example', 'Own Trading Ltd', now()), ('nordwind.example', 'Nordwind Ausrüstung AG', now()),
    ('sh.example', '上海明达贸易有限公司', now()), ('hi.example', 'Hi!', now()),
    ('q.example', '«Заря» ООО', now())`.execute(db);
  await sql`insert into contacts (email, name, customer_id, first_seen, last_seen) values
    ('me@own.example', 'Anna Own', 1, now(), now()), ('mate@own.example', 'Bert Mate', 1, now(), now()),
    ('kofi@x.example', 'Kofi Mensah', null, now(), now()), ('li@sh.example', '李明', 3, now(), now()),
    ('wang@sh.example', '王小明', 3, now(), now()), ('thu@x.example', 'Thủy', null, now(), now())`.execute(db);
  await sql`insert into customers (domain, name, first_contact_at)
    select 'c' || i || '.example', 'Company ' || md5(i::text), now() from generate_series(1, ${sql.raw(String(MANY))}) i`.execute(
    db,
  );
  await sql`insert into contacts (email, name, first_seen, last_seen)
    select 'p' || i || '@' || md5(i::text), 'Person ' || md5(i::text), now(), now()
    from generate_series(1, ${sql.raw(String(MANY))}) i`.execute(db);
  await sql`insert into messages (mailbox, folder, uid_validity, uid, checksum, received_at, stored_at, status, raw)
    values ('a', 'b', '1', 1, 'c', now(), now(), 'stored', ''),
    ('a', 'b', '1', 2, 'd', now(), now(), 'stored', '')`.execute(db);
  for (const [number, contact, message] of [
    ['INQ-2026-000123', 1, 1],
    ['INQ-2026-000124', 3, 2],
  ] as const) {
    await sql`insert into inquiries (inquiry_no, message_id, contact_id, status, status_at, owner, channel, note, subject,
      text, received_at, thread) values (${number}, ${message}, ${contact}, 'replied', now(), 'o', 'email', '', '', '', now(), '[]')`.execute(
      db,
    );
  }
  await sql`insert into quotations (inquiry_id, version, quote_no, status, offer, missing, below_floor, trace, created_at)
    values (2, 1, 'Q26/77', 'sent', '{"kind": "none"}', '[]', false, '[]', now())`.execute(db);
  await sql`analyze`.execute(db);
});
afterAll(async () => {
  await database.close();
});

const found = async (text: string) =>
  (await otherCustomersIn(database.db, text, { id: 1, contact_id: 1 })).map(({ kind, name }) => `${kind} ${name}`);

describe('otherCustomersIn', () => {
  it.each([
    ['As we wrote to NORDWIND Ausrüstung AG, we can.', ['company Nordwind Ausrüstung AG']],
    ['(Nordwind Ausrüstung AG)', ['company Nordwind Ausrüstung AG']],
    ['Dear Kofi Mensah,', ['person Kofi Mensah']],
    ['正如我们告诉上海明达贸易有限公司的王小明的', ['company 上海明达贸易有限公司', 'person 王小明']],
    ['write to <kofi@x.example>.', ['address kofi@x.example']],
    ['see [INQ-2026-000124] and Q26/77!', ['number INQ-2026-000124', 'number Q26/77']],
    ['报价Q26/77号', ['number Q26/77']],
    ['Dear Thủy,', ['person Thủy']],
    ['Наш клиент «Заря» ООО', ['company «Заря» ООО']],
    ['Say Hi! to them', ['company Hi!']],
    // His own, his company's and his colleagues' are his.
    ['Anna Own, Bert Mate, Own Trading Ltd, me@own.example, INQ-2026-000123', []],
    ['Nordwind blows from the north', []],
    ['', []],
  ])('%s', async (text, names) => {
    expect((await found(text)).toSorted()).toEqual(names.toSorted());
  });

  it('does not look at everybody, and costs little on a long letter', async () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `w${index * 7919}`).join(' ');
    const from = performance.now();
    expect(await found(`${words} Kofi Mensah`)).toEqual(['person Kofi Mensah']);
    expect(performance.now() - from).toBeLessThan(8000);
    const short = performance.now();
    await found('Dear Kofi Mensah, thank you for your inquiry. Company and Person are words of it too.');
    expect(performance.now() - short).toBeLessThan(1000);
  });
});
