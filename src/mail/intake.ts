/** Brings the mail of the shared mailbox into the ledger: watches its folders and never changes anything in them. */
import type { Logger } from 'pino';
import type { MailAccount } from '../model/mail-account.ts';
import type { IntakeStore } from './intake-store.ts';
import { type IntakeTiming, USUAL_TIMING } from './intake-timing.ts';
import { keepLease, type MailboxLease } from './mailbox-lease.ts';
import type { AccessTokens } from './oauth2.ts';
import { type FolderState, watchFolder } from './watch-folder.ts';

export type { Cursor, FetchedMail, IntakeStore } from './intake-store.ts';
export type { MailboxLease } from './mailbox-lease.ts';

export type Intake = {
  /** Ends fetching and logs out; mails in the middle of being stored are stored. */
  stop(): Promise<void>;
  /** Resolves after a full look into every folder; rejects with the first failure, as when a server is away. */
  pollNow(): Promise<void>;
  state(): FolderState[];
};

/**
 * Starts watching every folder of the account, each over one connection of its own (IMAP watches one folder a
 * connection). `onStored` gets the ids of newly stored mails after they are committed. With a `lease` (its name is the
 * account's address) nothing is read while another instance holds it, and reading ends at once when it is lost: a mail
 * that is just being stored then may be stored by both, so the store must know copies. Log lines carry ids and counts.
 */
export function startIntake(options: {
  account: MailAccount;
  store: IntakeStore;
  now: () => Date;
  log: Logger;
  onStored: (ids: number[]) => Promise<void>;
  lease?: MailboxLease;
  tokens: AccessTokens;
  timing?: Partial<IntakeTiming>;
}): Intake {
  const { account, lease, timing: changes, ...rest } = options;
  const { imap: login, startAt, pollSeconds } = account;
  const timing = { ...USUAL_TIMING, ...changes };
  const watches = account.folders.map((folder) =>
    watchFolder({ ...rest, folder, login, startAt, pollSeconds, timing }),
  );
  const holdAll = (holds: boolean): void => {
    for (const watch of watches) watch.hold(holds);
  };
  const name = `mailbox ${account.address}`;
  const keeping = lease && keepLease({ lease, name, everyMs: timing.leaseMs, log: rest.log, onTurn: holdAll });
  if (!keeping) holdAll(true);
  return {
    async stop() {
      await Promise.all(watches.map((watch) => watch.stop()));
      await keeping?.stop();
    },
    async pollNow() {
      await Promise.all(watches.map((watch) => watch.poll()));
    },
    state: () => watches.map((watch) => watch.state()),
  };
}
