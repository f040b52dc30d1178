/** The approval page: what it shows of a draft, and how a decision made there is carried out. */
import type { App } from '../app.ts';
import { approvalByPageHash, approvalsOf } from '../db/approvals.ts';
import { draftById } from '../db/drafts.ts';
import { addEvent } from '../db/events.ts';
import { type LoadedInquiry, loadInquiry } from '../db/inquiry-view.ts';
import { LostRace } from '../db/lost-race.ts';
import type { Row } from '../db/schema.ts';
import type { Handoff } from '../queues.ts';
import { equalTokens, hashToken, makeFormToken } from '../reply/approval-token.ts';
import { oneLine } from '../reply/plain.ts';
import type { ApprovalPages, ClosedPage, PageForm, WaitingPage } from '../web/pages.ts';
import { approveDraft, rejectDraft, type WaitingDraft } from './apply-decision.ts';
import { currentFiles } from './attachments.ts';
import { ownerOf } from './team.ts';
import { tooLate } from './too-late.ts';

/** The secret in the address stands for the person it was mailed to; it opens one version of one draft. */
export function approvalPages(app: App): ApprovalPages {
  return {
    async show(secret) {
      const found = await find(app, secret);
      return found && pageOf(app, found, secret);
    },
    async decide(secret, form) {
      const found = await find(app, secret);
      if (!found) return null;
      const page = pageOf(app, found, secret);
      const isOurs = equalTokens(form.formToken, makeFormToken(secret, found.draft.version));
      if (page.kind !== 'waiting') return refuse(app, found, page.kind, page);
      if (!isOurs) return refuse(app, found, 'form', { ...closed(app, found), kind: 'refused' });
      // A robot that follows links and presses buttons ticks no box.
      if (form.decision === 'approve' && !form.read) return refuse(app, found, 'unread', { ...page, unread: true });
      return decide(app, found, form);
    },
  };
}

type Found = WaitingDraft & Pick<LoadedInquiry, 'quotation'> & { requests: Row<'approvals'>[] };

async function find(app: App, secret: string): Promise<Found | null> {
  const approval = await approvalByPageHash(app.db, hashToken(secret));
  const draft = approval && (await draftById(app.db, approval.draft_id));
  const inquiry = approval && (await loadInquiry(app.db, approval.inquiry_id));
  if (!draft || !inquiry) return null;
  return { ...inquiry, approval, draft, requests: await approvalsOf(app.db, draft.id) };
}

function pageOf(app: App, found: Found, secret: string): WaitingPage | ClosedPage {
  const { approval, draft, row, view } = found;
  const end = closed(app, found);
  const late = tooLate(app, found)?.reason;
  if (late === 'already_decided') return { ...end, kind: approval.status === 'open' ? 'moved_on' : approval.status };
  if (late) return { ...end, kind: late };
  if (draft.status !== 'awaiting_approval' || row.status !== 'awaiting_approval') return end;
  return {
    ...end,
    kind: 'waiting',
    version: draft.version,
    customer: oneLine(view.customer.company ?? view.customer.name ?? view.customer.address, 120),
    recipient: oneLine(draft.recipient, 254),
    subject: oneLine(draft.subject, 300),
    text: draft.text,
    bold: draft.bold,
    draftLanguage: draft.language,
    warnings: draft.warnings.map((warning) => oneLine(warning, 300)),
    files: draft.attachments.map(({ name }) => oneLine(name, 200)),
    formToken: makeFormToken(secret, draft.version),
    unread: false,
  };
}

function closed(app: App, { approval, row }: WaitingDraft): ClosedPage {
  const { language } = ownerOf(app.config.company, approval.approver);
  return { kind: 'moved_on', language, inquiryNo: row.inquiry_no };
}

/** Nothing happens, and that it was tried is written down. */
async function refuse<Page>(app: App, { approval, row }: WaitingDraft, reason: string, page: Page): Promise<Page> {
  const detail = { approvalId: approval.id, by: 'page', reason };
  await addEvent(app.db, { kind: 'decision_refused', at: app.clock.now(), inquiryId: row.id, detail });
  return page;
}

async function decide(app: App, found: WaitingDraft, { decision, reason }: PageForm): Promise<ClosedPage> {
  const { approval, draft, row } = found;
  const detail = { approvalId: approval.id, decision, by: 'page' };
  // Papers are drawn here and not while the transaction holds its rows.
  if (decision === 'approve') await currentFiles(app.db, app, draft);
  let handoffs: Handoff[];
  try {
    handoffs = await app.db.transaction().execute(async (trx) => {
      await addEvent(trx, { kind: `decision_${decision}`, at: app.clock.now(), inquiryId: row.id, detail });
      return decision === 'approve'
        ? approveDraft(trx, app, found, { status: 'approved', text: draft.text, messageId: null })
        : rejectDraft(trx, app, found, { reason: oneLine(reason, 500), messageId: null });
    });
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    return refuse(app, found, 'moved_on', closed(app, found));
  }
  for (const { queue, id } of handoffs) await app.queues.add(queue, id);
  return { ...closed(app, found), kind: decision === 'approve' ? 'approved' : 'rejected' };
}
