/** The rows of every table, as kysely sees them; the migrations hold the truth. */
import type { ColumnType, Generated, Insertable, JSONColumnType, Selectable } from 'kysely';
import type { Away } from '../model/away.ts';
import type { Gap, Margin, TraceLine } from '../model/calculation.ts';
import type { ReplyLimits, ReplyPolicy } from '../model/channel.ts';
import type { DraftAttachment, LeftDocument } from '../model/documents.ts';
import type { CloseCode, DraftPurpose, DraftStatus } from '../model/draft.ts';
import type { EditedPhrase } from '../model/edit.ts';
import type {
  Background,
  ChannelKind,
  ContactFacts,
  Feedback,
  InquiryClass,
  InquiryFacts,
  InquiryStatus,
  Triage,
} from '../model/inquiry.ts';
import type { Disposition, MailMessage } from '../model/message.ts';
import type { Offer, QuotationStatus } from '../model/quotation.ts';
import type { DraftNote, Revision } from '../model/revision.ts';
import type { Risk } from '../model/risk.ts';
import type { Stated } from '../model/stated.ts';

type Id = Generated<number>;
/** jsonb: read as the value, written as its JSON text. */
type Json<Value extends object | null> = ColumnType<Value, string, string>;

export type MessageStatus = 'stored' | 'deciding' | 'done';
export type FollowUpStatus = 'scheduled' | 'drafted' | 'sent' | 'cancelled' | 'skipped';
export type ApprovalStatus = 'open' | 'approved' | 'edited' | 'rejected' | 'superseded';
/** `show_again`: its request has grown old, or it was put off until then. */
export type NextStep = 'remind' | 'deputy' | 'manager' | 'show_again';
export type OutgoingStatus = 'queued' | 'sending' | 'sent' | 'refused' | 'uncertain';

export type Schema = {
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
  customers: {
    id: Id;
    domain: string;
    name: string | null;
    country: string | null;
    website: string | null;
    competitor: Generated<boolean>;
    first_contact_at: Date;
  };
  contacts: {
    id: Id;
    email: string;
    name: string | null;
    phone: string | null;
    country: string | null;
    language: string | null;
    customer_id: number | null;
    first_seen: Date;
    last_seen: Date;
    suppressed_at: Date | null;
  };
  inquiries: {
    id: Id;
    inquiry_no: string;
    message_id: number;
    contact_id: number;
    status: InquiryStatus;
    status_at: Date;
    status_reason: string | null;
    owner: string;
    /** The shared mailbox it reached; replies leave from there. */
    mailbox: string | null;
    channel: ChannelKind;
    forwarded_by: string | null;
    note: string;
    subject: string;
    text: string;
    received_at: Date;
    language: string | null;
    contact_facts: Json<ContactFacts> | null;
    facts: Json<InquiryFacts> | null;
    class: InquiryClass | null;
    triage: Json<Triage> | null;
    background: Json<Background> | null;
    /** Message-IDs the customer has seen in this conversation, oldest first. */
    thread: Json<string[]>;
    /** Caution: reasons to look twice, below quarantine. */
    risk: Json<Risk> | null;
    linked_inquiry_id: number | null;
    reply_policy: Generated<ReplyPolicy>;
    /** What the form or platform says of the buyer. */
    stated: Json<Stated> | null;
    /** Joins the messages of a buyer whose address the platform hides. */
    thread_key: string | null;
    /** With `relay_by_mail`: where answers go. */
    relay_address: string | null;
    reply_limits: Json<ReplyLimits> | null;
    /** Where a person finds the buyer's message on the platform. */
    platform_url: string | null;
    /** What the customer's last automatic answer told. */
    away: Json<Away> | null;
    feedback_message_id: number | null;
    /** What the customer's last answer meant. */
    feedback: Feedback | null;
    /** Why a person has closed it. */
    close_code: CloseCode | null;
    failure: string | null;
    failed_stage: string | null;
  };
  quotations: {
    id: Id;
    inquiry_id: number;
    version: number;
    quote_no: string | null;
    status: QuotationStatus;
    offer: Json<Offer>;
    missing: Json<string[]>;
    below_floor: boolean;
    trace: Json<TraceLine[]>;
    margins: Json<Margin[]>;
    hints: Json<Gap[]>;
    /** What `missing` says, by code. */
    gaps: Json<Gap[]>;
    sent_at: Date | null;
    created_at: Date;
  };
  follow_ups: {
    id: Id;
    inquiry_id: number;
    step: number;
    template: string;
    due_at: Date;
    status: FollowUpStatus;
    reason: string | null;
    failure: string | null;
    created_at: Date;
  };
  drafts: {
    id: Id;
    inquiry_id: number;
    version: number;
    purpose: DraftPurpose;
    status: DraftStatus;
    status_at: Date;
    language: string;
    subject: string;
    text: string;
    recipient: string;
    answers_message_id: number;
    quotation_id: number | null;
    follow_up_id: number | null;
    warnings: Json<string[]>;
    bold: Json<[number, number][]>;
    attachments: Json<DraftAttachment[]>;
    left_documents: Json<LeftDocument[]>;
    /** Name of the template it was written with. */
    template: string | null;
    /** What its approver wants otherwise than the desk has drafted it; kept from version to version. */
    revision: Json<Revision> | null;
    /** What is new against the version before. */
    changes: ColumnType<DraftNote[], string | undefined, string>;
    /** What happens at `next_step_at` when nobody answers. */
    next_step: NextStep | null;
    next_step_at: Date | null;
    failure: string | null;
  };
  approvals: {
    id: Id;
    draft_id: number;
    inquiry_id: number;
    /** The address of the person asked, or `rule:NAME` of the rule that stood in for him. */
    approver: string;
    token_hash: string;
    /** Of the secret in the address of the approval page; null = there is none. */
    page_hash: string | null;
    status: ApprovalStatus;
    requested_at: Date;
    expires_at: Date;
    decided_at: Date | null;
    decision_message_id: number | null;
    final_text: string | null;
    reason: string | null;
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
  edits: {
    id: Id;
    draft_id: number;
    person: string;
    template: string;
    language: string;
    at: Date;
    phrases: Json<EditedPhrase[]>;
  };
  /** Team members whose mail program has told that they are away; days as ISO dates. */
  absences: { email: string; until: ColumnType<string, string, string>; heard_at: Date };
  events: {
    id: Id;
    at: Date;
    inquiry_id: number | null;
    message_id: number | null;
    kind: string;
    detail: JSONColumnType<Record<string, unknown>, string | undefined, string>;
  };
};

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>;
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;
