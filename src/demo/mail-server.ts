/** A mail server inside this process, for the demo and the tests: SMTP in, one IMAP mailbox for each account. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { type ImapBox, openImapBox, type StoredMail } from './imap-box.ts';

export type DemoAccount = { address: string; password: string };

export type MailServer = {
  smtp: { host: string; port: number };
  /** How to log in to the mailbox of an account named at the start; throws for any other address. */
  account(address: string): { imap: { host: string; port: number; user: string; password: string } };
  /** Puts a mail into a mailbox as it is; `receivedAt` is its INTERNALDATE (default now, whole seconds). */
  deliver(address: string, raw: Buffer, receivedAt?: Date): void;
  /** What lies in an address's inbox, oldest first; [] for an address that never got mail. */
  inbox(address: string): StoredMail[];
  /** What lies in another folder of an account, e.g. Sent. */
  folder(address: string, name: string): StoredMail[];
  /** Tells of every mail that arrives by SMTP or deliver(); `raw` as in StoredMail. */
  onDelivered(listener: (address: string, raw: string) => void): void;
  close(): Promise<void>;
};

/** The value of an Authentication-Results field; `login` is who has logged in to hand the mail over. */
export type WriteResults = (handed: { login: string | null; envelopeFrom: string }) => string | null;

const HOST = '127.0.0.1';

/**
 * Starts the server on free loopback ports. Mail to an address that is no account is refused, or kept in memory with
 * `catchAll`, so that the demo can show what a customer received. Login is optional; a wrong one is refused. No TLS.
 */
export async function startMailServer(options: {
  accounts: DemoAccount[];
  catchAll?: boolean;
  /** What the server writes on top of a mail about its sender (RFC 8601); null or missing = nothing. */
  results?: WriteResults;
  /** The clock that INTERNALDATE is read from. */
  now?: () => Date;
}): Promise<MailServer> {
  const now = options.now ?? (() => new Date());
  const boxes = new Map<string, ImapBox>();
  for (const { address, password } of options.accounts) {
    boxes.set(address.toLowerCase(), await openImapBox(address, password));
  }
  const strangers = new Map<string, StoredMail[]>();
  const listeners: ((address: string, raw: string) => void)[] = [];

  const deliver = (to: string, bytes: Buffer, receivedAt = now()): void => {
    const address = to.toLowerCase();
    const raw = bytes.toString('latin1');
    const box = boxes.get(address);
    if (box) {
      box.append('INBOX', bytes, receivedAt);
    } else {
      const kept = strangers.get(address) ?? [];
      strangers.set(address, [...kept, { uid: kept.length + 1, raw, receivedAt }]);
    }
    for (const listener of listeners) listener(address, raw);
  };
  const knows = (address: string): boolean => options.catchAll === true || boxes.has(address.toLowerCase());
  const smtp = smtpServer(options.accounts, knows, deliver, options.results ?? (() => null));
  const port = await new Promise<number>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(0, HOST, () => resolve((smtp.server.address() as AddressInfo).port));
  });

  return {
    smtp: { host: HOST, port },
    account(address) {
      const box = boxes.get(address.toLowerCase());
      if (!box) throw new Error(`no account ${address} on this server`);
      return { imap: { host: HOST, port: box.port, user: box.user, password: box.password } };
    },
    deliver,
    inbox: (address) => boxes.get(address.toLowerCase())?.list('INBOX') ?? strangers.get(address.toLowerCase()) ?? [],
    folder: (address, name) => boxes.get(address.toLowerCase())?.list(name) ?? [],
    onDelivered: (listener) => void listeners.push(listener),
    async close() {
      await new Promise<void>((resolve) => smtp.close(() => resolve()));
      await Promise.all([...boxes.values()].map((box) => box.close()));
    },
  };
}

/** smtp-server with the trace headers that a real server puts on top of a mail (RFC 5321, 4.4). */
function smtpServer(
  accounts: DemoAccount[],
  knows: (address: string) => boolean,
  deliver: (to: string, raw: Buffer) => void,
  writeResults: WriteResults,
): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    hideSTARTTLS: true,
    size: 50 * 1024 * 1024,
    closeTimeout: 500,
    onAuth({ username, password }, _session, callback) {
      const account = accounts.find(({ address }) => address.toLowerCase() === username?.toLowerCase());
      if (account?.password === password) callback(null, { user: username });
      else callback(new Error('Invalid username or password'));
    },
    onRcptTo({ address }, _session, callback) {
      if (knows(address)) return callback();
      callback(Object.assign(new Error(`No such user here: ${address}`), { responseCode: 550 }));
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const sender = mailFrom ? mailFrom.address : '';
        const value = writeResults({ login: session.user ?? null, envelopeFrom: sender });
        const results = value === null ? '' : `Authentication-Results: ${value}\r\n`;
        for (const { address } of rcptTo) {
          const trace = `Return-Path: <${sender}>\r\nDelivered-To: ${address}\r\n${results}Received: from [127.0.0.1] by localhost with ESMTP; ${new Date().toUTCString().replace('GMT', '+0000')}\r\n`;
          deliver(address, Buffer.concat([Buffer.from(trace), ...chunks]));
        }
        callback();
      });
    },
  });
  // Clients that break off are no business of the server's process.
  server.on('error', () => {});
  return server;
}
