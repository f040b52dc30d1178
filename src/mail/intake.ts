/** Brings the mail of the shared mailbox into the ledger: watches its folders and never changes anything in them. */
import type { Logger } from 'pino';
import type { MailAccount } from '../model/mail-account.ts';
import type { IntakeStore } from './intake-store.ts';
import { type FolderState, watchFolder } from './watch-folder.ts';

export type { Cursor, FetchedMail, IntakeStore } from './intake-store.ts';

export type Intake = {
  /** Ends fetching and logs out; mails in the middle of being stored are stored. */
  stop(): Promise<void>;
  /** Resolves after a full look into every folder; rejects with the first failure, as when a server is away. */
  pollNow(): Promise<void>;
  state(): FolderState[];
};

/**
 * Starts watching every folder of the account, each over one connection of its own (IMAP watches one folder a
 * connection). `onStored` gets the ids of newly stored mails after they are committed. Log lines carry ids and counts.
 */
export function startIntake(options: {
  account: MailAccount;
  store: IntakeStore;
  now: () => Date;
  log: Logger;
  onStored: (ids: number[]) => Promise<void>;
}): Intake {
  const { account, ...rest } = options;
  const watches = account.folders.map((folder) =>
    watchFolder({ ...rest, folder, login: account.imap, startAt: account.startAt, pollSeconds: account.pollSeconds }),
  );
  return {
    async stop() {
      await Promise.all(watches.map((watch) => watch.stop()));
    },
    async pollNow() {
      await Promise.all(watches.map((watch) => watch.poll()));
    },
    state: () => watches.map((watch) => watch.state()),
  };
}
