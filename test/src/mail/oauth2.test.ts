import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { SMTPServer } from 'smtp-server';
import { checkImap } from '../../../src/mail/check-login.ts';
import { connectImap, leaveImap } from '../../../src/mail/imap.ts';
import { startIntake } from '../../../src/mail/intake.ts';
import { openAccessTokens, type RefreshTokenKeeper, TokenFailure } from '../../../src/mail/oauth2.ts';
import { openSentFolder } from '../../../src/mail/sent-folder.ts';
import { openSmtp } from '../../../src/mail/smtp.ts';
import { OAuth2Login, type ServerLogin } from '../../../src/model/mail-account.ts';
import { type FakeImap, startFakeImap } from '../../support/fake-imap.ts';
import { memoryStore } from './memory-store.ts';

const USER = 'desk@exporter.example';
const REFRESH = 'refresh-secret-1';

let server: Server;
let login: OAuth2Login;
/** What the sign-in server was asked. */
let asked: URLSearchParams[];
let answer: (response: ServerResponse, form: URLSearchParams) => void;
/** Tokens that mail servers accept. */
let good: Set<string>;
let imap: FakeImap;
let smtp: SMTPServer;
let lines: string[];
const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });

beforeEach(async () => {
  asked = [];
  lines = [];
  good = new Set(['token-1']);
  answer = (response) =>
    give(response, { access_token: `token-${asked.length}`, expires_in: 3600, token_type: 'Bearer' });
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const form = new URLSearchParams(body);
      asked.push(form);
      answer(response, form);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  login = {
    clientId: 'client',
    clientSecret: 'hush',
    refreshToken: REFRESH,
    tokenUrl: `http://127.0.0.1:${port}/token`,
  };
  const judge = (user: string, secret: string) =>
    user === USER && good.has(secret) ? null : '[AUTHENTICATIONFAILED] Invalid credentials (Failure)';
  imap = await startFakeImap({ judge });
  smtp = new SMTPServer({
    authMethods: ['XOAUTH2'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: ({ username, accessToken }, _session, callback) =>
      good.has(accessToken ?? '') ? callback(null, { user: username }) : callback(null, { data: { status: '401' } }),
    onData: (stream, _session, callback) => {
      stream.resume();
      stream.on('end', () => callback());
    },
  });
  smtp.on('error', () => {});
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
});

afterEach(async () => {
  await imap.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  server.closeAllConnections();
  server.close();
});

function give(response: ServerResponse, fields: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(fields));
}

function serverLogin(port: number): ServerLogin {
  return { host: '127.0.0.1', port, tls: 'none', user: USER, password: '', oauth2: login };
}

describe('openAccessTokens', () => {
  it('asks as RFC 6749 says, once for all who need the token, and again a minute before it ends', async () => {
    let now = 0;
    const tokens = openAccessTokens({ now: () => now });
    const taken = await Promise.all([1, 2, 3].map(() => tokens.take(login)));
    expect(taken).toEqual(['token-1', 'token-1', 'token-1']);
    expect(Object.fromEntries(asked[0] ?? [])).toEqual({
      grant_type: 'refresh_token',
      client_id: 'client',
      client_secret: 'hush',
      refresh_token: REFRESH,
    });
    now = 3_539_999;
    expect(await tokens.take(login)).toBe('token-1');
    now = 3_540_000;
    expect(await tokens.take(login)).toBe('token-2');
    expect(asked.length).toBe(2);
  });

  it('renews what a mail server refused, once for all who were refused', async () => {
    const tokens = openAccessTokens();
    await tokens.take(login);
    const renewed = await Promise.all([1, 2].map(() => tokens.renew(login, 'token-1')));
    expect(renewed).toEqual(['token-2', 'token-2']);
    expect(await tokens.renew(login, 'token-1')).toBe('token-2');
    expect(asked.length).toBe(2);
  });

  it('goes on with the newest refresh token and has it kept', async () => {
    const kept: string[] = [];
    const keeper: RefreshTokenKeeper = {
      async exchange(_login, use) {
        const newest = await use(kept.at(-1) ?? null);
        if (newest !== null) kept.push(newest);
      },
    };
    answer = (response) => give(response, { access_token: 'a', refresh_token: `refresh-${asked.length + 1}` });
    const tokens = openAccessTokens({ keeper });
    await tokens.take(login);
    await tokens.renew(login, 'a');
    await openAccessTokens({ keeper }).take(login);
    expect(asked.map((form) => form.get('refresh_token'))).toEqual([REFRESH, 'refresh-2', 'refresh-3']);
    expect(kept).toEqual(['refresh-2', 'refresh-3', 'refresh-4']);
  });

  it.each([
    [
      { error: 'invalid_grant', error_description: `Token ${REFRESH} has been revoked.` },
      400,
      true,
      /sign in again.*invalid_grant: Token \*\*\* has been revoked/,
    ],
    [
      { error: 'invalid_client', error_description: 'AADSTS7000222: secret expired, hush' },
      401,
      true,
      /client secret.*expired, \*\*\*/,
    ],
    [{ error: 'interaction_required' }, 400, true, /interaction_required/],
    [{ error: 'temporarily_unavailable' }, 503, false, /status 503.*temporarily_unavailable/],
    [{}, 500, false, /no token \(status 500\)/],
    [{ access_token: 'a\r\nb' }, 200, false, /no token/],
    [{ access_token: '' }, 200, false, /no token/],
  ])('says why there is none: %j', async (fields, status, isRefused, words) => {
    answer = (response) => give(response, fields, status);
    const failure = await openAccessTokens()
      .take(login)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TokenFailure);
    expect(failure).toMatchObject({ isRefused, message: expect.stringMatching(words) });
    expect(String(failure)).not.toMatch(/refresh-secret|hush/);
  });

  it('does not wait for a server that says nothing, follow it elsewhere, or keep a failure', async () => {
    answer = () => {};
    const tokens = openAccessTokens({ timeoutMs: 100 });
    await expect(tokens.take(login)).rejects.toThrow(/did not answer in time/);
    answer = (response) => response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    await expect(tokens.take(login)).rejects.toThrow(/cannot be reached/);
    answer = (response) => give(response, { access_token: 'at-last' });
    expect(await tokens.take(login)).toBe('at-last');
  });

  it.each([
    ['https://oauth2.googleapis.com/token', true],
    ['http://127.0.0.1:8080/token', true],
    ['http://localhost/token', true],
    ['http://login.example/token', false],
    ['http://127.0.0.1.evil.example/token', false],
    ['ftp://login.example/token', false],
    ['nonsense', false],
  ])('takes only a protected address: %s', (tokenUrl, isTaken) => {
    expect(OAuth2Login.safeParse({ clientId: 'c', refreshToken: 'r', tokenUrl }).success).toBe(isTaken);
  });
});

describe('a login by OAuth2', () => {
  it('opens IMAP and SMTP with one token, which never gets into the log', async () => {
    const tokens = openAccessTokens();
    await leaveImap(await connectImap(serverLogin(imap.port), { log, tokens }));
    expect(imap.logins).toMatchObject([{ mechanism: 'XOAUTH2', user: USER, secret: 'token-1' }]);
    const sender = openSmtp(serverLogin((smtp.server.address() as AddressInfo).port), tokens);
    await sender.verify();
    const sent = await sender.send(
      { from: USER, to: ['buyer@customer.example'] },
      Buffer.from('Subject: x\r\n\r\ny\r\n'),
    );
    expect(sent.kind).toBe('sent');
    sender.close();
    const sentFolder = openSentFolder(
      {
        address: USER,
        imap: serverLogin(imap.port),
        smtp: serverLogin(1),
        folders: ['INBOX'],
        sentFolder: null,
        startAt: null,
        pollSeconds: 60,
      },
      { log, tokens },
    );
    expect(await sentFolder.has('<q1@desk.example>')).toBe(false);
    await sentFolder.close();
    expect(await checkImap(serverLogin(imap.port), tokens)).toBeNull();
    expect(imap.logins.map(({ secret }) => secret)).toEqual(['token-1', 'token-1', 'token-1']);
    expect(asked.length).toBe(1);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join('')).not.toMatch(/token-1|refresh-secret|hush/);
    expect(lines.join('')).not.toContain(Buffer.from('auth=Bearer token-1').toString('base64').slice(4, 20));
  });

  it('renews a token that a mail server refuses, once', async () => {
    good = new Set(['token-2']);
    const tokens = openAccessTokens();
    await leaveImap(await connectImap(serverLogin(imap.port), { log, tokens }));
    expect(imap.logins.map(({ secret }) => secret)).toEqual(['token-1', 'token-2']);
    good = new Set(['token-3']);
    const sender = openSmtp(serverLogin((smtp.server.address() as AddressInfo).port), tokens);
    await sender.verify();
    sender.close();
    good = new Set();
    await expect(connectImap(serverLogin(imap.port), { log, tokens })).rejects.toThrow();
    expect(asked.length).toBe(4);
  });

  it('that fails is told in words, to the check and to the sender', async () => {
    answer = (response) => give(response, { error: 'invalid_grant' }, 400);
    expect(await checkImap(serverLogin(imap.port), openAccessTokens())).toMatch(/sign in again/);
    const sender = openSmtp(serverLogin((smtp.server.address() as AddressInfo).port), openAccessTokens());
    const sent = await sender.send(
      { from: USER, to: ['buyer@customer.example'] },
      Buffer.from('Subject: x\r\n\r\ny\r\n'),
    );
    expect(sent).toMatchObject({ kind: 'refused', permanent: false, response: expect.stringMatching(/sign in again/) });
    sender.close();
  });

  it('lets the intake recover by itself when the permission is given again', async () => {
    answer = (response) => give(response, { error: 'invalid_grant' }, 400);
    const store = memoryStore();
    const account = {
      address: USER,
      imap: serverLogin(imap.port),
      smtp: serverLogin(1),
      folders: ['INBOX'],
      sentFolder: null,
      startAt: null,
      pollSeconds: 600,
    };
    const options = { store, now: () => new Date(), log: pino({ enabled: false }), onStored: store.onStored };
    const intake = startIntake({ account, ...options, tokens: openAccessTokens(), timing: { retryMs: 1 } });
    await store.untilPolls(1);
    expect(store.polls[0]?.error).toMatch(/sign in again/);
    answer = (response) => give(response, { access_token: 'token-1' });
    await store.untilWell();
    expect(intake.state()).toMatchObject([{ connected: true, lastError: null }]);
    await intake.stop();
  });
});
