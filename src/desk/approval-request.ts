/** Puts a draft before a person by mail: loads what the mail shows, composes it, writes token and mail in one go. */
import type { App } from '../app.ts';
import { absentOn } from '../db/absences.ts';
import { createApproval } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import { messageById, rawMessage } from '../db/messages.ts';
import type { Row } from '../db/schema.ts';
import { dayOf } from '../follow-up/business-hours.ts';
import type { TeamMember } from '../model/company.ts';
import type { DraftText } from '../model/draft.ts';
import type { Screening } from '../model/sanctions.ts';
import { sayGap } from '../prepare/gaps.ts';
import type { Handoff } from '../queues.ts';
import { newWords } from '../receive/reply-text.ts';
import { type AskedBecause, composeApprovalRequest } from '../reply/approval/compose-approval.ts';
import { hashToken, makePageSecret, makeToken } from '../reply/approval-token.ts';
import { hasDictionary } from '../spelling/dictionaries.ts';
import { pagePath } from '../web/pages.ts';
import type { ManagersMatter, Presence } from './approver.ts';
import { asAttachment, type CurrentFiles, currentFiles, describeAttachments } from './attachments.ts';
import { questionTag } from './mailboxes.ts';
import { queueTeamMail, type TeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { screenInquiry } from './screening.ts';
import { VALID_DAYS } from './waiting-plan.ts';
import { draftInLanguage } from './write-letter.ts';

/** Larger originals stay in the mailbox: many servers take no mail above 10 MB. */
const LARGEST_ORIGINAL = 6_000_000;

export type ShownDraft = LoadedInquiry & { draft: Row<'drafts'> };
/** What the mail shows besides the draft and its inquiry. */
export type Materials = {
  /** The customer's words that the draft answers, when it is not his first mail. */
  answer: string | null;
  original: Buffer | null;
  translation: DraftText | null;
  screening: Screening;
  /** What goes along, as it is now. */
  files: CurrentFiles['files'];
};

/** Null: its owner may agree. */
export async function managersMatter(app: App, shown: ShownDraft): Promise<ManagersMatter | null> {
  const { status } = await screenInquiry(app.db, app, shown);
  if (status === 'possible_match') return 'sanctions';
  return shown.draft.quotation_id !== null && shown.view.price.belowFloor ? 'floor' : null;
}

export async function presenceOf(app: App): Promise<Presence> {
  const now = app.clock.now();
  const { company } = app.config;
  return { company, absent: await absentOn(app.db, dayOf(now, company.timeZone)), now };
}

export async function loadMaterials(
  app: App,
  { draft, ...inquiry }: ShownDraft,
  reader: TeamMember,
): Promise<Materials> {
  const answered = draft.purpose === 'feedback' ? await messageById(app.db, draft.answers_message_id) : undefined;
  const original = (await rawMessage(app.db, inquiry.row.message_id)) ?? null;
  const spoken = draft.language.split('-')[0];
  const translation = spoken === reader.language ? null : await draftInLanguage(app, inquiry, draft, reader.language);
  return {
    answer: answered?.mail ? newWords(answered.mail.text, app.config.mailClients).text : null,
    original: original && original.length <= LARGEST_ORIGINAL ? original : null,
    translation: translation?.language.split('-')[0] === reader.language ? translation : null,
    screening: await screenInquiry(app.db, app, inquiry),
    files: (await currentFiles(app.db, app, draft)).files,
  };
}

/**
 * Asks a person for his word, with a token of his own.
 * @param because why he is asked, shown on top
 */
export async function requestApproval(
  trx: Db,
  app: App,
  shown: ShownDraft,
  materials: Materials,
  { person, because }: { person: TeamMember; because: readonly AskedBecause[] },
): Promise<Handoff[]> {
  const { row, draft } = shown;
  const at = app.clock.now();
  const token = makeToken(app.random(10));
  // A likeness to a sanctioned name is settled by an answer with its reason, on the record.
  const isDoubtful = materials.screening.status === 'possible_match';
  const secret = app.config.web && !isDoubtful ? makePageSecret(app.random(32)) : null;
  const approvalId = await createApproval(trx, {
    draftId: draft.id,
    inquiryId: row.id,
    approver: person.email,
    tokenHash: hashToken(token),
    pageHash: secret && hashToken(secret),
    requestedAt: at,
    expiresAt: new Date(at.getTime() + VALID_DAYS * 86_400_000),
  });
  const page = app.config.web && secret ? `${app.config.web.publicUrl}${pagePath}${secret}` : null;
  const mail = requestMail(app, shown, materials, { person, because, token, page });
  return queueTeamMail(trx, app, {
    ...mail,
    purpose: 'approval',
    dedupeKey: `approval:${approvalId}`,
    approvalId,
    idLeft: `approval.${token}`,
  });
}

/** Shows a person once more what he has been asked already; his answers to either mail count. */
export async function remindOfApproval(
  trx: Db,
  app: App,
  shown: ShownDraft,
  materials: Materials,
  reminder: { person: TeamMember; approval: Row<'approvals'>; token: string; inReplyTo: string },
): Promise<Handoff[]> {
  const { person, approval, token } = reminder;
  const because = [{ kind: 'reminder' as const, name: person.name, since: approval.requested_at }];
  const mail = requestMail(app, shown, materials, { person, because, token, page: null });
  return queueTeamMail(trx, app, {
    ...mail,
    purpose: 'reminder',
    dedupeKey: `reminder:${approval.id}`,
    approvalId: approval.id,
    inReplyTo: reminder.inReplyTo,
  });
}

type Request = { person: TeamMember; because: readonly AskedBecause[]; token: string; page: string | null };

function requestMail(
  app: App,
  { row, view, draft }: ShownDraft,
  { answer, original, translation, screening, files }: Materials,
  { person, because, token, page }: Request,
): Omit<TeamMail, 'purpose' | 'dedupeKey'> {
  const { config } = app;
  const quoteWords = config.quoteWords[person.language];
  const { gaps = [], hints = [], missing } = view.price;
  const content = composeApprovalRequest(
    view,
    {
      tag: questionTag(app, row.mailbox, row.inquiry_no, token),
      draft: { ...draft, to: draft.recipient, template: undefined },
      attachments: describeAttachments(app, draft, person.language),
      translation,
      screening,
      spelled: hasDictionary(draft.language.toLowerCase().split('-')[0] ?? draft.language),
      // What is missing for a price is told beside the price, in the reader's language.
      warnings: [
        ...draft.warnings.filter((warning) => !missing.includes(warning)),
        ...hints.map((hint) => sayGap(hint, quoteWords.gaps)),
      ],
      gaps: gaps.length > 0 ? gaps.map((gap) => sayGap(gap, quoteWords.gaps)) : missing,
      changes: draft.changes,
      because,
      answer,
      showMargin: showsMargin(config.approvals.showMarginTo, person),
      quoteWords,
      page,
      originalAttached: original !== null,
    },
    replyContext(app, person.email),
  );
  return {
    ...content,
    to: person,
    inquiryId: row.id,
    mailbox: row.mailbox,
    draftId: draft.id,
    replyToken: token,
    attachments: [...files.map(asAttachment), ...(original ? [asItCame(original)] : [])],
  };
}

/** RFC 2046 allows no encoding of a mail inside a mail: what no server would carry as it is goes as plain bytes. */
function asItCame(content: Buffer) {
  const lines = content.toString('latin1').split('\r\n');
  const isPlain = lines.every((line) => line.length <= 998 && !/[^\t\x20-\x7e]/.test(line));
  return { filename: 'inquiry.eml', contentType: isPlain ? 'message/rfc822' : 'application/octet-stream', content };
}

function showsMargin(to: 'manager' | 'everyone' | 'nobody', { role }: TeamMember): boolean {
  return to === 'everyone' || (to === 'manager' && role === 'manager');
}
