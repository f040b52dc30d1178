/** Team members whose mail program has told that they are away. */
import type { Db } from './connect.ts';

export async function recordAbsence(db: Db, email: string, until: string, at: Date): Promise<void> {
  await db
    .insertInto('absences')
    .values({ email, until, heard_at: at })
    .onConflict((conflict) => conflict.column('email').doUpdateSet({ until, heard_at: at }))
    .execute();
}

/** He has answered: he is there again. */
export async function forgetAbsence(db: Db, email: string): Promise<void> {
  await db.deleteFrom('absences').where('email', '=', email).execute();
}

/** Addresses of those who are away on a day (ISO date), the last day included. */
export async function absentOn(db: Db, date: string): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom('absences').select('email').where('until', '>=', date).execute();
  return new Set(rows.map(({ email }) => email));
}
