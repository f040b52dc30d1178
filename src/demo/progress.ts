/** What has become of each mail the demo delivered, read from the database for the table. */
import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { Offer } from '../model/quotation.ts';
import type { Column } from './screen.ts';

export const columns: readonly Column[] = [
  { title: 'What came in', width: 40 },
  { title: 'What the desk made of it', width: 30 },
  { title: 'Our price', width: 20 },
  { title: 'Salesperson', width: 16 },
  { title: 'Customer got', width: 12 },
  { title: 'Follow-up', width: 15 },
];

type Row = {
  message_id: string | null;
  disposition: string | null;
  detail: Record<string, unknown>;
  inquiry_no: string | null;
  class: string | null;
  score: string | null;
  language: string | null;
  status: string | null;
  offer: Offer | null;
  answers: string | null;
  mails: number;
  due_at: Date | null;
  follow_up: string | null;
};

/** The cells after the first, by the Message-ID of the mail. */
export async function readProgress(db: Db, messageIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<Row>`
    select m.message_id, m.disposition, m.detail, i.inquiry_no, i.class, i.triage->>'score' as score, i.language, i.status,
      (select offer from quotations q where q.inquiry_id = i.id order by version desc limit 1) as offer,
      (select string_agg(substr(e.kind, 10), ', ' order by e.id) from events e
        where e.inquiry_id = i.id and e.kind like 'decision\\_%') as answers,
      (select count(*)::int from outgoing o
        where o.inquiry_id = i.id and o.audience = 'customer' and o.status = 'sent') as mails,
      f.due_at, f.status as follow_up
    from messages m
    left join inquiries i on i.message_id = m.id
    left join lateral (select * from follow_ups f where f.inquiry_id = i.id order by id desc limit 1) f on true
    where m.message_id in (${sql.join(messageIds)})`.execute(db);
  return new Map(rows.map((row) => [row.message_id ?? '', cellsOf(row)]));
}

function cellsOf(row: Row): string[] {
  if (row.inquiry_no === null) {
    const category = typeof row.detail.category === 'string' ? `: ${row.detail.category.replaceAll('_', ' ')}` : '';
    const found = row.disposition === null ? '' : `${row.disposition.replaceAll('_', ' ')}${category}, no reply`;
    return [found, '', '', '', ''];
  }
  const read = row.class ? ` ${row.class} ${row.score} (${row.language})` : '';
  const followUp = row.due_at ? `${row.follow_up} ${row.due_at.toISOString().slice(5, 10)}` : '';
  const mails = row.mails === 0 ? '' : `${row.mails} mail${row.mails === 1 ? '' : 's'}`;
  return [`${row.inquiry_no.slice(-3)}${read}`, priceOf(row.offer), row.answers ?? '', mails, followUp];
}

function priceOf(offer: Offer | null): string {
  if (offer?.kind === 'quotation') {
    const [scheme] = offer.schemes;
    return scheme ? `${scheme.incoterm} ${scheme.place} ${scheme.lines[0]?.unitPrice}` : '';
  }
  if (offer?.kind === 'range') return `${offer.incoterm} ${offer.lines[0]?.lowest}-${offer.lines[0]?.highest}`;
  return offer ? 'no price yet' : '';
}
