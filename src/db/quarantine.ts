/** Quarantine: messages held back as suspicious, and their release by a person. */
import { sql } from 'kysely';
import type { Db } from './connect.ts';
import { addEvent } from './events.ts';

export type Quarantined = {
  id: number;
  receivedAt: Date;
  from: string;
  subject: string;
  score: number;
  reasons: string[];
};

/** Newest first. */
export async function listQuarantine(db: Db, limit = 200): Promise<Quarantined[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'received_at', 'mail', 'detail'])
    .where('disposition', '=', 'suspicious')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ id, received_at, mail, detail }) => ({
    id,
    receivedAt: received_at,
    from: mail?.from?.address ?? '',
    subject: mail?.subject ?? '',
    score: Number(detail.score ?? 0),
    reasons: Array.isArray(detail.reasons) ? detail.reasons.map(String) : [],
  }));
}

/**
 * Puts a message back to be routed as if it were harmless.
 * @returns false when it is not in quarantine
 */
export async function releaseMessage(db: Db, id: number, at: Date): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const result = await trx
      .updateTable('messages')
      .set({ status: 'stored', disposition: null, detail: sql`detail || '{"released": true}'` })
      .where('id', '=', id)
      .where('disposition', '=', 'suspicious')
      .executeTakeFirst();
    if (result.numUpdatedRows !== 1n) return false;
    await addEvent(trx, { kind: 'released', at, messageId: id });
    return true;
  });
}
