/** What the intake hands to its store, and what it asks of it. */
import type { MailMessage } from '../model/message.ts';

export type FetchedMail = {
  uid: number;
  /** INTERNALDATE: when the mail reached the mailbox. */
  receivedAt: Date;
  raw: Buffer;
  /** In bytes, as the server lists it: some are not exact. Left out = the length of raw. */
  size?: number;
  message: MailMessage | null;
  /** Why it could not be fetched or parsed; then `message` is null and `raw` is what there is of it. */
  error: string | null;
};

/**
 * How far a folder has been read. Mail that arrived before `startAt` is never stored. `uidValidity` names the
 * numbering of its mails (nameNumbering): the server's UIDVALIDITY, where that is no safe name with `+INSTANT` behind.
 */
export type Cursor = { uidValidity: string; lastUid: number; startAt: Date };

/** A mail of a renumbered folder, by what stays the same when UIDs change. */
export type RenumberedMail = { uid: number; messageId: string; receivedAt: Date; size: number };

/** `folder` is the name that MailAccount gives it. */
export type IntakeStore = {
  cursor(folder: string): Promise<Cursor | null>;
  /** First sight of a folder, or its numbering changed: sets the cursor and records how many old mails are skipped. */
  begin(folder: string, cursor: Cursor, skipped: number): Promise<void>;
  /** One transaction: mails and cursor; returns the ids of the newly stored ones, copies left out. */
  save(folder: string, uidValidity: string, mails: FetchedMail[], lastUid: number): Promise<number[]>;
  /**
   * Records, one transaction, the new UID of every mail that certainly stands in the ledger already: same mailbox and
   * folder, another `uidValidity`, same Message-ID, INTERNALDATE (to the second) and size. Returns the UIDs of these
   * and of those that stand there under this numbering; the others are fetched. The cursor stays.
   */
  recognise?(folder: string, uidValidity: string, mails: RenumberedMail[]): Promise<number[]>;
  /** A look into the folder has ended: well (`error` null) or with this sentence for the owner. */
  polled(folder: string, at: Date, error: string | null): Promise<void>;
};
