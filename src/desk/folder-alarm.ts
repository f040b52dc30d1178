/** Tells the owner by mail when a watched folder cannot be read for a while: new inquiries go unseen meanwhile. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { failingFolders } from '../db/failing-folders.ts';
import type { Handoff } from '../queues.ts';
import { composeMailboxAlarm } from '../reply/compose-alarm.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { managerOf } from './team.ts';

/** A server's bad minutes are over by then; a password that has expired is not. */
const patienceMs = 10 * 60_000;
const dayMs = 86_400_000;

/** One mail for each mailbox that fails, and another for every day that it goes on. */
export async function alarmAboutFolders(trx: Db, app: App): Promise<Handoff[]> {
  const now = app.clock.now();
  const failing = await failingFolders(trx, new Date(now.getTime() - patienceMs));
  const handoffs: Handoff[] = [];
  for (const { account } of app.mailboxes) {
    const folders = failing.filter(
      ({ mailbox, folder }) => mailbox === account.address && account.folders.includes(folder),
    );
    const [first] = folders;
    if (!first) continue;
    const day = Math.floor((now.getTime() - first.since.getTime()) / dayMs);
    const to = managerOf(app.config.company);
    const lines = folders.map(({ folder, since, error }) => ({ folder, since: since.toISOString(), error }));
    const mail = composeMailboxAlarm(account.address, lines, replyContext(app, to.email));
    const dedupeKey = `mailbox:${account.address}:${first.since.toISOString()}:${day}`;
    // By way of another mailbox where there is one: what locks us out of reading may lock us out of sending.
    const sound = app.mailboxes.find((other) => failing.every(({ mailbox }) => mailbox !== other.account.address));
    const mailbox = sound?.account.address ?? account.address;
    app.log.error({ mailbox: account.address, folders: folders.length }, 'a mailbox cannot be read');
    handoffs.push(
      ...(await queueTeamMail(trx, app, { purpose: 'mailbox', dedupeKey, to, ...mail, inquiryId: null, mailbox })),
    );
  }
  return handoffs;
}
