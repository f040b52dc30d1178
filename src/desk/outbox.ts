/** Writes mail into the outbox: composes the final bytes with a fixed Message-ID; the send worker does the rest. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { createOutgoing } from '../db/outgoing.ts';
import type { Row } from '../db/schema.ts';
import { composeMail, makeMessageId, type OutgoingMail } from '../mail/compose.ts';
import type { TeamMember } from '../model/company.ts';
import type { Mailbox } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import { letterHtml, type Range } from '../reply/letter-html.ts';
import { askAgain } from './ask-again.ts';
import { asAttachment, currentFiles } from './attachments.ts';
import { plusAddressing, senderAddress } from './mailboxes.ts';

export type TeamMail = {
  purpose:
    | 'approval'
    | 'reminder'
    | 'decided'
    | 'digest'
    | 'ask_back'
    | 'needs_person'
    | 'who_is_it'
    | 'not_sent'
    | 'audit'
    | 'mailbox'
    | 'away'
    | 'unknown_layout'
    | 'document_expiry'
    | 'quotation_expiry'
    | 'sent_by_rule';
  /** The same key is never mailed twice. */
  dedupeKey: string;
  to: TeamMember;
  subject: string;
  text: string;
  /** The same words as HTML; without it the mail is plain text only. */
  html?: string;
  inquiryId: number | null;
  /** The shared mailbox it leaves from; null = the first one. */
  mailbox: string | null;
  draftId?: number;
  approvalId?: number;
  aboutMessageId?: number;
  /** Message-ID without its domain, where the answer has to be recognised by it. */
  idLeft?: string;
  /** Where the mailbox takes plus addresses (RFC 5233), answers go to one that holds this token. */
  replyToken?: string | null;
  inReplyTo?: string | null;
  attachments?: NonNullable<OutgoingMail['attachments']>;
};

/** Queues a mail to somebody of the team. RFC 3834: it is marked as automatic, so that no robot answers it. */
export async function queueTeamMail(trx: Db, app: App, mail: TeamMail): Promise<Handoff[]> {
  const from = { name: 'Inquiry Desk', address: senderAddress(app, mail.mailbox) };
  const messageId = makeMessageId(mail.idLeft ?? `${mail.purpose}.${randomId(app)}`, domainOf(from.address));
  const at = app.clock.now();
  const raw = await composeMail({
    from,
    to: [{ name: mail.to.name, address: mail.to.email }],
    ...(mail.replyToken && plusAddressing(app, mail.mailbox) ? { replyTo: plusAddress(from, mail.replyToken) } : {}),
    subject: mail.subject,
    text: mail.text,
    ...(mail.html ? { html: mail.html } : {}),
    messageId,
    date: at,
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...(mail.attachments ? { attachments: mail.attachments } : {}),
    ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: [mail.inReplyTo] } : {}),
  });
  const id = await createOutgoing(
    trx,
    {
      audience: 'team',
      purpose: mail.purpose,
      dedupeKey: mail.dedupeKey,
      inquiryId: mail.inquiryId,
      draftId: mail.draftId ?? null,
      approvalId: mail.approvalId ?? null,
      aboutMessageId: mail.aboutMessageId ?? null,
      mailbox: from.address,
      recipient: mail.to.email,
      subject: mail.subject,
      messageId,
      raw,
    },
    at,
  );
  return id === null ? [] : [{ queue: 'send', id }];
}

export type ApprovedMail = {
  draft: Row<'drafts'>;
  approvalId: number;
  /** Exactly what the approver agreed to. */
  text: string;
  bold: readonly Range[];
  inquiryNo: string;
  mailbox: string | null;
  recipientName: string;
  senderName: string;
  /** Message-IDs the customer has seen, oldest first. */
  thread: readonly string[];
};

/** Queues the mail to the customer, in his thread (RFC 5322 section 3.6.4), with a Message-ID fixed from now on. */
export async function queueCustomerMail(trx: Db, app: App, mail: ApprovedMail): Promise<Handoff[]> {
  const { draft } = mail;
  const current = await currentFiles(trx, app, draft);
  // What he has agreed to is not what would go out: he is asked again, and nothing is sent.
  if (current.changed.length > 0) {
    // A file that is gone or may not be sent any more is left out.
    return askAgain(trx, app, mail, {
      event: 'attachments_changed',
      attachments: current.files.map(({ attachment }) => attachment),
      warnings: [`Nothing has been sent: these files have changed since you approved: ${current.changed.join(', ')}`],
    });
  }
  const from = { name: mail.senderName, address: senderAddress(app, mail.mailbox) };
  const idLeft = `${mail.inquiryNo.toLowerCase()}.${draft.version}.${randomId(app)}`;
  const messageId = makeMessageId(idLeft, domainOf(from.address));
  const inReplyTo = mail.thread.at(-1);
  const at = app.clock.now();
  const raw = await composeMail({
    from,
    to: [{ name: mail.recipientName, address: draft.recipient }],
    subject: draft.subject,
    text: mail.text,
    html: letterHtml(mail.text, mail.bold, draft.language),
    messageId,
    date: at,
    ...(inReplyTo ? { inReplyTo, references: [...mail.thread] } : {}),
    ...(current.files.length > 0 ? { attachments: current.files.map(asAttachment) } : {}),
  });
  const id = await createOutgoing(
    trx,
    {
      audience: 'customer',
      purpose: draft.purpose,
      dedupeKey: `draft:${draft.id}`,
      inquiryId: draft.inquiry_id,
      draftId: draft.id,
      approvalId: mail.approvalId,
      mailbox: from.address,
      recipient: draft.recipient,
      subject: draft.subject,
      messageId,
      raw,
    },
    at,
  );
  return id === null ? [] : [{ queue: 'send', id }];
}

function plusAddress({ name, address }: Mailbox, token: string): Mailbox {
  const at = address.lastIndexOf('@');
  return { name, address: `${address.slice(0, at)}+${token}${address.slice(at)}` };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

function randomId(app: App): string {
  return Buffer.from(app.random(10)).toString('hex');
}
