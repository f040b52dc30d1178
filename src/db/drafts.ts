/** Drafts: the mails to customers that wait for a person's word, numbered by version within an inquiry. */
import { sql } from 'kysely';
import type { DraftAttachment, LeftDocument } from '../model/documents.ts';
import type { DraftPurpose, DraftStatus } from '../model/draft.ts';
import type { DraftNote, Revision } from '../model/revision.ts';
import type { Db } from './connect.ts';
import type { NextStep, Row } from './schema.ts';

export type NewDraft = {
  inquiryId: number;
  purpose: DraftPurpose;
  language: string;
  subject: string;
  text: string;
  bold?: readonly (readonly [number, number])[] | undefined;
  recipient: string;
  answersMessageId: number;
  quotationId: number | null;
  followUpId: number | null;
  warnings: string[];
  template?: string | undefined;
  revision?: Revision | null | undefined;
  changes?: readonly DraftNote[] | undefined;
  attachments?: readonly DraftAttachment[] | undefined;
  left?: readonly LeftDocument[] | undefined;
};

/** Stores the next version. An inquiry has one open draft at most; a second one is a fault that rolls back. */
export async function createDraft(db: Db, draft: NewDraft, at: Date): Promise<number> {
  const { id } = await db
    .insertInto('drafts')
    .values({
      inquiry_id: draft.inquiryId,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from drafts where inquiry_id = ${draft.inquiryId})`,
      purpose: draft.purpose,
      status: 'drafted',
      status_at: at,
      language: draft.language,
      subject: draft.subject,
      text: draft.text,
      bold: JSON.stringify(draft.bold ?? []),
      recipient: draft.recipient,
      answers_message_id: draft.answersMessageId,
      quotation_id: draft.quotationId,
      follow_up_id: draft.followUpId,
      warnings: JSON.stringify(draft.warnings),
      revision: draft.revision ? JSON.stringify(draft.revision) : null,
      changes: JSON.stringify(draft.changes ?? []),
      template: draft.template ?? null,
      attachments: JSON.stringify(draft.attachments ?? []),
      left_documents: JSON.stringify(draft.left ?? []),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Its approver sends further files with it. */
export async function setAttachments(db: Db, id: number, attachments: readonly DraftAttachment[]): Promise<void> {
  const set = { attachments: JSON.stringify(attachments) };
  await db.updateTable('drafts').set(set).where('id', '=', id).execute();
}

export function draftById(db: Db, id: number): Promise<Row<'drafts'> | undefined> {
  return db.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @returns whether this call moved it */
export async function moveDraft(db: Db, id: number, from: DraftStatus, to: DraftStatus, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('drafts')
    .set({ status: to, status_at: at, failure: null })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * What is to happen to a waiting draft when nobody answers, in place of what was planned before.
 * @param planned what the caller has seen planned; somebody else may have been quicker
 * @returns whether this call changed it
 */
export async function planStep(
  db: Db,
  id: number,
  planned: NextStep | null,
  next: { step: NextStep; at: Date } | null,
): Promise<boolean> {
  const result = await db
    .updateTable('drafts')
    .set({ next_step: next?.step ?? null, next_step_at: next?.at ?? null })
    .where('id', '=', id)
    .where('status', '=', 'awaiting_approval')
    .where('next_step', 'is not distinct from', planned)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Whether an approved mail of this inquiry is still on its way out. */
export async function hasApprovedDraft(db: Db, inquiryId: number): Promise<boolean> {
  const row = await db
    .selectFrom('drafts')
    .select('id')
    .where('inquiry_id', '=', inquiryId)
    .where('status', '=', 'approved')
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * What waits for a word no longer fits (the customer has written, or his mail came back), nor does the question for it.
 * @param unsent the approved draft that could not be sent, which is not waiting for SMTP any more
 */
export async function supersedeOpenDrafts(
  db: Db,
  inquiryId: number,
  at: Date,
  unsent: number | null = null,
): Promise<void> {
  await db
    .updateTable('drafts')
    .set({ status: 'superseded', status_at: at })
    .where('inquiry_id', '=', inquiryId)
    .where((where) => where.or([where('status', 'in', ['drafted', 'awaiting_approval']), where('id', '=', unsent)]))
    .where('status', 'in', ['drafted', 'awaiting_approval', 'approved'])
    .execute();
  await db
    .updateTable('approvals')
    .set({ status: 'superseded', decided_at: at })
    .where('inquiry_id', '=', inquiryId)
    .where('status', '=', 'open')
    .execute();
}

export async function failDraft(db: Db, id: number, reason: string): Promise<void> {
  await db.updateTable('drafts').set({ failure: reason }).where('id', '=', id).execute();
}
