/** Writes a mail to the customer from what is stored: for sending, and once more in the salesperson's own language. */
import { DateTime } from 'luxon';
import { type Analysis, analyzeInquiry } from '../analyze/analyze.ts';
import { readFeedback } from '../analyze/feedback.ts';
import type { App } from '../app.ts';
import { followUpById } from '../db/follow-ups.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import { messageById } from '../db/messages.ts';
import { lastSentTo } from '../db/outgoing.ts';
import type { Row } from '../db/schema.ts';
import type { DraftText } from '../model/draft.ts';
import type { Feedback } from '../model/inquiry.ts';
import { buyersPoint } from '../reply/buyers-point.ts';
import { composeFeedbackReply, composeFollowUp, composeReply } from '../reply/compose.ts';
import type { AttachedFile, CustomerAnswer, ReplyContext } from '../reply/view.ts';
import { filesNamed } from './files-named.ts';
import { spokenWords } from './known-mail.ts';
import { replyContext } from './reply-context.ts';

type Inquiry = Pick<LoadedInquiry, 'row' | 'view' | 'quotation'>;

/** The customer's latest mail, when ours answers that one. */
export type Answer = { messageId: number; receivedAt: Date; text: string };
/** What his answer means, and what of it our mail goes into. */
export type ReadAnswer = { feedback: Feedback; said: CustomerAnswer };

/** @returns null when the mail is not there */
export async function loadAnswer(app: App, messageId: number): Promise<Answer | null> {
  const message = await messageById(app.db, messageId);
  if (!message) return null;
  const text = message.mail ? spokenWords(message.mail, message.mailbox, app) : '';
  return { messageId, receivedAt: message.received_at ?? app.clock.now(), text };
}

/** What the customer means and asks in his answer, so that our mail goes through it point by point. */
export function readAnswer(app: App, { row, view }: Inquiry, answer: Answer): ReadAnswer {
  const { company, readingWords } = app.config;
  const today = DateTime.fromJSDate(answer.receivedAt, { zone: company.timeZone }).startOf('day');
  const read = readFeedback(answer.text, view.language, app.vocabulary, readingWords, today);
  const { facts } = analyzeAnswer(app, row, view, answer);
  const point = read.feedback === 'product_objection' ? buyersPoint(answer.text, read.evidence) : null;
  return { feedback: read.feedback, said: { ...answer, facts, deferUntil: read.deferUntil, point } };
}

/** The first reply. */
export function writeReply({ view, quotation }: Inquiry, context: ReplyContext): DraftText {
  return composeReply({ ...view, quoteNo: quotation?.quoteNo ?? null }, context);
}

/** The reply to his answer; null when there is nothing to say to it. */
export function writeFeedback({ view, quotation }: Inquiry, read: ReadAnswer, context: ReplyContext): DraftText | null {
  return composeFeedbackReply(view, read.feedback, quotation?.quoteNo ?? null, context, read.said);
}

/** A follow-up; null when this step has nothing new to tell. `sentAt`: when our last mail went out. */
export function writeFollowUp(
  { view, quotation }: Inquiry,
  template: string,
  sentAt: Date,
  context: ReplyContext,
): DraftText | null {
  return composeFollowUp(view, template, quotation?.quoteNo ?? null, sentAt, context);
}

/**
 * A draft that the desk has written, from the same facts in another language. Words a person has changed are not in it.
 * @param language BCP 47 tag; where there is no template in it the result is in English and says so
 * @param attached what goes along, when it is not what the draft has
 * @returns null when what it was written from is not there any more
 */
export async function draftInLanguage(
  app: App,
  inquiry: Inquiry,
  draft: Row<'drafts'>,
  language: string,
  attached: readonly AttachedFile[] = filesNamed(app, draft.attachments, inquiry.quotation?.quoteNo ?? null),
): Promise<DraftText | null> {
  const context: ReplyContext = { ...replyContext(app, inquiry.row.owner), writeIn: language, attached };
  if (draft.purpose === 'reply') return writeReply(inquiry, context);
  if (draft.purpose === 'feedback') {
    const answer = await loadAnswer(app, draft.answers_message_id);
    return answer && writeFeedback(inquiry, readAnswer(app, inquiry, answer), context);
  }
  const followUp = draft.follow_up_id === null ? undefined : await followUpById(app.db, draft.follow_up_id);
  if (!followUp) return null;
  const sent = await lastSentTo(app.db, followUp.inquiry_id);
  return writeFollowUp(inquiry, followUp.template, sent?.sent_at ?? followUp.created_at, context);
}

function analyzeAnswer(app: App, row: Row<'inquiries'>, view: Inquiry['view'], answer: Answer): Analysis {
  const { config, vocabulary } = app;
  return analyzeInquiry({
    messageId: answer.messageId,
    subject: row.subject,
    text: answer.text,
    from: { name: view.customer.name ?? '', address: view.customer.address },
    receivedAt: answer.receivedAt,
    catalogue: config.catalogue,
    company: config.company,
    vocabulary,
    settings: config.triage,
    words: config.readingWords,
    attachments: [],
    knownCustomer: 'contact',
  });
}
