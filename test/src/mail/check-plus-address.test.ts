import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type MailServer, startMailServer } from '../../../src/demo/mail-server.ts';
import { checkPlusAddress } from '../../../src/mail/check-plus-address.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import type { MailAccount } from '../../../src/model/mail-account.ts';

const DESK = 'desk@exporter.example';
const access = { log: pino({ enabled: false }), tokens: openAccessTokens() };
const servers: MailServer[] = [];

/** What the server does with mail to a plus address. */
async function serverThat(
  does: 'delivers' | 'loses' | 'refuses',
): Promise<{ server: MailServer; account: MailAccount }> {
  const server = await startMailServer({
    accounts: [{ address: DESK, password: 'demo' }],
    catchAll: does !== 'refuses',
  });
  servers.push(server);
  server.deliver(DESK, Buffer.from('Subject: before\r\nMessage-ID: <old@x.example>\r\n\r\n'));
  if (does === 'delivers') {
    server.onDelivered((address, raw) => {
      if (address.includes('+')) server.deliver(DESK, Buffer.from(raw, 'latin1'));
    });
  }
  const account: MailAccount = {
    address: DESK,
    imap: { ...server.account(DESK).imap, tls: 'none' },
    smtp: { ...server.smtp, tls: 'none', user: DESK, password: 'demo' },
    folders: ['INBOX'],
    sentFolder: null,
    startAt: null,
    pollSeconds: 60,
  };
  return { server, account };
}

let works: Awaited<ReturnType<typeof serverThat>>;
beforeAll(async () => {
  works = await serverThat('delivers');
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

const trial = { tag: 'a1b2c3', now: new Date('2026-11-23T08:00:00Z'), waitMs: 300, everyMs: 100 };
const address = 'desk+check-a1b2c3@exporter.example';

describe('checkPlusAddress', () => {
  it('finds the mail it has sent', async () => {
    expect(await checkPlusAddress(works.account, access, trial)).toEqual({ kind: 'arrives', address, folder: 'INBOX' });
    const mail = works.server.inbox(DESK).at(-1)?.raw ?? '';
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).toContain(`To: ${address}`);
  });

  it('does not take an older mail for it, and ends after the time given', async () => {
    const { account } = await serverThat('loses');
    expect(await checkPlusAddress(account, access, trial)).toEqual({ kind: 'not_seen', address });
  });

  it('tells what a server says that takes no such mail', async () => {
    const { account } = await serverThat('refuses');
    const found = await checkPlusAddress(account, access, trial);
    expect(found).toMatchObject({ kind: 'refused', address });
    expect(found).toHaveProperty('response', expect.stringMatching(/\S/));
  });

  it('throws when the mailbox cannot be read', async () => {
    const imap = { ...works.account.imap, password: 'wrong' };
    await expect(checkPlusAddress({ ...works.account, imap }, access, trial)).rejects.toThrow();
  });
});
