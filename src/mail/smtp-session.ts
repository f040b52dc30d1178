/** One connection to the SMTP server, from greeting to QUIT, with promises and a note of when the message went out. */
import { Readable } from 'node:stream';
import type { NodemailerError } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import type { ServerLogin } from '../model/mail-account.ts';
import type { AccessTokens } from './oauth2.ts';
import { classifyAnswer, classifyFailure, type SendResult } from './smtp-failure.ts';
import { tlsTrust } from './tls-trust.ts';

export type Envelope = { from: string; to: string[] };

export type SmtpSession = {
  /** False once the connection is gone. */
  isOpen(): boolean;
  /** Sends one mail; `begun` tells whether any byte of it was handed to the socket. Never rejects. */
  send(envelope: Envelope, raw: Buffer): Promise<{ result: SendResult; begun: boolean }>;
  /** Says QUIT. */
  quit(): void;
};

/**
 * Connects, secures and logs in, by password or by OAuth2; an access token that the server refuses is renewed once.
 * @throws nodemailer's error or TokenFailure
 */
export async function openSmtpSession(login: ServerLogin, tokens: AccessTokens): Promise<SmtpSession> {
  const { oauth2 } = login;
  if (!oauth2) return await openSession(login);
  const accessToken = await tokens.take(oauth2);
  try {
    return await openSession(login, accessToken);
  } catch (error) {
    if ((error as NodemailerError).code !== 'EAUTH') throw error;
    return await openSession(login, await tokens.renew(oauth2, accessToken));
  }
}

async function openSession(login: ServerLogin, accessToken?: string): Promise<SmtpSession> {
  const connection = new SMTPConnection({
    host: login.host,
    port: login.port,
    secure: login.tls === 'implicit',
    requireTLS: login.tls === 'starttls',
    ignoreTLS: login.tls === 'none',
    tls: tlsTrust(login),
    connectionTimeout: 20_000,
    dnsTimeout: 20_000,
    greetingTimeout: 20_000,
    // RFC 5321 section 4.5.3.2.6: a server may take ten minutes to answer the end of the message.
    socketTimeout: 600_000,
    socketCloseTimeout: 1_000,
  });
  let open = true;
  connection.on('end', () => {
    open = false;
  });
  // A connection without this listener would end the process; whoever waits for it is told by his own callback.
  connection.on('error', () => {});
  try {
    await logIn(connection, login, accessToken);
  } catch (error) {
    connection.close();
    throw error;
  }
  return {
    isOpen: () => open,
    send: async (envelope, raw) => {
      const sending = await transact(connection, envelope, raw);
      if (mustClose(sending)) connection.close();
      else if (sending.result.kind === 'refused') await reset(connection);
      return sending;
    },
    quit: () => connection.quit(),
  };
}

function logIn(connection: SMTPConnection, { user, password }: ServerLogin, accessToken?: string): Promise<void> {
  const credentials =
    accessToken === undefined
      ? { user, pass: password, credentials: { user, pass: password } }
      : { user, method: 'XOAUTH2', oauth2: new XOAuth2({ user, accessToken }) };
  return new Promise((resolve, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the server closed the connection')));
    connection.connect((refusal) => {
      if (refusal) return reject(refusal);
      if (user === '' || !connection.allowsAuth) return resolve();
      connection.login(credentials, (error) => (error ? reject(error) : resolve()));
    });
  });
}

/** nodemailer reads the stream only after the server said yes to DATA: the first read is when the mail goes out. */
function transact(
  connection: SMTPConnection,
  envelope: Envelope,
  raw: Buffer,
): Promise<{ result: SendResult; begun: boolean }> {
  let begun = false;
  const message = new Readable({
    read() {
      begun = true;
      this.push(raw);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    connection.send({ ...envelope, size: raw.length }, message, (error: NodemailerError | null, answer) =>
      resolve({ result: error ? classifyFailure(error, begun) : classifyAnswer(answer), begun }),
    );
  });
}

/** After a mere refusal the session is still good, unless the server said 421: it is closing (RFC 5321, 3.8). */
function mustClose({ result }: { result: SendResult }): boolean {
  if (result.kind === 'refused') return result.code === null || result.code === 421;
  return result.kind === 'uncertain';
}

function reset(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      connection.off('end', done);
      resolve();
    };
    connection.once('end', done);
    connection.reset((error) => {
      if (error) connection.close();
      done();
    });
  });
}
