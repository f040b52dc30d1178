/** Stage ask-approval: puts a draft before its approver by e-mail, with a token that only answers this version. */
import { createApproval } from '../src/db/approvals.ts';
import { draftById, failDraft, moveDraft } from '../src/db/drafts.ts';
import { moveInquiry } from '../src/db/inquiries.ts';
import { type LoadedInquiry, loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { messageById } from '../src/db/messages.ts';
import type { Row } from '../src/db/schema.ts';
import { alarmAboutInquiry } from '../src/desk/needs-person.ts';
import { queueTeamMail } from '../src/desk/outbox.ts';
import { replyContext } from '../src/desk/reply-context.ts';
import { ownerOf } from '../src/desk/team.ts';
import type { TeamMember } from '../src/model/company.ts';
import { newWords } from '../src/receive/reply-text.ts';
import { hashToken, makeToken, subjectTag } from '../src/reply/approval-token.ts';
import { composeApprovalRequest } from '../src/reply/compose-team.ts';
import type { Stage } from './run-stage.ts';

/** An answer after this many days is asked back: prices and plans have moved on. */
const validDays = 14;

/** `answer`: the customer's words that the draft answers, when it is not his first mail. */
type Subject = LoadedInquiry & { draft: Row<'drafts'>; answer: string | null };
type Outcome = { approver: TeamMember; token: string; subject: string; text: string };

export const askApproval: Stage<Subject, Outcome> = {
  name: 'ask-approval',

  async load(app, id) {
    const draft = await draftById(app.db, id);
    if (draft?.status !== 'drafted') return null;
    const inquiry = await loadInquiry(app.db, draft.inquiry_id);
    if (!inquiry) return null;
    const answered = draft.purpose === 'feedback' ? await messageById(app.db, draft.answers_message_id) : undefined;
    const answer = answered?.mail ? newWords(answered.mail.text, app.config.mailClients).text : null;
    return { ...inquiry, draft, answer };
  },

  decide({ row, view, draft, answer }, app) {
    const approver = ownerOf(app.config.company, row.owner);
    const token = makeToken(app.random(10));
    const tag = subjectTag(row.inquiry_no, token);
    const words = { language: draft.language, subject: draft.subject, text: draft.text };
    const shown = { ...words, version: draft.version, purpose: draft.purpose, to: draft.recipient };
    const mail = composeApprovalRequest(view, shown, tag, draft.warnings, replyContext(app, row.owner), answer);
    return { approver, token, ...mail };
  },

  async save(trx, { row, draft }, { approver, token, subject, text }, app) {
    const at = app.clock.now();
    mustHold(await moveDraft(trx, draft.id, 'drafted', 'awaiting_approval', at));
    const detail = { draftVersion: draft.version, purpose: draft.purpose };
    mustHold(await moveInquiry(trx, row.id, { from: ['drafted'], to: 'awaiting_approval', at, detail }));
    const approvalId = await createApproval(trx, {
      draftId: draft.id,
      inquiryId: row.id,
      approver: approver.email,
      tokenHash: hashToken(token),
      requestedAt: at,
      expiresAt: new Date(at.getTime() + validDays * 86_400_000),
    });
    return queueTeamMail(trx, app, {
      purpose: 'approval',
      dedupeKey: `approval:${approvalId}`,
      to: approver,
      subject,
      text,
      inquiryId: row.id,
      mailbox: row.mailbox,
      draftId: draft.id,
      approvalId,
      idLeft: `approval.${token}`,
    });
  },

  async fail(app, id, reason) {
    await failDraft(app.db, id, reason);
    const draft = await draftById(app.db, id);
    return draft ? alarmAboutInquiry(app, draft.inquiry_id, reason) : [];
  },
};
