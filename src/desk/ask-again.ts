/** Puts an approved draft before its approver once more, because what would go out is not what he has seen. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { createDraft, moveDraft } from '../db/drafts.ts';
import { addEvent } from '../db/events.ts';
import { moveInquiry } from '../db/inquiries.ts';
import { mustHold } from '../db/lost-race.ts';
import type { Row } from '../db/schema.ts';
import type { DraftAttachment } from '../model/documents.ts';
import type { Revision } from '../model/revision.ts';
import type { Handoff } from '../queues.ts';
import type { Range } from '../reply/letter-html.ts';
import { NO_REVISION } from './apply-commands.ts';

/**
 * Within the transaction that approved it. The next version has the words that were approved, the `files` given, and
 * `warnings` on top.
 * @throws LostRace
 */
export async function askAgain(
  trx: Db,
  app: App,
  { draft, text, bold }: { draft: Row<'drafts'>; text: string; bold: readonly Range[] },
  why: { event: string; attachments: readonly DraftAttachment[]; warnings: readonly string[] },
): Promise<Handoff[]> {
  const at = app.clock.now();
  mustHold(await moveDraft(trx, draft.id, 'approved', 'superseded', at));
  const move = { from: ['approved'], to: 'drafted', at, detail: { purpose: draft.purpose } } as const;
  mustHold(await moveInquiry(trx, draft.inquiry_id, move));
  await addEvent(trx, { kind: why.event, at, inquiryId: draft.inquiry_id, detail: { draftId: draft.id } });
  const id = await createDraft(
    trx,
    {
      inquiryId: draft.inquiry_id,
      purpose: draft.purpose,
      language: draft.language,
      subject: draft.subject,
      text,
      bold,
      recipient: draft.recipient,
      answersMessageId: draft.answers_message_id,
      quotationId: draft.quotation_id,
      followUpId: draft.follow_up_id,
      warnings: [...why.warnings, ...draft.warnings],
      template: draft.template ?? undefined,
      revision: text === draft.text ? draft.revision : typedOver(draft),
      changes: draft.changes,
      attachments: [...why.attachments],
      left: draft.left_documents,
    },
    at,
  );
  return [{ queue: 'ask-approval', id }];
}

/** What he has typed stays his in the versions to come. */
function typedOver({ revision, text }: Row<'drafts'>): Revision {
  const before = revision ?? NO_REVISION;
  return { ...before, typedOver: before.typedOver ?? text };
}
