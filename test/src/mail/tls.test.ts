import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { checkImap, checkSmtp } from '../../../src/mail/check-login.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import { openSentFolder } from '../../../src/mail/sent-folder.ts';
import { openSmtp } from '../../../src/mail/smtp.ts';
import type { ServerLogin } from '../../../src/model/mail-account.ts';
import { type Dovecot, dovecotAvailable, startDovecot } from '../../support/dovecot.ts';
import { makeTestCa, opensslAvailable, type TestCa } from '../../support/test-ca.ts';

const itTls = opensslAvailable() ? it : it.skip;
const itDovecot = opensslAvailable() && dovecotAvailable() ? it : it.skip;
const tokens = openAccessTokens();
const log = pino({ enabled: false });
const PASSWORD = 'secret';

type Tls = 'implicit' | 'starttls';
type Kind = 'good' | 'expired';
let authority: TestCa | null = null;
let dovecot: Dovecot | null = null;
const closers: (() => void)[] = [];
/** SMTP servers, each with the passwords it has heard. */
const smtp = new Map<string, { port: number; heard: string[]; received: string[]; server: SMTPServer }>();

beforeAll(async () => {
  if (!opensslAvailable()) return;
  authority = makeTestCa();
  const certificates = {
    good: authority.issue('good', 'DNS:localhost'),
    expired: authority.issue('old', 'DNS:localhost', 0),
  };
  if (dovecotAvailable()) dovecot = await startDovecot({ tls: certificates.good });
  for (const kind of ['good', 'expired'] as const) {
    for (const tls of ['implicit', 'starttls'] as const)
      smtp.set(`${tls} ${kind}`, await serveSmtp(tls, certificates[kind]));
  }
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
});
afterAll(async () => {
  for (const { server } of smtp.values()) await new Promise<void>((resolve) => server.close(() => resolve()));
  await dovecot?.close();
  authority?.close();
});

async function serveSmtp(tls: Tls, { cert, key }: { cert: string; key: string }) {
  const heard: string[] = [];
  const received: string[] = [];
  const server = new SMTPServer({
    secure: tls === 'implicit',
    cert,
    key,
    disableReverseLookup: true,
    onAuth: ({ password }, _session, callback) => {
      heard.push(password ?? '');
      callback(null, { user: 'desk' });
    },
    onData: (stream, _session, callback) => {
      stream.setEncoding('utf8').on('data', (chunk: string) => received.push(chunk));
      stream.on('end', () => callback());
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { port: (server.server.address() as AddressInfo).port, heard, received, server };
}

/** Listens in on a line: all that the client says, byte by byte. */
async function tap(to: number): Promise<{ port: number; heard: () => string }> {
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(to, '127.0.0.1');
    client.on('data', (chunk: Buffer) => void chunks.push(chunk));
    client.pipe(behind).pipe(client);
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard: () => Buffer.concat(chunks).toString('latin1') };
}

function loginTo(host: string, port: number, tls: Tls, ca: string | undefined): ServerLogin {
  return { host, port, tls, user: 'desk', password: PASSWORD, ...(ca ? { ca } : {}) };
}

/** Name asked for, whether the authority is trusted, the certificate, and what is said; null = all is well. */
const cases: [string, boolean, Kind, RegExp | null][] = [
  ['localhost', true, 'good', null],
  ['localhost', false, 'good', /certificate .* not trusted.*MAIL_CA_FILE/],
  ['127.0.0.1', true, 'good', /certificate .* for another name/],
  ['localhost', true, 'expired', /certificate .* out of date/],
];

describe.each(['implicit', 'starttls'] as const)('TLS (%s)', (tls) => {
  itDovecot.each(cases.filter(([, , kind]) => kind === 'good'))(
    'to an IMAP server at %s, authority trusted: %s, certificate %s',
    async (host, isTrusted, _kind, fault) => {
      const { imap } = dovecot?.account('desk') ?? { imap: { port: 0 } };
      const port = tls === 'implicit' ? (dovecot?.imapsPort ?? 0) : imap.port;
      const tapped = await tap(port);
      const login = loginTo(host, tapped.port, tls, isTrusted ? authority?.ca : undefined);
      const said = await checkImap(login, tokens);
      if (fault) expect(said).toMatch(fault);
      else expect(said).toBeNull();
      // Whatever became of it, nothing but the call for TLS went out in the clear.
      const heard = tapped.heard();
      expect(heard).not.toMatch(/AUTHENTICATE|LOGIN|secret|AGRlc2sAc2VjcmV0/);
      if (tls === 'starttls') expect(heard).toMatch(/STARTTLS/);
    },
  );

  itDovecot('reaches the Sent folder', async () => {
    if (!dovecot || !authority) throw new Error('no server');
    const account = dovecot.account('desk');
    const port = tls === 'implicit' ? dovecot.imapsPort : account.imap.port;
    const sent = openSentFolder({ ...account, imap: loginTo('localhost', port, tls, authority.ca) }, { log, tokens });
    await sent.append(Buffer.from(`Message-ID: <${tls}@desk.example>\r\n\r\nx\r\n`), new Date());
    expect(await sent.has(`<${tls}@desk.example>`)).toBe(true);
    await sent.close();
  });

  itTls.each(cases)(
    'to an SMTP server at %s, authority trusted: %s, certificate %s',
    async (host, isTrusted, kind, fault) => {
      const server = smtp.get(`${tls} ${kind}`);
      if (!server) throw new Error('no server');
      server.heard.length = 0;
      const login = loginTo(host, server.port, tls, isTrusted ? authority?.ca : undefined);
      const said = await checkSmtp(login, tokens);
      if (fault) expect(said).toMatch(fault);
      else expect(said).toBeNull();
      expect(server.heard).toEqual(fault ? [] : [PASSWORD]);
      const sender = openSmtp(login, tokens);
      const result = await sender.send(
        { from: 'a@x.example', to: ['b@y.example'] },
        Buffer.from('Subject: x\r\n\r\ny\r\n'),
      );
      sender.close();
      expect(result.kind).toBe(fault ? 'refused' : 'sent');
      expect(server.received.length > 0).toBe(fault === null && kind === 'good');
      server.received.length = 0;
    },
  );
});

describe('a line from which somebody takes STARTTLS away', () => {
  /** Says what `answer` gives for each line, and keeps what it hears. */
  async function scripted(
    greeting: string,
    answer: (line: string) => string,
  ): Promise<{ port: number; heard: string[] }> {
    const heard: string[] = [];
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.write(greeting);
      socket.on('data', (chunk) => {
        for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
          heard.push(line);
          socket.write(answer(line));
        }
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return { port: (server.address() as AddressInfo).port, heard };
  }
  const tagOf = (line: string) => line.split(' ')[0];

  it.each<[string, string, (line: string) => string]>([
    ['is not offered', '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n', (line) => `${tagOf(line)} OK done\r\n`],
    [
      'is refused',
      '* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\n',
      (line) => `${tagOf(line)} ${line.includes('STARTTLS') ? 'BAD no' : 'OK done'}\r\n`,
    ],
    [
      'is skipped by a greeting that says we are known',
      '* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] welcome\r\n',
      (line) => `${tagOf(line)} OK done\r\n`,
    ],
    [
      'is followed by words in the clear',
      '* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready\r\n',
      (line) => `${tagOf(line)} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n`,
    ],
  ])('IMAP: when it %s no password goes out', async (_, greeting, answer) => {
    const server = await scripted(greeting, answer);
    const said = await checkImap(loginTo('127.0.0.1', server.port, 'starttls', undefined), tokens);
    expect(said).toMatch(/No encrypted connection|closed the connection|not trusted|could not be used/);
    expect(server.heard.join('\n')).not.toMatch(/AUTHENTICATE|LOGIN|secret|AGRlc2sAc2VjcmV0/);
  });

  it.each<[string, (line: string) => string]>([
    ['is not offered', (line) => (line.startsWith('EHLO') ? '250-x\r\n250 AUTH PLAIN\r\n' : '250 ok\r\n')],
    [
      'is refused',
      (line) =>
        line.startsWith('EHLO')
          ? '250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n'
          : line === 'STARTTLS'
            ? '454 no\r\n'
            : '250 ok\r\n',
    ],
  ])('SMTP: when it %s neither password nor mail go out', async (_, answer) => {
    const server = await scripted('220 x ESMTP\r\n', answer);
    const login = loginTo('127.0.0.1', server.port, 'starttls', undefined);
    expect(await checkSmtp(login, tokens)).toMatch(/No encrypted connection|could not be used/);
    const sender = openSmtp(login, tokens);
    const result = await sender.send(
      { from: 'a@x.example', to: ['b@y.example'] },
      Buffer.from('Subject: x\r\n\r\ny\r\n'),
    );
    expect(result).toMatchObject({ kind: 'refused', permanent: false });
    sender.close();
    expect(server.heard.join('\n')).not.toMatch(/AUTH |MAIL|secret|AGRlc2sAc2VjcmV0/);
  });
});
