import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImapFlow } from 'imapflow';
import { pino } from 'pino';
import { type MailServer, startMailServer } from '../../../src/demo/mail-server.ts';
import { imapClient, leaveImap } from '../../../src/mail/imap.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import { openSmtp } from '../../../src/mail/smtp.ts';

const tokens = openAccessTokens();

const DESK = 'desk@exporter.example';
/** 询价 in GB18030, Latin-1 é, every byte from 0x80 to 0xff, and a line that begins with a dot. */
const EIGHT_BIT = Buffer.concat([
  Buffer.from('From: a@buyer.example\r\nTo: desk@exporter.example\r\nMessage-ID: <1@buyer.example>\r\nSubject: '),
  Buffer.from([0xd1, 0xaf, 0xbc, 0xdb]),
  Buffer.from('\r\nContent-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n.dot\r\n'),
  Buffer.from(Array.from({ length: 128 }, (_, index) => 0x80 + index)),
  Buffer.from('\r\n询价单 größe {12}\r\n'),
]);

let server: MailServer;
let client: ImapFlow;

beforeEach(async () => {
  server = await startMailServer({ accounts: [{ address: DESK, password: 'demo' }], catchAll: true });
  client = imapClient({ ...server.account(DESK).imap, tls: 'none' }, pino({ enabled: false }));
});

afterEach(async () => {
  await leaveImap(client);
  await server.close();
});

function smtpOf({ smtp }: MailServer, user = '', password = '') {
  return openSmtp({ ...smtp, tls: 'none', user, password }, tokens);
}

async function sourceOf(uid: number): Promise<Buffer | undefined> {
  const row = await client.fetchOne(String(uid), { source: true, uid: true }, { uid: true });
  return row ? row.source : undefined;
}

describe('the demo mail server', () => {
  it('gives out a mail byte for byte, whatever its 8-bit text is', async () => {
    server.deliver(DESK, EIGHT_BIT);
    await client.connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    expect(await sourceOf(1)).toEqual(EIGHT_BIT);
  });

  it('takes an APPEND byte for byte, with its date and flag', async () => {
    await client.connect();
    await client.append('Sent', EIGHT_BIT, ['\\Seen'], new Date('2026-02-03T04:05:06Z'));
    const [kept] = server.folder(DESK, 'Sent');
    expect(Buffer.from(kept?.raw ?? '', 'latin1')).toEqual(EIGHT_BIT);
    expect(kept?.receivedAt).toEqual(new Date('2026-02-03T04:05:06Z'));
  });

  it('delivers by SMTP with trace headers on top and the rest unchanged', async () => {
    const heard: string[] = [];
    server.onDelivered((address) => heard.push(address));
    const smtp = smtpOf(server, DESK, 'demo');
    const sent = await smtp.send({ from: 'a@buyer.example', to: [DESK.toUpperCase()] }, EIGHT_BIT);
    smtp.close();
    expect(sent.kind).toBe('sent');
    const raw = server.inbox(DESK)[0]?.raw ?? '';
    expect(raw).toMatch(/^Return-Path: <a@buyer\.example>\r\nDelivered-To: /);
    expect(Buffer.from(raw, 'latin1').subarray(-EIGHT_BIT.length)).toEqual(EIGHT_BIT);
    expect(heard).toEqual([DESK]);
  });

  it('keeps what strangers received, in order', async () => {
    const smtp = smtpOf(server);
    await smtp.send({ from: DESK, to: ['anna@buyer.example'] }, Buffer.from('Subject: one\r\n\r\n1\r\n'));
    await smtp.send({ from: DESK, to: ['anna@buyer.example'] }, Buffer.from('Subject: two\r\n\r\n2\r\n'));
    smtp.close();
    const inbox = server.inbox('Anna@buyer.example');
    expect(inbox.map(({ uid, raw }) => [uid, /Subject: (\w+)/.exec(raw)?.[1]])).toEqual([
      [1, 'one'],
      [2, 'two'],
    ]);
    expect(server.inbox('nobody@buyer.example')).toEqual([]);
    expect(() => server.account('anna@buyer.example')).toThrow('no account');
  });

  it('refuses a wrong password, and unknown addresses without catchAll', async () => {
    const strict = await startMailServer({ accounts: [{ address: DESK, password: 'demo' }] });
    const smtp = smtpOf(strict);
    const wrong = smtpOf(strict, DESK, 'wrong');
    const raw = Buffer.from('Subject: x\r\n\r\nx\r\n');
    expect(await smtp.send({ from: DESK, to: ['who@buyer.example'] }, raw)).toMatchObject({
      permanent: true,
      code: 550,
    });
    expect(await wrong.send({ from: DESK, to: [DESK] }, raw)).toMatchObject({ kind: 'refused', code: 535 });
    smtp.close();
    wrong.close();
    await strict.close();
  });

  it('finds mails by INTERNALDATE and by Message-ID, and marks the Sent folder', async () => {
    server.deliver(DESK, Buffer.from('Message-ID: <old@x>\r\n\r\nold'), new Date('2026-01-10T12:00:00Z'));
    server.deliver(DESK, Buffer.from('Message-ID: <new@x>\r\n\r\nnew'), new Date('2026-03-10T12:00:00Z'));
    await client.connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    expect(await client.search({ since: new Date('2026-02-01T00:00:00Z') }, { uid: true })).toEqual([2]);
    expect(await client.search({ header: { 'message-id': '<old@x>' } }, { uid: true })).toEqual([1]);
    const sent = (await client.list()).find(({ specialUse }) => specialUse === '\\Sent');
    expect(sent?.path).toBe('Sent');
    expect(client.serverInfo).toMatchObject({ name: 'hoodiecrow' });
  });

  it('closes at once although a client is idling', async () => {
    await client.connect();
    await client.mailboxOpen('INBOX', { readOnly: true });
    const idling = client.idle();
    await server.close();
    await idling;
    expect(client.usable).toBe(false);
    server = await startMailServer({ accounts: [] });
  });
});
