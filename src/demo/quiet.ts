/** Waits until the desk has nothing left to do at this hour. */
import { sql } from 'kysely';
import type { App } from '../app.ts';
import { inquiryStages } from '../lifecycle.ts';

const TICK_MS = 50;
/** So often in a row nothing may be open. */
const CALM = 2;
/** Between two stages no row is open for a moment. */
const CALM_WITHOUT_JOBS = 8;
/** Of a service without its scheduler, whose next run would always be waiting. */
async function openJobs({ queues }: App): Promise<number> {
  return Object.values(await queues.depths()).reduce((sum, depth) => sum + depth, 0);
}

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

/** `openJobs`: whether jobs count too; those of a process that was killed stay open for half a minute. */
export type QuietOptions = { onTick?: () => Promise<void>; limitMs?: number; openJobs?: boolean };

/**
 * Resolves when `delivered()` mails have been stored and nothing has been open for a moment.
 * @throws after `limitMs` with what is still open
 */
export async function untilQuiet(app: App, delivered: () => number, options: QuietOptions = {}): Promise<void> {
  const { onTick = async () => {}, limitMs = 60_000, openJobs: jobsCount = true } = options;
  const started = performance.now();
  let calm = 0;
  while (calm < (jobsCount ? CALM : CALM_WITHOUT_JOBS)) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    await onTick();
    const [rows, stored] = await Promise.all([openWork(app), countStored(app)]);
    // A row is done before the next queue hears of it, and which waiting draft is looked at again is in a queue alone.
    const open = rows > 0 || !jobsCount ? rows : await openJobs(app);
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
