/** The folders that could not be read for some time, by what the intake has noted of every look into them. */
import type { Db } from './connect.ts';

export type FailingFolder = { mailbox: string; folder: string; since: Date; error: string };

/** Those that fail since `before` or longer, the longest first. */
export async function failingFolders(db: Db, before: Date): Promise<FailingFolder[]> {
  const rows = await db
    .selectFrom('folders')
    .select(['mailbox', 'folder', 'failing_since', 'last_error'])
    .where('failing_since', '<=', before)
    .orderBy('failing_since')
    .orderBy('id')
    .execute();
  return rows.flatMap(({ mailbox, folder, failing_since: since, last_error: error }) =>
    since && error ? [{ mailbox, folder, since, error }] : [],
  );
}
