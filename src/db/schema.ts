/** The rows of every table, as kysely sees them; the migrations hold the truth. */
import type { ColumnType, Generated, Insertable, JSONColumnType, Selectable } from 'kysely';
import type { Away } from '../model/away.ts';
import type { Gap, Margin, TraceLine } from '../model/calculation.ts';
import type { ReplyLimits, ReplyPolicy } from '../model/channel.ts';
import type { Correction } from '../model/correction.ts';
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
import type { Offer, QuotationStatus } from '../model/quotation.ts';
import type { DraftNote, Revision } from '../model/revision.ts';
import type { Risk } from '../model/risk.ts';
import type { ListedName, Screening } from '../model/sanctions.ts';
import type { Stated } from '../model/stated.ts';
import type { Id, Json, MailSchema } from './schema-mail.ts';

export type FollowUpStatus = 'scheduled' | 'drafted' | 'sent' | 'cancelled' | 'skipped';
export type ApprovalStatus = 'open' | 'approved' | 'edited' | 'rejected' | 'superseded';
/** `show_again`: its request has grown old, or it was put off until then. */
export type NextStep = 'remind' | 'deputy' | 'manager' | 'show_again';

export type Schema = MailSchema & {
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
    sanctions_status: Generated<Screening['status']>;
    sanctions_checked_at: Date | null;
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
    /** What persons have set of its class and facts, in their order; laid over every reading. */
    corrections: ColumnType<Correction[], string | undefined, string>;
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
  edits: {
    id: Id;
    draft_id: number;
    person: string;
    template: string;
    language: string;
    at: Date;
    phrases: Json<EditedPhrase[]>;
  };
  sanctions_lists: {
    id: Id;
    source: string;
    title: string;
    date: string;
    sha256: string;
    file: string;
    names: number;
    imported_at: Date;
  };
  sanctions_names: { list_id: number; entry: string; name: string; kind: ListedName['kind']; key: string };
  /** What a person has looked at: this customer is not this entry. */
  sanctions_releases: {
    contact_id: number;
    source: string;
    entry: string;
    key: string;
    released_by: string;
    reason: string;
    message_id: number | null;
    released_at: Date;
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
