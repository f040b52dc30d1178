/** Looks over a text that a person has typed: figures of his own that nothing bears out are shown to him once more. */
import type { App } from '../app.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import { lastSentTo } from '../db/outgoing.ts';
import type { Row } from '../db/schema.ts';
import type { TeamMember } from '../model/company.ts';
import { judge } from '../reply/check/finding.ts';
import { sayFinding } from '../reply/check/say-finding.ts';
import { lookOver } from './look-over.ts';
import { loadAnswer, readAnswer } from './write-letter.ts';

/**
 * The figures, currencies and links in `text` that stand neither in the draft nor in what is known, one sentence each in
 * the person's language; empty = nothing to ask. What must never leave is not in it: the last look stops that.
 */
export async function figuresToConfirm(
  app: App,
  inquiry: Pick<LoadedInquiry, 'row' | 'view' | 'quotation' | 'suppressed'>,
  draft: Row<'drafts'>,
  { text, person }: { text: string; person: TeamMember },
): Promise<string[]> {
  const { purpose, language, subject, recipient } = draft;
  const letter = { purpose, language, subject, text, recipient, attachments: [], edited: true };
  const answer = purpose === 'feedback' ? await loadAnswer(app, draft.answers_message_id) : null;
  const findings = await lookOver(app.db, app, inquiry, letter, {
    answer: answer && readAnswer(app, inquiry, answer).said,
    lastSentAt: (await lastSentTo(app.db, draft.inquiry_id))?.sent_at ?? null,
    drafted: draft.text,
    draftedAt: null,
    approvedBy: person.role,
    files: null,
  });
  const verdict = judge(findings, { edited: true, confirmed: false });
  const words = app.config.replyWords.team[person.language];
  return verdict.kind === 'confirm' ? verdict.findings.map((found) => sayFinding(found, words)) : [];
}
