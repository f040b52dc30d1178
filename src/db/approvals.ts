/** Approvals: who was asked about which draft version, by which one-time token, and what he decided. */
import { sql } from 'kysely';
import type { Db } from './connect.ts';
import type { ApprovalStatus, Row } from './schema.ts';

export type NewApproval = {
  draftId: number;
  inquiryId: number;
  approver: string;
  tokenHash: string;
  /** Of the secret in the address of the page; null = no page. */
  pageHash: string | null;
  requestedAt: Date;
  expiresAt: Date;
};

export async function createApproval(db: Db, approval: NewApproval): Promise<number> {
  const { id } = await db
    .insertInto('approvals')
    .values({
      draft_id: approval.draftId,
      inquiry_id: approval.inquiryId,
      approver: approval.approver,
      token_hash: approval.tokenHash,
      page_hash: approval.pageHash,
      status: 'open',
      requested_at: approval.requestedAt,
      expires_at: approval.expiresAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export function approvalById(db: Db, id: number): Promise<Row<'approvals'> | undefined> {
  return db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst();
}

export function approvalByTokenHash(db: Db, tokenHash: string): Promise<Row<'approvals'> | undefined> {
  return db.selectFrom('approvals').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
}

export function approvalByPageHash(db: Db, pageHash: string): Promise<Row<'approvals'> | undefined> {
  return db.selectFrom('approvals').selectAll().where('page_hash', '=', pageHash).executeTakeFirst();
}

/**
 * How often a rule has stood in for a person since `since`. Others who ask for the same rule wait until this
 * transaction ends, so that two of them cannot both be the last one allowed.
 */
export async function usesOfRule(trx: Db, approver: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext(${approver}))`.execute(trx);
  const { count } = await trx
    .selectFrom('approvals')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('approver', '=', approver)
    .where('requested_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Closes an open approval with the approver's decision. Of two answers at once only one gets through.
 * @returns whether this call did it
 */
export async function closeApproval(
  db: Db,
  id: number,
  decision: { status: ApprovalStatus; at: Date; messageId: number | null; finalText?: string; reason?: string },
): Promise<boolean> {
  const result = await db
    .updateTable('approvals')
    .set({
      status: decision.status,
      decided_at: decision.at,
      decision_message_id: decision.messageId,
      final_text: decision.finalText ?? null,
      reason: decision.reason ?? null,
    })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .where('expires_at', '>', decision.at)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Requests for a draft that still wait for an answer, the first asked first. */
export function openApprovals(db: Db, draftId: number): Promise<Row<'approvals'>[]> {
  return db
    .selectFrom('approvals')
    .selectAll()
    .where('draft_id', '=', draftId)
    .where('status', '=', 'open')
    .orderBy('id')
    .execute();
}

/** Void all open requests for a draft: it has been decided on, or is shown again. */
export async function voidApprovals(db: Db, draftId: number, at: Date): Promise<void> {
  await db
    .updateTable('approvals')
    .set({ status: 'superseded', decided_at: at })
    .where('draft_id', '=', draftId)
    .where('status', '=', 'open')
    .execute();
}

/** All requests for a draft, whatever has become of them. */
export function approvalsOf(db: Db, draftId: number): Promise<Row<'approvals'>[]> {
  return db.selectFrom('approvals').selectAll().where('draft_id', '=', draftId).orderBy('id').execute();
}

/** Requests about an inquiry that still wait for an answer. */
export function openApprovalsAbout(db: Db, inquiryId: number): Promise<Row<'approvals'>[]> {
  return db
    .selectFrom('approvals')
    .selectAll()
    .where('inquiry_id', '=', inquiryId)
    .where('status', '=', 'open')
    .orderBy('id')
    .execute();
}

/** Drafts that wait for this person's word. */
export async function draftsWaitingFor(db: Db, approver: string): Promise<number[]> {
  const rows = await db
    .selectFrom('approvals')
    .select('draft_id')
    .where('approver', '=', approver)
    .where('status', '=', 'open')
    .execute();
  return rows.map(({ draft_id: id }) => id);
}
