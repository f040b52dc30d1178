import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type MailServer, startMailServer } from '../../../src/demo/mail-server.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import { openSentFolder, type SentFolder } from '../../../src/mail/sent-folder.ts';

const tokens = openAccessTokens();

const DESK = 'desk@exporter.example';
const AT = new Date('2026-03-04T05:06:07Z');
const QUOTATION = Buffer.from('Subject: Quotation 报价\r\nMessage-ID:\r\n <q1@desk.example>\r\n\r\n8-bit é\r\n');

let server: MailServer;
let folder: SentFolder;

function open(sentFolder: string | null): SentFolder {
  const smtp = { ...server.smtp, tls: 'none' as const, user: '', password: '' };
  const imap = { ...server.account(DESK).imap, tls: 'none' as const };
  const account = { address: DESK, imap, smtp, folders: ['INBOX'], sentFolder, startAt: null, pollSeconds: 60 };
  return openSentFolder(account, { log: pino({ enabled: false }), tokens });
}

beforeEach(async () => {
  server = await startMailServer({ accounts: [{ address: DESK, password: 'demo' }] });
});

afterEach(async () => {
  await folder.close();
  await server.close();
});

describe('openSentFolder', () => {
  it('keeps one copy in the folder that the server marks, and finds it', async () => {
    folder = open(null);
    expect(await folder.has('<q1@desk.example>')).toBe(false);
    await folder.append(QUOTATION, AT);
    await folder.append(QUOTATION, AT);
    expect(await folder.has('<q1@desk.example>')).toBe(true);
    expect(await folder.has('<q2@desk.example>')).toBe(false);
    const kept = server.folder(DESK, 'Sent');
    expect(kept.map(({ raw, receivedAt }) => [Buffer.from(raw, 'latin1'), receivedAt])).toEqual([[QUOTATION, AT]]);
  });

  it('takes the folder of a special use, or of a name in other capitals', async () => {
    folder = open('\\Drafts');
    await folder.append(QUOTATION, AT);
    await folder.close();
    folder = open('drafts');
    expect(await folder.has('<q1@desk.example>')).toBe(true);
    expect(server.folder(DESK, 'Drafts').length).toBe(1);
  });

  it('makes the folder that the owner names', async () => {
    folder = open('Desk copies');
    await folder.append(QUOTATION, AT);
    expect(server.folder(DESK, 'Desk copies').length).toBe(1);
    expect(server.folder(DESK, 'Sent')).toEqual([]);
  });

  it('keeps a mail without Message-ID too', async () => {
    folder = open(null);
    await folder.append(Buffer.from('Subject: none\r\n\r\nMessage-ID: <q1@desk.example>\r\n'), AT);
    expect(server.folder(DESK, 'Sent').length).toBe(1);
  });

  it('opens no connection before it is asked, and can be used after close', async () => {
    folder = open(null);
    await folder.close();
    expect(await folder.has('<q1@desk.example>')).toBe(false);
  });
});
