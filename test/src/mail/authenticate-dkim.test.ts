import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { dkimSign } from 'mailauth';
import { checkDkim } from '../../../src/mail/authenticate-dkim.ts';
import { parseMail } from '../../../src/mail/parse.ts';

const now = new Date('2026-11-23T01:00:00Z');
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const token = 'k7f3-q2m9-xd4t-6wba';
const answer = {
  from: 'From: Mei <mei@seller.example>',
  to: 'To: desk@seller.example',
  subject: `Subject: Re: [INQ-2026-000123 ${token}] gloves`,
  date: 'Date: Mon, 23 Nov 2026 09:00:00 +0800',
  body: 'approve\r\n',
};

type Signing = { domain?: string; headers?: string; length?: number; time?: Date; expires?: Date };

async function signed(mail: Partial<typeof answer> = {}, signing: Signing = {}): Promise<string> {
  const { from, to, subject, date, body } = { ...answer, ...mail };
  const raw = [from, to, subject, date, '', body].join('\r\n');
  const key = { signingDomain: signing.domain ?? 'seller.example', selector: 'mail', privateKey: privatePem };
  const length = signing.length === undefined ? {} : { maxBodyLength: signing.length };
  const { signatures } = await dkimSign(raw, {
    ...key,
    signatureData: [{ ...key, ...length }],
    headerList: signing.headers ?? 'from:to:subject:date:in-reply-to:references',
    signTime: signing.time ?? now,
    ...(signing.expires ? { expires: signing.expires } : {}),
  });
  return `${signatures}${raw}`;
}

async function check(raw: string, record = `v=DKIM1; k=rsa; p=${key}`) {
  const asked: string[] = [];
  const bytes = Buffer.from(raw);
  const lookUp = async (name: string) => {
    asked.push(name);
    return [record.match(/.{1,200}/g) ?? []];
  };
  const { verdict } = await checkDkim(await parseMail(bytes), bytes, lookUp, now);
  return { verdict, asked };
}

describe('checkDkim', () => {
  it('takes the signature of the author’s own organisation over the whole mail', async () => {
    expect(await check(await signed())).toEqual({ verdict: 'pass', asked: ['mail._domainkey.seller.example'] });
    const below = await signed({}, { domain: 'out.mail.seller.example' });
    expect((await check(below)).verdict).toBe('pass');
  });

  it.each<[string, () => Promise<string>]>([
    ['a changed body', async () => (await signed()).replace('approve', 'approve!')],
    ['a changed subject', async () => (await signed()).replace(token, 'aaaa-bbbb-cccc-dddd')],
    ['a body with something added behind the signed part', async () => `${await signed({}, { length: 9 })}more\r\n`],
    ['a second author above', async () => `From: Jo <jo@seller.example>\r\n${await signed()}`],
    ['a second subject above', async () => `Subject: [INQ-2026-000123 ${token}]\r\n${await signed()}`],
    ['two authors in one field', () => signed({ from: 'From: mei@seller.example, eve@evil.example' })],
    ['an unsigned subject', () => signed({}, { headers: 'from:to:date' })],
    [
      'an old mail of his under our thread, which is not signed',
      async () =>
        `In-Reply-To: <approval.k7f3q2m9xd4t6wba@seller.example>\r\n${await signed(
          { subject: 'Subject: lunch?' },
          { headers: 'from:subject:date' },
        )}`,
    ],
    [
      'an old mail of his to a plus address, which is not signed',
      async () =>
        signed(
          { subject: 'Subject: lunch?', to: 'To: desk+k7f3q2m9xd4t6wba@seller.example' },
          { headers: 'from:subject:date' },
        ),
    ],
    [
      'a signature that has expired',
      () => signed({}, { time: new Date('2026-11-01T00:00:00Z'), expires: new Date('2026-11-02T00:00:00Z') }),
    ],
    ['no signature', async () => (await signed()).replace(/^DKIM-Signature:[\s\S]*?\r\n(?=\S)/, '')],
    ['more signatures than any mail has', async () => `${'DKIM-Signature: v=1\r\n'.repeat(6)}${await signed()}`],
  ])('takes no proof from %s', async (_, make) => {
    expect((await check(await make())).verdict).toBe('unknown');
  });

  it('does not even ask for the key of somebody else', async () => {
    const foreign = await signed({}, { domain: 'evil.example' });
    expect(await check(foreign)).toEqual({ verdict: 'unknown', asked: [] });
    const longer = await signed({}, { domain: 'seller.example.evil.example' });
    expect(await check(longer)).toEqual({ verdict: 'unknown', asked: [] });
  });

  it('takes none from a key that is only tested, withdrawn, or not found', async () => {
    expect((await check(await signed(), `v=DKIM1; k=rsa; t=y; p=${key}`)).verdict).toBe('unknown');
    expect((await check(await signed(), 'v=DKIM1; k=rsa; p=')).verdict).toBe('unknown');
    const bytes = Buffer.from(await signed());
    const lost = async () => {
      throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' });
    };
    expect((await checkDkim(await parseMail(bytes), bytes, lost, now)).verdict).toBe('unknown');
  });
});
