/** Makes IMAP connections with the settings that every use of the mailbox needs, and opens folders in them. */
import { ImapFlow } from 'imapflow';
import type { Logger } from 'pino';
import type { ServerLogin } from '../model/mail-account.ts';
import { findFolder } from './find-folder.ts';
import { isLoginRefused } from './login-failure.ts';
import type { AccessTokens } from './oauth2.ts';
import { tlsTrust } from './tls-trust.ts';

/** Below the 29 minutes of RFC 2177, and below the timeouts of the firewalls between. */
const MAX_IDLE_MS = 5 * 60_000;
/** A server that owes an answer for longer is gone, even when TCP has not noticed; one that idles is asked (NOOP). */
const SILENCE_MS = 90_000;

/**
 * An ImapFlow that is not yet connected and does not idle by itself: left alone it waits 15 seconds before IDLE, and
 * new mail goes unnoticed meanwhile. Its errors go to the log at debug; they also fail the command that was running.
 */
export function imapClient(
  login: ServerLogin,
  log: Logger,
  { accessToken, silenceMs = SILENCE_MS }: { accessToken?: string; silenceMs?: number } = {},
): ImapFlow {
  const client = new ImapFlow({
    host: login.host,
    port: login.port,
    secure: login.tls === 'implicit',
    ...(login.tls === 'implicit' ? {} : { doSTARTTLS: login.tls === 'starttls' }),
    tls: tlsTrust(login),
    auth: accessToken === undefined ? { user: login.user, pass: login.password } : { user: login.user, accessToken },
    // NetEase (163, 126) refuses to open a folder to clients that do not name themselves (RFC 2971).
    clientInfo: { name: 'Inquiry Desk', version: '1', vendor: 'Inquiry Desk' },
    disableAutoIdle: true,
    maxIdleTime: MAX_IDLE_MS,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: silenceMs,
    maxLiteralSize: 128 * 1024 * 1024,
    maxResponseSize: 130 * 1024 * 1024,
    logger: log.isLevelEnabled('trace') ? traceLogger(log) : false,
  });
  client.on('error', (error: Error) => log.debug({ error: error.message }, 'imap connection error'));
  return client;
}

/** What every connection needs besides the login. */
export type MailAccess = {
  log: Logger;
  /** For a login by OAuth2. */
  tokens: AccessTokens;
};

type ConnectOptions = MailAccess & {
  silenceMs?: number;
  /** Breaks the attempt off, and the connection once it stands. */
  signal?: AbortSignal;
};

/**
 * A connection that is logged in, by password or by OAuth2. An access token that the server refuses is renewed once:
 * it may have been withdrawn before its time.
 * @throws imapflow's error or TokenFailure; explainLoginFailure tells both in words
 */
export async function connectImap(login: ServerLogin, options: ConnectOptions): Promise<ImapFlow> {
  const { oauth2 } = login;
  const { tokens } = options;
  if (!oauth2) return await logIn(login, options);
  const accessToken = await tokens.take(oauth2);
  try {
    return await logIn(login, options, accessToken);
  } catch (error) {
    if (!isLoginRefused(error)) throw error;
    return await logIn(login, options, await tokens.renew(oauth2, accessToken));
  }
}

async function logIn(login: ServerLogin, options: ConnectOptions, accessToken?: string): Promise<ImapFlow> {
  const { log, silenceMs, signal } = options;
  signal?.throwIfAborted();
  const client = imapClient(login, log, {
    ...(accessToken === undefined ? {} : { accessToken }),
    ...(silenceMs === undefined ? {} : { silenceMs }),
  });
  const breakOff = (): void => client.close();
  signal?.addEventListener('abort', breakOff, { once: true });
  client.once('close', () => signal?.removeEventListener('abort', breakOff));
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/**
 * The path of a folder that MailAccount names by its path or its special use.
 * @throws with a sentence for the owner when there is none
 */
export async function findPath(client: ImapFlow, folder: string): Promise<string> {
  if (/^inbox$/i.test(folder)) return 'INBOX';
  const path = findFolder(await client.list(), folder);
  if (path !== null) return path;
  const reason = folder.startsWith('\\') ? 'the server marks none so' : 'there is none of this name';
  throw new Error(`the folder ${JSON.stringify(folder)} cannot be opened: ${reason}`);
}

type Refusal = { mailboxMissing?: boolean; responseText?: string; responseStatus?: string };

/**
 * Opens a folder read-only, so that no flag is ever set. Opening it again asks the server anew what is in it.
 * @throws with a sentence for the owner, or imapflow's error when the connection is lost
 */
export async function openFolder(client: ImapFlow, path: string): Promise<void> {
  try {
    await client.mailboxOpen(path, { readOnly: true });
  } catch (error) {
    const { mailboxMissing, responseText, responseStatus } = error as Refusal;
    if (!mailboxMissing && responseStatus === undefined) throw error;
    const reason = mailboxMissing ? 'there is none of this name' : (responseText ?? 'the server refuses');
    throw new Error(`the folder ${JSON.stringify(path)} cannot be opened: ${reason}`, { cause: error });
  }
}

/** Log entries of imapflow hold addresses and subjects, so they are trace whatever imapflow calls them. */
function traceLogger(log: Logger) {
  const trace = (entry: unknown): void => log.trace({ imap: entry }, 'imap');
  return { trace, debug: trace, info: trace, warn: trace, error: trace };
}

/** Ends a connection politely, but within two seconds; never rejects. */
export async function leaveImap(client: ImapFlow): Promise<void> {
  const goodbye = client.usable ? client.logout().catch(() => {}) : Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, 2_000);
  });
  await Promise.race([goodbye, patience]);
  clearTimeout(timer);
  client.close();
}
