/** The audit: does everything that lies in the mailbox stand in the ledger, once, and has everything been handled? */
import type { App } from '../app.ts';
import { findDue } from '../db/due.ts';
import { findStuck, forgetFailure, readLedger, type Stuck } from '../db/ledger.ts';
import { intakeStore } from '../db/messages.ts';
import { startIntake } from '../mail/intake.ts';
import { fetchByUid, listMails } from '../mail/list-mails.ts';
import type { MailAccount } from '../model/mail-account.ts';
import { compareLedger, type Difference } from '../receive/compare-ledger.ts';

type FolderAudit = {
  mailbox: string;
  folder: string;
  inMailbox: number;
  inLedger: number;
  differences: Difference[];
};
export type Audit = { at: Date; folders: FolderAudit[]; stuck: Stuck[] };

/** Mail and stages younger than this may still be under way. */
const settledMs = 10 * 60_000;

/**
 * Compares every watched folder with the ledger and looks for what has stopped.
 * @throws when a mailbox cannot be reached
 */
export async function auditDesk(app: App): Promise<Audit> {
  const at = app.clock.now();
  const settledBefore = new Date(at.getTime() - settledMs);
  const audits = await Promise.all(app.mailboxes.map(({ account }) => auditMailbox(app, account, settledBefore)));
  return { at, folders: audits.flat(), stuck: await findStuck(app.db, settledBefore) };
}

async function auditMailbox(app: App, account: MailAccount, settledBefore: Date): Promise<FolderAudit[]> {
  const mailbox = account.address;
  const read = async (folder: string) => [folder, await readLedger(app.db, mailbox, folder)] as const;
  const ledgers = new Map(await Promise.all(account.folders.map(read)));
  const contents = await listMails(account, (folder) => ledgers.get(folder)?.baselineUid ?? 0, app);
  return contents.map(({ folder, uidValidity, mails }) => {
    const ledger = ledgers.get(folder) ?? null;
    const differences = compareLedger({ uidValidity, mails }, ledger, settledBefore);
    return { mailbox, folder, inMailbox: mails.length, inLedger: ledger?.rows.length ?? 0, differences };
  });
}

export function isClean({ folders, stuck }: Audit): boolean {
  return stuck.length === 0 && folders.every((folder) => folder.differences.length === 0);
}

/** Brings missing mail into the ledger and sets in motion what has stopped. What is double is left to a person. */
export async function repairDesk(app: App, audit: Audit): Promise<void> {
  for (const { mailbox, folder, differences } of audit.folders) {
    const account = app.mailboxes.find((open) => open.account.address === mailbox)?.account;
    if (!account) continue;
    if (differences.some(({ kind }) => kind === 'renumbered' || kind === 'never_read')) await readAgain(app, account);
    const missing = differences.flatMap((difference) => (difference.kind === 'missing' ? [difference.uid] : []));
    if (missing.length > 0) await storeMissing(app, account, folder, missing);
  }
  for (const stuck of audit.stuck) await forgetFailure(app.db, stuck);
  for (const { queue, id } of await findDue(app.db, app.clock.now(), 0)) await app.queues.add(queue, id);
}

async function readAgain(app: App, account: MailAccount): Promise<void> {
  const now = () => app.clock.now();
  const store = intakeStore(app.db, account.address, now);
  const intake = startIntake({
    account,
    store,
    now,
    log: app.log,
    tokens: app.tokens,
    onStored: (ids) => routeAll(app, ids),
  });
  try {
    await intake.pollNow();
  } finally {
    await intake.stop();
  }
}

async function storeMissing(app: App, account: MailAccount, folder: string, uids: number[]): Promise<void> {
  const ledger = await readLedger(app.db, account.address, folder);
  if (!ledger) return;
  const now = app.clock.now();
  const mails = await fetchByUid(account, folder, uids, now, app);
  const store = intakeStore(app.db, account.address, () => app.clock.now());
  await routeAll(app, await store.save(folder, ledger.uidValidity, mails, 0));
}

async function routeAll(app: App, ids: number[]): Promise<void> {
  for (const id of ids) await app.queues.add('route', id);
}
