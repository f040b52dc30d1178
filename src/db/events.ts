/** The journal: one row for everything that happened to an inquiry or a message. Rows are only ever added. */
import type { Db } from './connect.ts';

export type NewEvent = {
  kind: string;
  at: Date;
  inquiryId?: number | null;
  messageId?: number | null;
  /** Ids, states and reasons; no addresses, subjects or bodies. */
  detail?: Record<string, unknown>;
};

export async function addEvent(db: Db, event: NewEvent): Promise<void> {
  await db
    .insertInto('events')
    .values({
      at: event.at,
      kind: event.kind,
      inquiry_id: event.inquiryId ?? null,
      message_id: event.messageId ?? null,
      detail: JSON.stringify(event.detail ?? {}),
    })
    .execute();
}
