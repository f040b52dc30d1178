/** For screening customers: the lists the owner has loaded, what they name, and which likenesses a person has ruled out. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table sanctions_lists (
    id bigint generated always as identity primary key,
    source text not null unique,
    title text not null,
    date text not null,
    sha256 text not null,
    file text not null,
    names integer not null,
    imported_at timestamptz not null
  )`,
  `create table sanctions_names (
    list_id bigint not null references sanctions_lists on delete cascade,
    entry text not null,
    name text not null,
    kind text not null,
    key text not null
  )`,
  `create index sanctions_names_by_key on sanctions_names (key)`,
  `create index sanctions_names_by_list on sanctions_names (list_id)`,
  `create table sanctions_releases (
    contact_id bigint not null references contacts,
    source text not null,
    entry text not null,
    key text not null,
    released_by text not null,
    reason text not null,
    message_id bigint references messages,
    released_at timestamptz not null,
    primary key (contact_id, source, entry, key)
  )`,
  `alter table contacts
    add column sanctions_status text not null default 'not_checked',
    add column sanctions_checked_at timestamptz`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
