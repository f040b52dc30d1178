/** Stage draft: the words of our next mail to the customer, the first reply or the answer to his answer. */
import { suppressContact } from '../src/db/contacts.ts';
import { createDraft, hasApprovedDraft } from '../src/db/drafts.ts';
import { failInquiry, moveInquiry } from '../src/db/inquiries.ts';
import { type LoadedInquiry, loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import type { Attachments } from '../src/desk/attachments.ts';
import { draftWarnings } from '../src/desk/draft-warnings.ts';
import { letterWithFiles } from '../src/desk/letter-with-files.ts';
import { alarmAboutInquiry, askPerson } from '../src/desk/needs-person.ts';
import { replyContext } from '../src/desk/reply-context.ts';
import { type Answer, loadAnswer, readAnswer, writeFeedback, writeReply } from '../src/desk/write-letter.ts';
import { personalFacts } from '../src/llm/personal-facts.ts';
import { rewordDraft } from '../src/llm/reword-draft.ts';
import type { DraftPurpose, DraftText } from '../src/model/draft.ts';
import { isHiddenAddress } from '../src/model/hidden-address.ts';
import type { Feedback } from '../src/model/inquiry.ts';
import type { PersonReason } from '../src/reply/compose-team.ts';
import type { RewordingFault } from '../src/reply/number-guard/check-rewording.ts';
import type { Stage } from './run-stage.ts';

type Subject = LoadedInquiry & { answer: Answer | null };
type Outcome =
  | {
      kind: 'draft';
      purpose: DraftPurpose;
      draft: DraftText;
      files: Attachments;
      warnings: string[];
      feedback: Feedback | null;
      /** Why the words of the language model are not used. */
      rewording?: { reason: string; faults: RewordingFault[] };
    }
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
    return { ...inquiry, answer: await loadAnswer(app, answerId) };
  },

  async decide(inquiry, app) {
    const { row, view, answer } = inquiry;
    const context = replyContext(app, row.owner);
    const byMail = row.reply_policy === 'smtp' || row.reply_policy === 'relay_by_mail';
    const byPlatform = !byMail || isHiddenAddress(view.customer.address);
    if (byPlatform) return { kind: 'needs_person', reason: 'no_address', feedback: null };
    if (!answer) {
      const mail = { purpose: 'reply', feedback: null, language: view.language, answer } as const;
      const { letter, files } = await letterWithFiles(app, inquiry, mail, (attached) =>
        writeReply(inquiry, { ...context, attached }),
      );
      const draft = letter ?? writeReply(inquiry, context);
      const warnings = await draftWarnings(app, inquiry, { ...draft, purpose: 'reply' }, null);
      return { kind: 'draft', purpose: 'reply', draft, files, warnings, feedback: null };
    }
    const read = readAnswer(app, inquiry, answer);
    const { feedback, said } = read;
    // He is not written to any more; what he asks for beside that, a person answers.
    const mail = { purpose: 'feedback', feedback, language: view.language, answer } as const;
    const { letter: draft, files } = await letterWithFiles(app, inquiry, mail, (attached) =>
      feedback === 'unsubscribe' ? null : writeFeedback(inquiry, read, { ...context, attached }),
    );
    if (!draft) return { kind: 'needs_person', reason: feedback, feedback };
    const warnings = await draftWarnings(app, inquiry, { ...draft, purpose: 'feedback' }, said);
    return { kind: 'draft', purpose: 'feedback', draft, files, warnings, feedback };
  },

  async refine(outcome, inquiry, app) {
    if (app.model === null || outcome.kind !== 'draft') return outcome;
    const { company } = app.config;
    const written = { draft: outcome.draft, facts: personalFacts(inquiry.view), tone: company.tone ?? '' };
    const rewording = await rewordDraft(app.model, written, app.config);
    if (rewording.kind === 'template') {
      const { reason, faults } = rewording;
      return { ...outcome, rewording: { reason, faults } };
    }
    const { draft } = rewording;
    const said = inquiry.answer && readAnswer(app, inquiry, inquiry.answer).said;
    const warnings = await draftWarnings(app, inquiry, { ...draft, purpose: outcome.purpose }, said);
    return { ...outcome, draft, warnings };
  },

  async save(trx, subject, outcome, app) {
    const { row, view, quotation, answer } = subject;
    const at = app.clock.now();
    const from = answer ? (['negotiating'] as const) : (['priced'] as const);
    if (outcome.kind === 'needs_person') {
      if (outcome.feedback === 'unsubscribe') await suppressContact(trx, row.contact_id, at);
      const set = { feedback: outcome.feedback };
      const words = answer ? { words: answer.text } : {};
      return askPerson(trx, app, { inquiry: row, from, reason: outcome.reason, set, ...words });
    }
    const set = { feedback: outcome.feedback };
    const detail = { purpose: outcome.purpose, ...(outcome.rewording ? { rewording: outcome.rewording } : {}) };
    mustHold(await moveInquiry(trx, row.id, { from, to: 'drafted', at, set, detail }));
    const { purpose, draft, files } = outcome;
    const id = await createDraft(
      trx,
      {
        inquiryId: row.id,
        purpose,
        ...draft,
        ...files,
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
