/** Stage draft: the words of our next mail to the customer, the first reply or the answer to his answer. */
import { type Analysis, analyzeInquiry } from '../src/analyze/analyze.ts';
import { readFeedback } from '../src/analyze/feedback.ts';
import type { App } from '../src/app.ts';
import { suppressContact } from '../src/db/contacts.ts';
import { createDraft, hasApprovedDraft } from '../src/db/drafts.ts';
import { failInquiry, moveInquiry } from '../src/db/inquiries.ts';
import { type LoadedInquiry, loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { messageById } from '../src/db/messages.ts';
import type { Row } from '../src/db/schema.ts';
import { spokenWords } from '../src/desk/known-mail.ts';
import { alarmAboutInquiry, askPerson } from '../src/desk/needs-person.ts';
import { replyContext } from '../src/desk/reply-context.ts';
import type { DraftPurpose, DraftText } from '../src/model/draft.ts';
import { isHiddenAddress } from '../src/model/hidden-address.ts';
import type { Feedback } from '../src/model/inquiry.ts';
import { checkDraft } from '../src/reply/check.ts';
import { composeFeedbackReply, composeReply } from '../src/reply/compose.ts';
import type { PersonReason } from '../src/reply/compose-team.ts';
import type { Stage } from './run-stage.ts';

type Answer = { messageId: number; receivedAt: Date; text: string };
type View = LoadedInquiry['view'];
type Subject = LoadedInquiry & { answer: Answer | null };
type Outcome =
  | { kind: 'draft'; purpose: DraftPurpose; draft: DraftText; warnings: string[]; feedback: Feedback | null }
  | { kind: 'needs_person'; reason: PersonReason; feedback: Feedback | null };

export const draft: Stage<Subject, Outcome> = {
  name: 'draft',

  async load(app, id) {
    const inquiry = await loadInquiry(app.db, id);
    if (!inquiry) return null;
    const { status, feedback_message_id: answerId } = inquiry.row;
    if (status === 'priced') return { ...inquiry, answer: null };
    if (status !== 'negotiating' || answerId === null) return null;
    // Our last mail is still on its way out; the sweep comes back to this.
    if (await hasApprovedDraft(app.db, id)) return null;
    const message = await messageById(app.db, answerId);
    const text = message?.mail ? spokenWords(message.mail, message.mailbox, app) : '';
    return { ...inquiry, answer: { messageId: answerId, receivedAt: message?.received_at ?? app.clock.now(), text } };
  },

  decide({ row, view, quotation, answer }, app) {
    const context = replyContext(app, row.owner);
    const byMail = row.reply_policy === 'smtp' || row.reply_policy === 'relay_by_mail';
    const byPlatform = !byMail || isHiddenAddress(view.customer.address);
    if (byPlatform) return { kind: 'needs_person', reason: 'no_address', feedback: null };
    if (!answer) {
      const draft = composeReply({ ...view, quoteNo: quotation?.quoteNo ?? null }, context);
      return { kind: 'draft', purpose: 'reply', draft, warnings: warningsOf(draft, view, row, app), feedback: null };
    }
    const { feedback } = readFeedback(answer.text, view.language, app.vocabulary, app.config.readingWords);
    const { facts } = readAnswer(row, view, answer, app);
    const draft = composeFeedbackReply(view, feedback, quotation?.quoteNo ?? null, context, { ...answer, facts });
    if (!draft) return { kind: 'needs_person', reason: feedback, feedback };
    return { kind: 'draft', purpose: 'feedback', draft, warnings: warningsOf(draft, view, row, app), feedback };
  },

  async save(trx, { row, view, quotation, answer }, outcome, app) {
    const at = app.clock.now();
    const from = answer ? (['negotiating'] as const) : (['priced'] as const);
    if (outcome.kind === 'needs_person') {
      if (outcome.feedback === 'unsubscribe') await suppressContact(trx, row.contact_id, at);
      const set = { feedback: outcome.feedback };
      const words = answer ? { words: answer.text } : {};
      return askPerson(trx, app, { inquiry: row, from, reason: outcome.reason, set, ...words });
    }
    const set = { feedback: outcome.feedback };
    mustHold(await moveInquiry(trx, row.id, { from, to: 'drafted', at, set, detail: { purpose: outcome.purpose } }));
    const id = await createDraft(
      trx,
      {
        inquiryId: row.id,
        purpose: outcome.purpose,
        ...outcome.draft,
        recipient: view.customer.address,
        answersMessageId: answer?.messageId ?? row.message_id,
        quotationId: quotation?.id ?? null,
        followUpId: null,
        warnings: outcome.warnings,
      },
      at,
    );
    return [{ queue: 'ask-approval', id }];
  },

  async fail(app, id, reason) {
    await failInquiry(app.db, id, 'draft', reason);
    return alarmAboutInquiry(app, id, reason);
  },
};

/** What the customer asks in his answer, so that our mail goes through it point by point. */
function readAnswer(row: Row<'inquiries'>, view: View, answer: Answer, { config, vocabulary }: App): Analysis {
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

function warningsOf(
  draft: DraftText,
  { price, customer, facts }: View,
  { risk }: Row<'inquiries'>,
  { config }: App,
): string[] {
  const reasons = risk?.signals.map(({ id, evidence }) => `${id} (${evidence})`).join(', ');
  return [
    ...(risk ? [`Caution, risk ${risk.score}: ${reasons}`] : []),
    ...price.missing,
    ...checkDraft(draft, price.offer, customer, config.replyWords, facts.questions),
  ];
}
