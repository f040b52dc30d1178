import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MailServer, startMailServer } from '../../../src/demo/mail-server.ts';
import { checkImap, checkSmtp } from '../../../src/mail/check-login.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import type { ServerLogin } from '../../../src/model/mail-account.ts';

const tokens = openAccessTokens();

const DESK = 'desk@exporter.example';
let server: MailServer;
let closedPort: number;

beforeAll(async () => {
  server = await startMailServer({ accounts: [{ address: DESK, password: 'demo' }] });
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  closedPort = (probe.address() as AddressInfo).port;
  probe.close();
});

afterAll(() => server.close());

describe.each([
  ['checkImap', checkImap, (): ServerLogin => ({ ...server.account(DESK).imap, tls: 'none' })],
  ['checkSmtp', checkSmtp, (): ServerLogin => ({ ...server.smtp, tls: 'none', user: DESK, password: 'demo' })],
])('%s', (_, check, login) => {
  it('is content with a good login', async () => {
    expect(await check(login(), tokens)).toBeNull();
  });

  it('names a wrong password', async () => {
    expect(await check({ ...login(), password: 'wrong' }, tokens)).toMatch(/refused the user name or password/);
  });

  it('names a port where nothing listens', async () => {
    expect(await check({ ...login(), port: closedPort }, tokens)).toMatch(/Nothing answers/);
  });

  it.each(['implicit', 'starttls'] as const)('names TLS that the server does not do: %s', async (tls) => {
    expect(await check({ ...login(), tls }, tokens)).toMatch(/No encrypted connection|TLS/);
  });
});
