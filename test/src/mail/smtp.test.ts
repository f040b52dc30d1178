import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import { openSmtp, type Smtp } from '../../../src/mail/smtp.ts';

const tokens = openAccessTokens();

const RAW = Buffer.from('From: a@desk.example\r\nTo: b@buyer.example\r\nSubject: x\r\n\r\n.dot\r\nhello\r\n');
const ENVELOPE = { from: 'a@desk.example', to: ['b@buyer.example'] };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** A real server with the given behaviour; `received` collects the messages it took over. */
async function serve(options: SMTPServerOptions) {
  const received: string[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect(_session, callback) {
      connections++;
      callback();
    },
    onData(stream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        callback();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { port, received, connections: () => connections, smtp: clientOf(port) };
}

function clientOf(port: number, user = '', password = ''): Smtp {
  const smtp = openSmtp({ host: '127.0.0.1', port, tls: 'none', user, password }, tokens);
  closers.unshift(async () => smtp.close());
  return smtp;
}

function reply(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code });
}

/** A server of our own that says each line of `script` for a command, and can cut the line at any point. */
async function scripted(answer: (command: string, socket: Socket) => string | null): Promise<Smtp> {
  const server: Server = createServer((socket) => {
    let inData = false;
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      const commands = inData ? (text.endsWith('.\r\n') ? ['END'] : ['BODY']) : text.trim().split('\r\n');
      for (const command of commands) {
        const said = answer(command, socket);
        if (said === null) return socket.destroy();
        inData = said.startsWith('354') || (inData && command === 'BODY');
        if (said) socket.write(`${said}\r\n`);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => new Promise((resolve) => server.close(() => resolve())));
  return clientOf((server.address() as AddressInfo).port);
}

const polite = (command: string): string => {
  if (command.startsWith('DATA')) return '354 go on';
  if (command === 'BODY') return '';
  return '250 ok';
};

describe('openSmtp', () => {
  it('sends the bytes as they are and says what the server answered', async () => {
    const { smtp, received } = await serve({});
    expect(await smtp.send(ENVELOPE, RAW)).toMatchObject({ kind: 'sent', response: expect.stringMatching(/^250/) });
    expect(received).toEqual([RAW.toString()]);
  });

  it('uses one connection for several mails and a new one when the server has dropped it', async () => {
    const served = await serve({ socketTimeout: 150 });
    for (const _ of [1, 2, 3]) await served.smtp.send(ENVELOPE, RAW);
    expect(served.connections()).toBe(1);
    const dropped = await serve({
      onData(stream, session, callback) {
        stream.resume();
        stream.on('end', () => callback());
        // smtp-server hands out no socket, so the next MAIL is answered with 421 instead: it closes.
        Object.assign(session, { seen: true });
      },
      onMailFrom: (_address, session, callback) => callback('seen' in session ? reply(421, 'closing') : undefined),
    });
    expect((await dropped.smtp.send(ENVELOPE, RAW)).kind).toBe('sent');
    expect((await dropped.smtp.send(ENVELOPE, RAW)).kind).toBe('sent');
    expect(dropped.connections()).toBe(2);
  });

  it.each([
    ['MAIL', 450, false, { onMailFrom: (_a, _s, done) => done(reply(450, 'later')) }],
    ['MAIL', 550, true, { onMailFrom: (_a, _s, done) => done(reply(550, 'no')) }],
    ['RCPT', 451, false, { onRcptTo: (_a, _s, done) => done(reply(451, 'greylisted')) }],
    ['RCPT', 550, true, { onRcptTo: (_a, _s, done) => done(reply(550, 'unknown user')) }],
    ['RCPT', 552, true, { onRcptTo: (_a, _s, done) => done(reply(552, 'full')) }],
    [
      'end of DATA',
      452,
      false,
      { onData: (stream, _s, done) => stream.resume().on('end', () => done(reply(452, 'disk'))) },
    ],
    [
      'end of DATA',
      554,
      true,
      { onData: (stream, _s, done) => stream.resume().on('end', () => done(reply(554, 'spam'))) },
    ],
  ] as [string, number, boolean, SMTPServerOptions][])(
    'a refusal at %s with %d is final: %s',
    async (_, code, permanent, how) => {
      const { smtp, received } = await serve(how);
      const result = await smtp.send(ENVELOPE, RAW);
      expect(result).toMatchObject({ kind: 'refused', code, permanent });
      expect(result.response).toMatch(new RegExp(`^${code}`));
      expect(received).toEqual([]);
      // The session survives a refusal.
      expect((await smtp.send(ENVELOPE, RAW)).kind).toBe('refused');
    },
  );

  it.each([
    ['a 4xx reply to DATA', 'DATA', '451 not now', { kind: 'refused', code: 451, permanent: false }],
    ['a 5xx reply to DATA', 'DATA', '554 no', { kind: 'refused', code: 554, permanent: true }],
    ['421 after the message', 'END', '421 closing', { kind: 'refused', code: 421, permanent: false }],
    ['the connection cut at MAIL', 'MAIL', null, { kind: 'refused', code: null, permanent: false }],
    ['the connection cut at RCPT', 'RCPT', null, { kind: 'refused', code: null, permanent: false }],
    ['the connection cut at DATA', 'DATA', null, { kind: 'refused', code: null, permanent: false }],
    ['the connection cut after the message', 'END', null, { kind: 'uncertain' }],
    ['nonsense after the message', 'END', 'hello', { kind: 'uncertain' }],
  ])('%s', async (_, at, said, expected) => {
    const smtp = await scripted((command) => (command.startsWith(at) ? said : polite(command)));
    expect(await smtp.send(ENVELOPE, RAW)).toMatchObject(expected);
  });

  it('is uncertain when the line is cut in the middle of a large message', async () => {
    const smtp = await scripted((command) => (command === 'BODY' ? null : polite(command)));
    expect((await smtp.send(ENVELOPE, Buffer.alloc(5_000_000, 'x\r\n'))).kind).toBe('uncertain');
  });

  it('names a refused login and does not call it permanent', async () => {
    const { port } = await serve({ onAuth: (_auth, _session, done) => done(reply(535, 'bad password')) });
    const result = await clientOf(port, 'user', 'wrong').send(ENVELOPE, RAW);
    expect(result).toMatchObject({ kind: 'refused', code: 535, permanent: false });
    expect(result.response).toMatch(/^login refused: 535/);
  });

  it('may try again when nothing answers', async () => {
    const { port } = await serve({});
    for (const close of closers.splice(0)) await close();
    expect(await clientOf(port).send(ENVELOPE, RAW)).toMatchObject({ kind: 'refused', code: null, permanent: false });
    await expect(clientOf(port).verify()).rejects.toThrow('ECONNREFUSED');
  });

  it('refuses to send without TLS when STARTTLS is required', async () => {
    const { port, received } = await serve({});
    const smtp = openSmtp({ host: '127.0.0.1', port, tls: 'starttls', user: '', password: '' }, tokens);
    expect(await smtp.send(ENVELOPE, RAW)).toMatchObject({ kind: 'refused', permanent: false });
    expect(received).toEqual([]);
  });

  it('never sends a bad envelope again', async () => {
    const { smtp } = await serve({});
    const result = await smtp.send(
      { from: 'a@desk.example', to: ['b@buyer.example\r\nRCPT TO:<evil@x.example>'] },
      RAW,
    );
    expect(result).toMatchObject({ kind: 'refused', permanent: true, code: null });
  });

  it('sends many at once, each exactly once', async () => {
    const { smtp, received } = await serve({});
    const results = await Promise.all(Array.from({ length: 30 }, () => smtp.send(ENVELOPE, RAW)));
    expect(results.every(({ kind }) => kind === 'sent')).toBe(true);
    expect(received.length).toBe(30);
  });
});
