/** The people who write to us and the organisations they write for. */
import { sql } from 'kysely';
import type { Background, ContactFacts } from '../model/inquiry.ts';
import type { Mailbox } from '../model/message.ts';
import type { Db } from './connect.ts';
import type { Row } from './schema.ts';

/** The contact with this address, made if he is new. A name once known is not overwritten by an empty one. */
export async function meetContact(db: Db, mailbox: Mailbox, at: Date): Promise<number> {
  const row = await db
    .insertInto('contacts')
    .values({ email: mailbox.address, name: mailbox.name || null, first_seen: at, last_seen: at })
    .onConflict((conflict) =>
      conflict.column('email').doUpdateSet({
        last_seen: at,
        name: sql`coalesce(excluded.name, contacts.name)`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Writes down what the background check found; the organisation is known by its mail domain. */
export async function recordBackground(
  db: Db,
  contactId: number,
  found: { background: Background; facts: ContactFacts; language: string; at: Date },
): Promise<void> {
  const { background, facts, language, at } = found;
  const customerId =
    background.emailKind === 'corporate' && background.domain
      ? await meetCustomer(db, found, background.domain, at)
      : null;
  await db
    .updateTable('contacts')
    .set({
      name: sql`coalesce(${facts.name}, name)`,
      phone: sql`coalesce(${facts.phone}, phone)`,
      country: sql`coalesce(${background.country}, country)`,
      language,
      customer_id: sql`coalesce(${customerId}::bigint, customer_id)`,
    })
    .where('id', '=', contactId)
    .execute();
}

async function meetCustomer(
  db: Db,
  { background, facts }: { background: Background; facts: ContactFacts },
  domain: string,
  at: Date,
): Promise<number> {
  const row = await db
    .insertInto('customers')
    .values({
      domain,
      name: facts.company,
      country: background.country,
      website: background.website,
      competitor: background.competitor,
      first_contact_at: at,
    })
    .onConflict((conflict) =>
      conflict.column('domain').doUpdateSet({
        name: sql`coalesce(customers.name, excluded.name)`,
        country: sql`coalesce(customers.country, excluded.country)`,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** A person of ours has set who the customer is; that stands above what was read first. */
export async function renameCustomer(
  db: Db,
  contactId: number,
  set: { name?: string | null; country?: string | null },
): Promise<void> {
  await db
    .updateTable('customers')
    .set({ name: sql`coalesce(${set.name ?? null}, name)`, country: sql`coalesce(${set.country ?? null}, country)` })
    .where('id', '=', (where) =>
      where.selectFrom('contacts').select('customer_id').where('contacts.id', '=', contactId),
    )
    .execute();
}

/** The contact asked not to be written to any more: no follow-up will reach him. */
export async function suppressContact(db: Db, contactId: number, at: Date): Promise<void> {
  await db
    .updateTable('contacts')
    .set({ suppressed_at: at })
    .where('id', '=', contactId)
    .where('suppressed_at', 'is', null)
    .execute();
}

export function contactById(db: Db, id: number): Promise<Row<'contacts'> | undefined> {
  return db.selectFrom('contacts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The same by address: of those that are no contacts of ours nothing is recorded. */
export async function suppressAddresses(db: Db, addresses: readonly string[], at: Date): Promise<void> {
  if (addresses.length === 0) return;
  await db
    .updateTable('contacts')
    .set({ suppressed_at: at })
    .where('email', 'in', addresses)
    .where('suppressed_at', 'is', null)
    .execute();
}
