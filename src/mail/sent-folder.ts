/** Keeps copies of sent mails in the mailbox's Sent folder, and looks up whether a mail is there. */
import type { ImapFlow } from 'imapflow';
import type { MailAccount } from '../model/mail-account.ts';
import { findFolder } from './find-folder.ts';
import { connectImap, leaveImap, type MailAccess } from './imap.ts';

export type SentFolder = {
  /** Puts a copy there, marked as read, unless the provider has done so by itself; `at` becomes its INTERNALDATE. */
  append(raw: Buffer, at: Date): Promise<void>;
  /** True when a mail with this Message-ID lies there; rejects when the server cannot tell. */
  has(messageId: string): Promise<boolean>;
  close(): Promise<void>;
};

const IDLE_MS = 30_000;

type Connection = { client: ImapFlow; path: string };

/** Opens no connection before it is needed, and keeps one for half a minute after; operations run one by one. */
export function openSentFolder(account: MailAccount, access: MailAccess): SentFolder {
  let connection: Connection | null = null;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const leave = async (): Promise<void> => {
    clearTimeout(timer);
    const leaving = connection;
    connection = null;
    if (leaving) await leaveImap(leaving.client);
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
  const withFolder = <T>(work: (connection: Connection) => Promise<T>): Promise<T> =>
    inTurn(async () => {
      clearTimeout(timer);
      try {
        if (!connection?.client.usable) connection = await connect(account, access);
        return await work(connection);
      } catch (error) {
        await leave();
        throw error;
      } finally {
        if (connection) timer = setTimeout(() => void inTurn(leave), IDLE_MS).unref();
      }
    });

  return {
    append: (raw, at) =>
      withFolder(async (open) => {
        const messageId = messageIdOf(raw);
        if (messageId !== null && (await isThere(open, messageId))) return;
        const appended = await open.client.append(open.path, raw, ['\\Seen'], at);
        if (!appended) throw new Error('the server did not take the copy for the Sent folder');
      }),
    has: (messageId) => withFolder((open) => isThere(open, messageId)),
    close: () => inTurn(leave),
  };
}

async function connect(account: MailAccount, access: MailAccess): Promise<Connection> {
  const client = await connectImap(account.imap, access);
  try {
    const path = await sentPath(client, account.sentFolder);
    await client.mailboxOpen(path, { readOnly: true });
    return { client, path };
  } catch (error) {
    client.close();
    throw error;
  }
}

/** The owner's choice; else what the server marks (RFC 6154) or imapflow knows by name; else a new folder Sent. */
async function sentPath(client: ImapFlow, chosen: string | null): Promise<string> {
  const folders = await client.list();
  const found = findFolder(folders, chosen ?? '\\Sent');
  if (found !== null) return found;
  const { path } = await client.mailboxCreate(chosen === null || chosen.startsWith('\\') ? 'Sent' : chosen);
  await client.mailboxSubscribe(path);
  return path;
}

async function isThere({ client }: Connection, messageId: string): Promise<boolean> {
  // Lets the server tell this session what others have put there.
  await client.noop();
  const uids = await client.search({ header: { 'message-id': messageId } }, { uid: true });
  if (!Array.isArray(uids)) throw new Error('the server cannot search the Sent folder');
  return uids.length > 0;
}

function messageIdOf(raw: Buffer): string | null {
  const [header = ''] = raw
    .subarray(0, 64 * 1024)
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1);
  return /^message-id:\s{0,9}(<[^<>\s]{1,990}>)/im.exec(header)?.[1] ?? null;
}
