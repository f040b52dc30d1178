/** Leases: who of several instances holds a mailbox at the moment. Time is the database's, the same for all of them. */
import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A holder that says nothing for so long has lost what it held. */
export const leaseSeconds = 20;

export type Leases = {
  /** Takes the lease when it is free, expired or ours already. */
  acquire(name: string): Promise<boolean>;
  /** @returns false when somebody else has taken it meanwhile */
  renew(name: string): Promise<boolean>;
  release(name: string): Promise<void>;
};

/** @param holder unguessable and different for every process */
export function openLeases(db: Db, holder: string): Leases {
  const until = sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;
  return {
    async acquire(name) {
      const row = await db
        .insertInto('leases')
        .values({ name, holder, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, until })
            .where((where) =>
              where.or([where('leases.holder', '=', holder), where('leases.until', '<', sql<Date>`clock_timestamp()`)]),
            ),
        )
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },
    async renew(name) {
      const row = await db
        .updateTable('leases')
        .set({ until })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .executeTakeFirst();
      return row.numUpdatedRows === 1n;
    },
    async release(name) {
      await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
