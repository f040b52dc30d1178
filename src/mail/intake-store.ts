/** What the intake hands to its store, and what it asks of it. */
import type { MailMessage } from '../model/message.ts';

export type FetchedMail = {
  uid: number;
  /** INTERNALDATE: when the mail reached the mailbox. */
  receivedAt: Date;
  raw: Buffer;
  message: MailMessage | null;
  /** Why it could not be fetched or parsed; then `message` is null and `raw` is what there is of it. */
  error: string | null;
};

/** How far a folder has been read. Mail that arrived before `startAt` is never stored. */
export type Cursor = { uidValidity: string; lastUid: number; startAt: Date };

export type IntakeStore = {
  cursor(folder: string): Promise<Cursor | null>;
  /** First sight of a folder, or UIDVALIDITY changed: sets the cursor and records how many old mails are skipped. */
  begin(folder: string, cursor: Cursor, skipped: number): Promise<void>;
  /** One transaction: mails and cursor; returns the ids of the newly stored ones, copies left out. */
  save(folder: string, uidValidity: string, mails: FetchedMail[], lastUid: number): Promise<number[]>;
  polled(folder: string, at: Date, error: string | null): Promise<void>;
};
