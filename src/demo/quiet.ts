/** Waits until the desk has nothing left to do at this hour. */
import { sql } from 'kysely';
import type { App } from '../app.ts';
import { inquiryStages } from '../lifecycle.ts';

/** Rows that some worker still has to look at, now; what the sweep finds by its time is not among them. */
async function openWork({ db, clock }: App): Promise<number> {
  const { rows } = await sql<{ open: number }>`select (
      (select count(*) from messages where status <> 'done' and failure is null)
      + (select count(*) from inquiries where status in (${sql.join(Object.keys(inquiryStages))}) and failure is null)
      + (select count(*) from drafts where status = 'drafted' and failure is null)
      + (select count(*) from outgoing where status in ('queued', 'sending') and not_before <= ${clock.now()})
      + (select count(*) from outgoing where audience = 'customer' and status = 'sent' and filed_at is null
          and filing_failure is null)
    )::int as open`.execute(db);
  return rows[0]?.open ?? 0;
}

/**
 * Resolves when `delivered()` mails have been stored and nothing has been open for a moment.
 * @throws after `limitMs` with what is still open
 */
export async function untilQuiet(
  app: App,
  delivered: () => number,
  onTick: () => Promise<void>,
  limitMs = 60_000,
): Promise<void> {
  const started = performance.now();
  let calm = 0;
  while (calm < 3) {
    await new Promise((resolve) => setTimeout(resolve, 120));
    await onTick();
    const [rows, stored] = await Promise.all([openWork(app), countStored(app)]);
    // Which waiting draft is looked at again is in the queue alone.
    const open = rows > 0 ? rows : ((await app.queues.depths()).escalate ?? 0);
    calm = open === 0 && stored >= delivered() ? calm + 1 : 0;
    if (performance.now() - started > limitMs) {
      throw new Error(`the desk did not come to rest: ${open} rows open, ${stored} of ${delivered()} mails stored`);
    }
  }
}

async function countStored({ db }: App): Promise<number> {
  const row = await db.selectFrom('messages').select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow();
  return row.count;
}
