/** Puts an approved draft before its approver once more, because the files that go with it are no longer the same. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { createDraft, moveDraft } from '../db/drafts.ts';
import { addEvent } from '../db/events.ts';
import { moveInquiry } from '../db/inquiries.ts';
import { mustHold } from '../db/lost-race.ts';
import type { Row } from '../db/schema.ts';
import type { Handoff } from '../queues.ts';
import type { Range } from '../reply/letter-html.ts';
import type { CurrentFiles } from './attachments.ts';

/**
 * Within the transaction that approved it. The next version has the words that were approved and the files as they are
 * now; a file that is gone or may not be sent any more is left out.
 * @throws LostRace
 */
export async function askAgain(
  trx: Db,
  app: App,
  { draft, text, bold }: { draft: Row<'drafts'>; text: string; bold: readonly Range[] },
  { files, changed }: CurrentFiles,
): Promise<Handoff[]> {
  const at = app.clock.now();
  mustHold(await moveDraft(trx, draft.id, 'approved', 'superseded', at));
  const move = { from: ['approved'], to: 'drafted', at, detail: { purpose: draft.purpose, changed } } as const;
  mustHold(await moveInquiry(trx, draft.inquiry_id, move));
  await addEvent(trx, { kind: 'attachments_changed', at, inquiryId: draft.inquiry_id, detail: { draftId: draft.id } });
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
      warnings: [
        ...draft.warnings,
        `Nothing has been sent: these files have changed since you approved: ${changed.join(', ')}`,
      ],
      template: draft.template ?? undefined,
      revision: draft.revision,
      changes: draft.changes,
      attachments: files.map(({ attachment }) => attachment),
      left: draft.left_documents,
    },
    at,
  );
  return [{ queue: 'ask-approval', id }];
}
