/** Lists what lies in the watched folders and fetches single mails by UID, for the audit. */
import type { MailAccount } from '../model/mail-account.ts';
import { connectImap, findPath, leaveImap, type MailAccess, openFolder } from './imap.ts';
import type { FetchedMail } from './intake-store.ts';
import { fetchMails, folderFacts, listAbove } from './read-folder.ts';

type MailInFolder = { uid: number; receivedAt: Date; messageId: string | null };
export type FolderContents = { folder: string; uidValidity: string; mails: MailInFolder[] };

/**
 * Every folder of the account over one connection, read-only.
 * @param above UIDs up to this one are left out
 * @throws when the server cannot be reached or a folder is not there
 */
export async function listMails(
  account: MailAccount,
  above: (folder: string) => number,
  access: MailAccess,
): Promise<FolderContents[]> {
  const client = await connectImap(account.imap, access);
  try {
    const contents: FolderContents[] = [];
    for (const folder of account.folders) {
      await openFolder(client, await findPath(client, folder));
      const { uidValidity, count } = folderFacts(client);
      const mails: MailInFolder[] = [];
      const wanted = { uid: true, internalDate: true, envelope: true };
      if (count > 0) {
        for await (const row of client.fetch(`${above(folder) + 1}:*`, wanted, { uid: true })) {
          // `n:*` always names the last mail; and the server slips in rows about other changes.
          if (row.internalDate === undefined || row.uid <= above(folder)) continue;
          const messageId = row.envelope?.messageId?.trim() || null;
          mails.push({ uid: row.uid, receivedAt: new Date(row.internalDate), messageId });
        }
      }
      contents.push({ folder, uidValidity, mails });
    }
    return contents;
  } finally {
    await leaveImap(client);
  }
}

/** Single mails of a folder, parsed; one that is gone meanwhile is left out. */
export async function fetchByUid(
  account: MailAccount,
  folder: string,
  uids: readonly number[],
  now: Date,
  access: MailAccess,
): Promise<FetchedMail[]> {
  const client = await connectImap(account.imap, access);
  try {
    await openFolder(client, await findPath(client, folder));
    const wanted = new Set(uids);
    const listed = await listAbove(client, Math.min(...uids) - 1, now);
    return await fetchMails(
      client,
      listed.filter((mail) => wanted.has(mail.uid)),
    );
  } finally {
    await leaveImap(client);
  }
}
