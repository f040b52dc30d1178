/** The tables of the mail itself: what came in, what goes out, and where in the mailboxes the desk stands. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Disposition, MailMessage } from '../model/message.ts';

export type Id = Generated<number>;
/** jsonb: read as the value, written as its JSON text. */
export type Json<Value extends object | null> = ColumnType<Value, string, string>;

export type MessageStatus = 'stored' | 'deciding' | 'done';
export type OutgoingStatus = 'queued' | 'sending' | 'sent' | 'refused' | 'uncertain';

export type MailSchema = {
  leases: { name: string; holder: string; until: Date };
  refresh_tokens: { account: string; sealed: Buffer; saved_at: Date };
  /** Changes of how many rows of a table have this status or disposition. */
  tallies: { table_name: string; key: string; change: number };
  folders: {
    id: Id;
    mailbox: string;
    folder: string;
    uid_validity: string;
    last_uid: number;
    baseline_uid: Generated<number>;
    start_at: Date;
    skipped: Generated<number>;
    last_poll_at: Date | null;
    last_message_at: Date | null;
    last_error: string | null;
    failing_since: Date | null;
  };
  messages: {
    id: Id;
    mailbox: string;
    folder: string;
    uid_validity: string;
    uid: number;
    message_id: string | null;
    checksum: string;
    copy_of: number | null;
    raw: Buffer | null;
    /** As the mail server lists it; null = the length of raw. */
    size: number | null;
    mail: Json<MailMessage> | null;
    parse_error: string | null;
    received_at: Date;
    stored_at: Date;
    status: MessageStatus;
    disposition: Disposition | null;
    detail: JSONColumnType<Record<string, unknown>, string | undefined, string>;
    inquiry_id: number | null;
    /** Folder of the mailbox it was moved to after it was handled. */
    filed_to: string | null;
    failure: string | null;
  };
  outgoing: {
    id: Id;
    audience: 'customer' | 'team';
    purpose: string;
    dedupe_key: string;
    inquiry_id: number | null;
    draft_id: number | null;
    approval_id: number | null;
    about_message_id: number | null;
    /** The shared mailbox it leaves from; null = the first one. */
    mailbox: string | null;
    recipient: string;
    subject: string;
    message_id: string;
    raw: Buffer;
    status: OutgoingStatus;
    attempts: Generated<number>;
    not_before: Date;
    claimed_at: Date | null;
    sent_at: Date | null;
    filed_at: Date | null;
    /** Attempts to put the copy into Sent, when the next one is due, and why there are no more. */
    filing_tries: Generated<number>;
    file_after: Date | null;
    filing_failure: string | null;
    response: string | null;
    created_at: Date;
  };
};
