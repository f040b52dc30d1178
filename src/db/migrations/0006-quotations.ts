/** For quotations in versions: when one was sent, what it earns, and that nothing changes what a customer holds. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table quotations add column sent_at timestamptz`,
  `alter table quotations add column margins jsonb not null default '[]'`,
  `alter table quotations add column hints jsonb not null default '[]'`,
  // An earlier version gave every version a number of its own; such rows keep theirs.
  `create function keep_sent_quotation() returns trigger language plpgsql as $$
  begin
    if old.sent_at is not null and (
      new.inquiry_id, new.version, new.quote_no, new.offer, new.trace, new.missing, new.below_floor, new.sent_at
    ) is distinct from (
      old.inquiry_id, old.version, old.quote_no, old.offer, old.trace, old.missing, old.below_floor, old.sent_at
    ) then
      raise exception 'quotation % was sent and cannot be changed', old.id;
    end if;
    return new;
  end $$`,
  `create trigger keep_sent_quotation before update on quotations
    for each row execute function keep_sent_quotation()`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
