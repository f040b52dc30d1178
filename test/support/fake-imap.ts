/** An IMAP server with one empty folder, for what real servers do not show on command: refused logins, OAuth2, 163. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export type FakeImap = {
  port: number;
  /** The logins that were tried: mechanism, user, password or token; `at` by performance.now(). */
  logins: { mechanism: string; user: string; secret: string; at: number }[];
  /** The ID that clients gave, as they sent it. */
  ids: string[];
  close(): Promise<void>;
};

export type FakeImapOptions = {
  /** null = welcome, else the words of the tagged NO. */
  judge: (user: string, secret: string) => string | null;
  /** As NetEase does it: no folder for who has not named himself. */
  needsId?: boolean;
  /** Answers this command, or the connection itself (GREETING), with BYE and these words while it gives any. */
  bye?: (command: string) => string | null;
};

export async function startFakeImap({ judge, needsId = false, bye = () => null }: FakeImapOptions): Promise<FakeImap> {
  const logins: FakeImap['logins'] = [];
  const ids: string[] = [];
  const sockets = new Set<Socket>();
  const capabilities = 'CAPABILITY IMAP4rev1 SASL-IR ID IDLE AUTH=PLAIN AUTH=XOAUTH2';

  const serve = (socket: Socket): void => {
    let isNamed = false;
    /** What the next line answers, when it is no command. */
    let expected: ((line: string) => void) | null = null;
    const say = (...lines: string[]): void => void socket.write(lines.map((line) => `${line}\r\n`).join(''));
    const logIn = (tag: string, mechanism: string, answer: string): void => {
      const { user, secret } = credentials(mechanism, answer);
      logins.push({ mechanism, user, secret, at: performance.now() });
      const refusal = judge(user, secret);
      if (refusal === null) say(`${tag} OK welcome`);
      else if (mechanism === 'PLAIN') say(`${tag} NO ${refusal}`);
      else {
        say(`+ ${Buffer.from('{"status":"401"}').toString('base64')}`);
        expected = () => say(`${tag} NO ${refusal}`);
      }
    };
    const answers: Record<string, (tag: string, rest: string) => void> = {
      CAPABILITY: (tag) => say(`* ${capabilities}`, `${tag} OK done`),
      ID(tag, rest) {
        isNamed ||= rest !== 'NIL';
        ids.push(rest);
        say('* ID NIL', `${tag} OK done`);
      },
      AUTHENTICATE(tag, rest) {
        const [mechanism = '', answer] = rest.split(' ');
        if (answer === undefined) {
          say('+ ');
          expected = (line) => logIn(tag, mechanism, line);
        } else logIn(tag, mechanism, answer);
      },
      EXAMINE(tag) {
        if (needsId && !isNamed) {
          say(`${tag} NO EXAMINE Unsafe Login. Please contact kefu@provider.example`);
          return;
        }
        const facts = ['UIDVALIDITY 1', 'UIDNEXT 1'].map((fact) => `* OK [${fact}] so`);
        say('* FLAGS (\\Seen)', '* 0 EXISTS', ...facts, `${tag} OK [READ-ONLY] done`);
      },
      IDLE(tag) {
        say('+ idling');
        expected = () => say(`${tag} OK done`);
      },
      LOGOUT(tag) {
        say('* BYE', `${tag} OK done`);
        socket.end();
      },
    };
    const hear = (line: string): void => {
      const waiting = expected;
      expected = null;
      if (waiting) {
        waiting(line);
        return;
      }
      const [tag = '', command = '', ...rest] = line.split(' ');
      if (isShown(command.toUpperCase())) return;
      const answer = answers[command.toUpperCase()];
      if (answer) answer(tag, rest.join(' '));
      else say(`${tag} OK done`);
    };
    /** True when the client has been shown the door. */
    const isShown = (command: string): boolean => {
      const words = bye(command);
      if (words !== null) socket.end(`* BYE ${words}\r\n`);
      return words !== null;
    };
    let rest = '';
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) hear(line);
    });
    socket.on('error', () => {});
    if (!isShown('GREETING')) say(`* OK [${capabilities}] ready`);
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    logins,
    ids,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** SASL PLAIN (RFC 4616) or XOAUTH2. */
function credentials(mechanism: string, answer: string): { user: string; secret: string } {
  const text = Buffer.from(answer, 'base64').toString();
  if (mechanism === 'PLAIN') {
    const [, user = '', secret = ''] = text.split('\0');
    return { user, secret };
  }
  const [user = '', bearer = ''] = text.split('\x01');
  return { user: user.replace('user=', ''), secret: bearer.replace('auth=Bearer ', '') };
}
