/** Leases: who of several instances holds a mailbox at the moment. Time is the database's, the same for all of them. */
import { hostname } from 'node:os';
import { sql } from 'kysely';
import type { Db } from './connect.ts';

/** A holder that says nothing for so long has lost what it held. */
const leaseSeconds = 20;

export type Leases = {
  /** Takes the lease when it is free, expired, ours already, or held by a dead process of this machine. */
  acquire(name: string): Promise<boolean>;
  /** @returns false when somebody else has taken it meanwhile */
  renew(name: string): Promise<boolean>;
  release(name: string): Promise<void>;
};

/** @param nonce unguessable: two processes of the same number are told apart by it */
export function openLeases(db: Db, nonce: string): Leases {
  const holder = `${hostname()} ${process.pid} ${nonce}`;
  const until = sql<Date>`clock_timestamp() + make_interval(secs => ${leaseSeconds})`;
  const take = async (name: string, from: string): Promise<boolean> => {
    const row = await db
      .updateTable('leases')
      .set({ holder, until })
      .where('name', '=', name)
      .where((where) => where.or([where('holder', '=', from), where('until', '<', sql<Date>`clock_timestamp()`)]))
      .executeTakeFirst();
    return row.numUpdatedRows === 1n;
  };
  return {
    async acquire(name) {
      const row = await db
        .insertInto('leases')
        .values({ name, holder, until })
        .onConflict((conflict) => conflict.doNothing())
        .returning('name')
        .executeTakeFirst();
      if (row || (await take(name, holder))) return true;
      const held = await db.selectFrom('leases').select('holder').where('name', '=', name).executeTakeFirst();
      return held !== undefined && isDeadHere(held.holder) && (await take(name, held.holder));
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

/** After a crash the next start on the same machine need not wait until the lease runs out. */
function isDeadHere(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname() || !/^\d+$/.test(pid ?? '')) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
