import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openTokenKeeper } from '../../../src/db/refresh-tokens.ts';
import { openAccessTokens, type RefreshTokenKeeper } from '../../../src/mail/oauth2.ts';
import type { OAuth2Login } from '../../../src/model/mail-account.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

const CHILD = join(import.meta.dirname, '../../support/token-child.ts');

let database: TestDatabase;
let server: Server;
/** What the sign-in server takes at the moment: each refresh token once. */
let current: string;
let used: string[];
let refused: number;
let login: OAuth2Login;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});

/** A sign-in server that rotates: whoever comes with an old refresh token is sent away for good. */
beforeEach(async () => {
  current = 'first-secret';
  used = [];
  refused = 0;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      const given = new URLSearchParams(body).get('refresh_token') ?? '';
      const isGood = given === current;
      if (isGood) {
        used.push(given);
        current = `secret-${used.length}`;
      } else refused++;
      const fields = isGood
        ? { access_token: `access-${used.length}`, refresh_token: current }
        : { error: 'invalid_grant' };
      // Slow enough that two who ask at once overlap.
      setTimeout(() => response.writeHead(isGood ? 200 : 400).end(JSON.stringify(fields)), 30);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  login = { clientId: 'desk', refreshToken: current, tokenUrl: `http://127.0.0.1:${port}/token` };
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** As a process does that has just started. */
const afresh = () => openAccessTokens({ keeper: openTokenKeeper(database.db) });

describe('refresh tokens in the database', () => {
  it('follow a server that rotates them, over restarts and expired access tokens', async () => {
    const tokens = afresh();
    const first = await tokens.take(login);
    expect(await tokens.renew(login, first)).toBe('access-2');
    expect(await afresh().take(login)).toBe('access-3');
    expect(await tokens.renew(login, 'access-2')).toBe('access-4');
    expect(used).toEqual(['first-secret', 'secret-1', 'secret-2', 'secret-3']);
    expect(refused).toBe(0);
  });

  it('are exchanged by one at a time, however many ask at once', async () => {
    const tokens = await Promise.all([1, 2, 3, 4].map(() => afresh().take(login)));
    expect(tokens.toSorted()).toEqual(['access-1', 'access-2', 'access-3', 'access-4']);
    expect(refused).toBe(0);
  });

  it('begin anew with a new one in the settings', async () => {
    await afresh().take(login);
    current = 'signed-in-again';
    await expect(afresh().take(login)).rejects.toThrow(/sign in again/);
    expect(await afresh().take({ ...login, refreshToken: 'signed-in-again' })).toBe('access-2');
  });

  it('are not readable in the table, and not lost when the client secret changes', async () => {
    await afresh().take(login);
    const rows = await database.db.selectFrom('refresh_tokens').selectAll().execute();
    const everything = rows.map((row) => row.account + row.sealed.toString('latin1')).join();
    expect(everything).not.toMatch(/secret/);
    await afresh().take({ ...login, clientSecret: 'new' });
    expect(refused).toBe(0);
  });

  it('that were tampered with give way to the one of the settings', async () => {
    await afresh().take(login);
    await database.db
      .updateTable('refresh_tokens')
      .set({ sealed: Buffer.from('rubbish') })
      .execute();
    current = login.refreshToken;
    expect(await afresh().take(login)).toBe('access-2');
  });

  it('that could not be kept are used all the same, and kept the next time', async () => {
    const real = openTokenKeeper(database.db);
    let isDown = true;
    const keeper: RefreshTokenKeeper = {
      async exchange(of, use) {
        if (!isDown) return await real.exchange(of, use);
        await use(null);
        throw new Error('the database went away before it had kept it');
      },
    };
    const tokens = openAccessTokens({ keeper });
    expect(await tokens.take(login)).toBe('access-1');
    isDown = false;
    expect(await tokens.renew(login, 'access-1')).toBe('access-2');
    expect(await afresh().take(login)).toBe('access-3');
    expect(refused).toBe(0);
  });

  it('are not given up for a database that is away', async () => {
    const keeper = { exchange: () => Promise.reject(new Error('ECONNREFUSED')) };
    const failure = await openAccessTokens({ keeper })
      .take(login)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ isRefused: false, message: expect.stringMatching(/database/) });
    expect(used).toEqual([]);
  });

  it('pass between two processes that ask at once', async () => {
    const children = [1, 2].map(() => child());
    const said = await Promise.all(children.map(sayings));
    expect(said.flat().toSorted()).toEqual(Array.from({ length: 10 }, (_, no) => `access-${no + 1}`).toSorted());
    expect(refused).toBe(0);
  });
});

/** A process that takes five access tokens, each as if it had just started. */
function child(): ChildProcess {
  const argument = JSON.stringify({ databaseUrl: database.url, login, times: 5 });
  return spawn(process.execPath, [CHILD, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
}

async function sayings({ stdout }: ChildProcess): Promise<string[]> {
  const lines: string[] = [];
  if (stdout) for await (const line of createInterface({ input: stdout })) lines.push(line);
  return lines;
}
