/** Finds out whether mail to `name+anything@domain` reaches a mailbox (RFC 5233): sends one there and looks for it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { MailAccount } from '../model/mail-account.ts';
import { composeMail } from './compose.ts';
import { connectImap, findPath, leaveImap, type MailAccess, openFolder } from './imap.ts';
import { highestUid } from './read-folder.ts';
import { openSmtp } from './smtp.ts';

export type PlusAddressing =
  | { kind: 'arrives'; address: string; folder: string }
  /** The server does not take such mail, in its words. */
  | { kind: 'refused'; address: string; response: string }
  /** It took the mail, which has not come in time. */
  | { kind: 'not_seen'; address: string };

/** The mail stays in the mailbox; a desk that runs takes it for its own and does nothing with it. */
const WORDS =
  'This mail was sent by "inquiry-desk check" to find out whether mail to an address with a plus sign reaches this ' +
  'mailbox. It can be deleted.';

/**
 * @param trial `tag`: letters and digits, new for each trial; at most `waitMs` are waited
 * @throws when the IMAP server cannot be reached or a watched folder is not there
 */
export async function checkPlusAddress(
  account: MailAccount,
  access: MailAccess,
  trial: { tag: string; now: Date; waitMs: number; everyMs: number },
): Promise<PlusAddressing> {
  const at = account.address.lastIndexOf('@');
  const domain = account.address.slice(at + 1);
  const address = `${account.address.slice(0, at)}+check-${trial.tag}@${domain}`;
  const messageId = `<check-${trial.tag}@${domain}>`;
  const client = await connectImap(account.imap, access);
  try {
    const before = new Map<string, number>();
    for (const folder of account.folders) {
      const path = await findPath(client, folder);
      await openFolder(client, path);
      before.set(path, await highestUid(client));
    }
    const refused = await sendTo(account, access, { address, messageId, date: trial.now });
    if (refused !== null) return { kind: 'refused', address, response: refused };
    for (let waited = 0; ; waited += trial.everyMs) {
      for (const [path, last] of before) {
        if (await hasMail(client, path, last, messageId)) return { kind: 'arrives', address, folder: path };
      }
      if (waited >= trial.waitMs) return { kind: 'not_seen', address };
      await sleep(trial.everyMs);
    }
  } finally {
    await leaveImap(client);
  }
}

/** Null when the server has taken it, else its answer. */
async function sendTo(
  account: MailAccount,
  { tokens }: MailAccess,
  mail: { address: string; messageId: string; date: Date },
): Promise<string | null> {
  const raw = await composeMail({
    from: { name: '', address: account.address },
    to: [{ name: '', address: mail.address }],
    subject: 'Inquiry Desk: does this address reach the mailbox?',
    text: WORDS,
    messageId: mail.messageId,
    date: mail.date,
    // Nobody's machine is to answer it (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  const smtp = openSmtp(account.smtp, tokens);
  try {
    const result = await smtp.send({ from: account.address, to: [mail.address] }, raw);
    return result.kind === 'refused' ? result.response : null;
  } finally {
    smtp.close();
  }
}

async function hasMail(client: ImapFlow, path: string, above: number, messageId: string): Promise<boolean> {
  await openFolder(client, path);
  if ((await highestUid(client)) <= above) return false;
  let found = false;
  // Read to its end even when found: a fetch that is left open blocks the connection.
  for await (const { envelope } of client.fetch(`${above + 1}:*`, { uid: true, envelope: true }, { uid: true })) {
    found ||= envelope?.messageId?.trim() === messageId;
  }
  return found;
}
