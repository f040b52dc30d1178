/** The sanctions lists the owner has loaded, what of a customer is found on them, and what a person has ruled out. */
import { sql } from 'kysely';
import type { ListedName, SanctionsList, SanctionsMatch, Screening } from '../model/sanctions.ts';
import type { Db } from './connect.ts';
import { addEvent } from './events.ts';

/** A name of a list and what it is looked up by. */
export type KeyedName = ListedName & { key: string };

/** Rows of one insert. */
const BATCH = 1000;
const MOST_MATCHES = 20;

export function loadedLists(db: Db): Promise<(SanctionsList & { names: number })[]> {
  return db
    .selectFrom('sanctions_lists')
    .select(['source', 'title', 'date', 'sha256', 'names'])
    .orderBy('source')
    .execute();
}

/**
 * Puts the list in the place of the one before it of the same source; `names` are taken as they come.
 * @returns how many names it holds
 * @throws Error when it holds none: an empty list would clear everybody
 */
export async function replaceList(
  trx: Db,
  { source, title, date, sha256, file }: SanctionsList & { file: string },
  names: AsyncIterable<KeyedName>,
  at: Date,
): Promise<number> {
  await trx.deleteFrom('sanctions_lists').where('source', '=', source).execute();
  const { id } = await trx
    .insertInto('sanctions_lists')
    .values({ source, title, date, sha256, file, names: 0, imported_at: at })
    .returning('id')
    .executeTakeFirstOrThrow();
  let count = 0;
  let batch: KeyedName[] = [];
  const write = async () => {
    if (batch.length === 0) return;
    const column = (of: keyof KeyedName) => batch.map((name) => name[of]);
    await sql`insert into sanctions_names (list_id, entry, name, kind, key)
      select ${id}, * from unnest(${column('entry')}::text[], ${column('name')}::text[], ${column('kind')}::text[],
        ${column('key')}::text[])`.execute(trx);
    count += batch.length;
    batch = [];
  };
  for await (const name of names) {
    batch.push(name);
    if (batch.length === BATCH) await write();
  }
  await write();
  if (count === 0) throw new Error(`${file} holds no names`);
  await trx.updateTable('sanctions_lists').set({ names: count }).where('id', '=', id).execute();
  return count;
}

/** @param names the customer's names with the keys of each, without those that say nothing */
export async function screenNames(
  db: Db,
  contactId: number,
  names: readonly { name: string; key: string }[],
): Promise<Screening> {
  const loaded = await loadedLists(db);
  const lists = loaded.map(({ source, title, date, sha256 }) => ({ source, title, date, sha256 }));
  if (lists.length === 0 || names.length === 0) return { status: 'not_checked', matches: [], lists };
  const rows = await db
    .selectFrom('sanctions_names as listed')
    .innerJoin('sanctions_lists as list', 'list.id', 'listed.list_id')
    .select(['list.source', 'list.title', 'list.date', 'list.sha256', 'listed.entry', 'listed.name', 'listed.key'])
    .where(
      'listed.key',
      'in',
      names.map(({ key }) => key),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('sanctions_releases as released')
            .select('released.entry')
            .where('released.contact_id', '=', contactId)
            .whereRef('released.source', '=', 'list.source')
            .whereRef('released.entry', '=', 'listed.entry')
            .whereRef('released.key', '=', 'listed.key'),
        ),
      ),
    )
    .orderBy('list.source')
    .orderBy('listed.entry')
    .limit(MOST_MATCHES)
    .execute();
  const matches = rows.map(
    ({ name, ...row }): SanctionsMatch => ({
      ...row,
      listed: name,
      screened: names.find(({ key }) => key === row.key)?.name ?? '',
    }),
  );
  return { status: matches.length > 0 ? 'possible_match' : 'clear', matches, lists };
}

/** Writes down that a customer was compared, with which lists in which version, and what was found. */
export async function recordScreening(
  trx: Db,
  { contactId, inquiryId }: { contactId: number; inquiryId: number },
  { status, matches, lists }: Screening,
  at: Date,
): Promise<void> {
  await trx
    .updateTable('contacts')
    .set({ sanctions_status: status, sanctions_checked_at: at })
    .where('id', '=', contactId)
    .execute();
  const detail = {
    status,
    matches: matches.map(({ source, entry, date, sha256 }) => ({ source, entry, date, sha256 })),
    lists: lists.map(({ source, date, sha256 }) => ({ source, date, sha256 })),
  };
  await addEvent(trx, { kind: 'sanctions_screened', at, inquiryId, detail });
}

/** A person has looked: this customer is none of these entries. Another entry, or another name of his, is asked anew. */
export async function releaseMatches(
  trx: Db,
  contactId: number,
  matches: readonly SanctionsMatch[],
  by: { person: string; reason: string; messageId: number | null; at: Date },
): Promise<void> {
  if (matches.length === 0) return;
  const rows = matches.map(({ source, entry, key }) => ({
    contact_id: contactId,
    source,
    entry,
    key,
    released_by: by.person,
    reason: by.reason,
    message_id: by.messageId,
    released_at: by.at,
  }));
  await trx
    .insertInto('sanctions_releases')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
