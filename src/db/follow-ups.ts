/** Follow-ups: when a customer who has not answered is to be asked again. One at most is open for an inquiry. */
import type { Db } from './connect.ts';
import { addEvent } from './events.ts';
import type { FollowUpStatus, Row } from './schema.ts';

export async function scheduleFollowUp(
  db: Db,
  plan: { inquiryId: number; step: number; template: string; dueAt: Date; at: Date },
): Promise<number> {
  const { id } = await db
    .insertInto('follow_ups')
    .values({
      inquiry_id: plan.inquiryId,
      step: plan.step,
      template: plan.template,
      due_at: plan.dueAt,
      status: 'scheduled',
      created_at: plan.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addEvent(db, {
    kind: 'follow_up_scheduled',
    at: plan.at,
    inquiryId: plan.inquiryId,
    detail: { step: plan.step, dueAt: plan.dueAt.toISOString() },
  });
  return id;
}

export function followUpById(db: Db, id: number): Promise<Row<'follow_ups'> | undefined> {
  return db.selectFrom('follow_ups').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @returns whether this call moved it */
export async function moveFollowUp(
  db: Db,
  id: number,
  from: FollowUpStatus,
  to: FollowUpStatus,
  reason: string | null = null,
): Promise<boolean> {
  const result = await db
    .updateTable('follow_ups')
    .set({ status: to, reason, failure: null })
    .where('id', '=', id)
    .where('status', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Follow-ups of an inquiry that wait for their day. */
export function scheduledFollowUps(db: Db, inquiryId: number): Promise<Row<'follow_ups'>[]> {
  return db
    .selectFrom('follow_ups')
    .selectAll()
    .where('inquiry_id', '=', inquiryId)
    .where('status', '=', 'scheduled')
    .execute();
}

/** Moves a waiting follow-up to another day. */
export async function postpone(db: Db, followUp: Row<'follow_ups'>, dueAt: Date, at: Date): Promise<void> {
  await db
    .updateTable('follow_ups')
    .set({ due_at: dueAt })
    .where('id', '=', followUp.id)
    .where('status', '=', 'scheduled')
    .execute();
  const detail = { step: followUp.step, dueAt: dueAt.toISOString() };
  await addEvent(db, { kind: 'follow_up_postponed', at, inquiryId: followUp.inquiry_id, detail });
}

/** The customer has answered, or must not be written to: nothing that is planned for him happens. */
export async function cancelFollowUps(db: Db, inquiryId: number, reason: string, at: Date): Promise<void> {
  const rows = await db
    .updateTable('follow_ups')
    .set({ status: 'cancelled', reason })
    .where('inquiry_id', '=', inquiryId)
    .where('status', 'in', ['scheduled', 'drafted'])
    .returning('step')
    .execute();
  for (const row of rows) {
    await addEvent(db, { kind: 'follow_up_cancelled', at, inquiryId, detail: { step: row.step, reason } });
  }
}

export async function failFollowUp(db: Db, id: number, reason: string): Promise<void> {
  await db.updateTable('follow_ups').set({ failure: reason }).where('id', '=', id).execute();
}
