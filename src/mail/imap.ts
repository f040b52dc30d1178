/** Makes an IMAP connection with the settings that every use of the mailbox needs. */
import { ImapFlow } from 'imapflow';
import type { Logger } from 'pino';
import type { ServerLogin } from '../model/mail-account.ts';

/** Below the 29 minutes of RFC 2177, and below the timeouts of the firewalls between. */
const MAX_IDLE_MS = 5 * 60_000;
/** A server that owes an answer for longer is gone, even when TCP has not noticed. */
const SOCKET_TIMEOUT_MS = 120_000;

/**
 * An ImapFlow that is not yet connected and does not idle by itself: left alone it waits 15 seconds before IDLE, and
 * new mail goes unnoticed meanwhile. Its errors go to the log at debug; they also fail the command that was running.
 */
export function imapClient(login: ServerLogin, log: Logger): ImapFlow {
  const client = new ImapFlow({
    host: login.host,
    port: login.port,
    secure: login.tls === 'implicit',
    ...(login.tls === 'implicit' ? {} : { doSTARTTLS: login.tls === 'starttls' }),
    auth: { user: login.user, pass: login.password },
    // NetEase (163, 126) refuses to open a folder to clients that do not name themselves (RFC 2971).
    clientInfo: { name: 'Inquiry Desk', version: '1', vendor: 'Inquiry Desk' },
    disableAutoIdle: true,
    maxIdleTime: MAX_IDLE_MS,
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: SOCKET_TIMEOUT_MS,
    maxLiteralSize: 128 * 1024 * 1024,
    maxResponseSize: 130 * 1024 * 1024,
    logger: log.isLevelEnabled('trace') ? traceLogger(log) : false,
  });
  client.on('error', (error: Error) => log.debug({ error: error.message }, 'imap connection error'));
  return client;
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
