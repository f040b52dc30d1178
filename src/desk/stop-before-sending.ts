/** The last look at a mail to a customer before it is sent: what must not leave, stays. */
import type { App } from '../app.ts';
import { approvalById } from '../db/approvals.ts';
import { draftById } from '../db/drafts.ts';
import { loadInquiry } from '../db/inquiry-view.ts';
import { lastSentTo, outgoingById } from '../db/outgoing.ts';
import { parseMail } from '../mail/parse.ts';
import type { DraftAttachment } from '../model/documents.ts';
import { type Finding, judge } from '../reply/check/finding.ts';
import type { LetterFile } from '../reply/check/letter.ts';
import { sayFinding } from '../reply/check/say-finding.ts';
import { lookOver } from './look-over.ts';
import { memberByAddress, ownerOf } from './team.ts';
import { loadAnswer, readAnswer } from './write-letter.ts';

/**
 * What keeps a waiting mail from leaving, each finding one sentence in its owner's language; empty = it may leave. The
 * facts are those of this moment: somebody may have asked to be left alone, a certificate may have run out.
 */
export async function stopBeforeSending(app: App, outgoingId: number): Promise<string[]> {
  const mail = await outgoingById(app.db, outgoingId);
  if (mail?.status !== 'queued' || mail.audience !== 'customer') return [];
  if (mail.draft_id === null || mail.approval_id === null) return [];
  const [draft, approval] = await Promise.all([
    draftById(app.db, mail.draft_id),
    approvalById(app.db, mail.approval_id),
  ]);
  const inquiry = draft && (await loadInquiry(app.db, draft.inquiry_id));
  if (!draft || !approval || !inquiry) return [];
  const text = approval.final_text ?? draft.text;
  const edited = approval.status === 'edited' || draft.revision?.typedOver !== undefined;
  const { attachments } = await parseMail(mail.raw);
  const letter = {
    purpose: draft.purpose,
    language: draft.language,
    subject: mail.subject,
    text,
    recipient: mail.recipient,
    attachments: attachments.map(
      (file): LetterFile => ({ name: file.filename, bytes: file.size, sha256: file.sha256 }),
    ),
    edited,
    bytes: mail.raw.length,
  };
  const answer = draft.purpose === 'feedback' ? await loadAnswer(app, draft.answers_message_id) : null;
  const findings = await lookOver(app.db, app, inquiry, letter, {
    answer: answer && readAnswer(app, inquiry, answer).said,
    lastSentAt: (await lastSentTo(app.db, draft.inquiry_id))?.sent_at ?? null,
    drafted: draft.text,
    draftedAt: approval.requested_at,
    approvedBy: memberByAddress(app.config.company, approval.approver)?.role ?? 'sales',
    files: draft.attachments.map((file) => chosen(app, file)),
  });
  // Whoever has written his own figures has been asked about them when he did.
  const verdict = judge(findings, { edited, confirmed: true });
  return verdict.kind === 'send' ? [] : said(app, inquiry.row.owner, verdict.findings);
}

function chosen({ config }: App, { name, bytes, sha256, source }: DraftAttachment) {
  const document =
    source.from === 'library' ? config.documents.documents.find(({ id }) => id === source.id) : undefined;
  return { name, bytes, sha256, document: document ?? null };
}

function said({ config }: App, owner: string, findings: readonly Finding[]): string[] {
  const words = config.replyWords.team[ownerOf(config.company, owner).language];
  return findings.map((found) => sayFinding(found, words));
}
