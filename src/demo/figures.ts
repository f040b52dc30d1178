/** Counts what the demo did, from the mailboxes and the database, and compares it with what the sample set must give. */
import { sql } from 'kysely';
import type { App } from '../app.ts';
import type { MailServer } from './mail-server.ts';

export type Figures = {
  messages: number;
  inquiries: number;
  drafts: number;
  approved: number;
  repliesSent: number;
  reminders: number;
  lost: number;
};

/** `lost`: mails in the desk's mailbox without exactly one routed row, and inquiries a stage has given up on. */
export async function countFigures({ db }: App, server: MailServer, desk: string): Promise<Figures> {
  const inMailbox = server.inbox(desk).map((mail) => mail.uid);
  const { rows } = await sql<Omit<Figures, 'lost'> & { stuck: number }>`select
      (select count(*)::int from messages) as messages,
      (select count(*)::int from inquiries) as inquiries,
      (select count(*)::int from drafts) as drafts,
      (select count(*)::int from approvals where status in ('approved', 'edited')) as approved,
      (select count(*)::int from outgoing where audience = 'customer' and status = 'sent' and purpose <> 'follow_up')
        as "repliesSent",
      (select count(*)::int from drafts where purpose = 'follow_up') as reminders,
      (select count(*)::int from inquiries where failure is not null) as stuck`.execute(db);
  const routed = await db.selectFrom('messages').select('uid').where('disposition', 'is not', null).execute();
  const uids = routed.map((row) => row.uid);
  const missing = inMailbox.filter((uid) => uids.filter((candidate) => candidate === uid).length !== 1).length;
  if (!rows[0]) throw new Error('the database gave no figures');
  const { stuck, ...figures } = rows[0];
  return { ...figures, lost: missing + stuck };
}

export function closingLine(figures: Figures): string {
  return (
    `demo: ${figures.messages} messages, ${figures.inquiries} inquiries, ${figures.drafts} drafts, ` +
    `${figures.approved} approved, ${figures.repliesSent} replies sent, ${figures.reminders} reminders, ${figures.lost} lost`
  );
}

/** One sentence for each figure that is not what it must be. */
export function wrongFigures(found: Figures, expected: Figures): string[] {
  return (Object.keys(expected) as (keyof Figures)[])
    .filter((name) => found[name] !== expected[name])
    .map((name) => `${name}: ${found[name]} instead of ${expected[name]}`);
}

/** Everybody outside who has received a mail. */
export async function customersOf({ db }: App): Promise<string[]> {
  const rows = await db
    .selectFrom('outgoing')
    .select('recipient')
    .distinct()
    .where('audience', '=', 'customer')
    .execute();
  return rows.map((row) => row.recipient);
}
