/** Moves a handled mail into another folder of its mailbox. Nothing is ever deleted. */
import type { MailAccount } from '../model/mail-account.ts';
import { connectImap, findPath, leaveImap, type MailAccess } from './imap.ts';
import { folderFacts } from './read-folder.ts';

/** `gone`: a person has moved or deleted it; `renumbered`: the UID means nothing any more (RFC 9051 section 2.3.1.1). */
export type Moved = 'moved' | 'gone' | 'renumbered';

/** @param target is made when it is not there */
export async function moveMail(
  account: MailAccount,
  place: { folder: string; uidValidity: string; uid: number },
  target: string,
  access: MailAccess,
): Promise<Moved> {
  const client = await connectImap(account.imap, access);
  try {
    const path = await findPath(client, target).catch(async () => (await client.mailboxCreate(target)).path);
    await client.mailboxOpen(await findPath(client, place.folder));
    if (folderFacts(client).uidValidity !== place.uidValidity) return 'renumbered';
    const uids = await client.search({ uid: String(place.uid) }, { uid: true });
    if (!Array.isArray(uids) || uids.length === 0) return 'gone';
    const moved = await client.messageMove(uids, path, { uid: true });
    if (!moved) throw new Error(`the server did not move a mail to ${JSON.stringify(target)}`);
    return 'moved';
  } finally {
    await leaveImap(client);
  }
}
