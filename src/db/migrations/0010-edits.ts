/** For learning from edits: what people change in the desk's drafts, without names and figures. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table edits (
    id bigint generated always as identity primary key,
    draft_id bigint not null references drafts,
    person text not null,
    template text not null,
    language text not null,
    at timestamptz not null,
    phrases jsonb not null,
    unique (draft_id, person)
  )`,
  `create index edits_by_template on edits (template, language)`,
  // A person's own text that goes before him once more is still his.
  `create index approvals_edited on approvals (inquiry_id) where status = 'edited'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
