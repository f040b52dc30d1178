import { describe, expect, it } from '@jest/globals';
import { composeMail, makeMessageId, type OutgoingMail } from '../../../src/mail/compose.ts';
import { parseMail } from '../../../src/mail/parse.ts';
import { PermanentError } from '../../../src/permanent-error.ts';

const MAIL: OutgoingMail = {
  from: { name: 'Sales, "Ningbo"', address: 'sales@desk.example' },
  to: [{ name: 'Anna Müller', address: 'anna@buyer.example' }],
  subject: 'Re: 询价 Anfrage',
  text: 'Dear Anna,\n\n.a dot\nFrom Ningbo\n价格\n',
  messageId: '<q1@desk.example>',
  date: new Date('2026-03-04T05:06:07Z'),
};

describe('composeMail', () => {
  it('writes what the parser reads back', async () => {
    const raw = await composeMail({
      ...MAIL,
      replyTo: { name: '', address: 'desk+q1@desk.example' },
      inReplyTo: '<x1@buyer.example>',
      references: ['<x0@buyer.example>', 'junk', '<no-at-sign>', '<a b@c>'],
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [{ filename: '报价单.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF') }],
    });
    expect(await parseMail(raw)).toMatchObject({
      messageId: MAIL.messageId,
      inReplyTo: '<x1@buyer.example>',
      references: ['<x0@buyer.example>', '<no-at-sign>'],
      subject: MAIL.subject,
      date: '2026-03-04T05:06:07.000Z',
      from: MAIL.from,
      replyTo: [{ name: '', address: 'desk+q1@desk.example' }],
      to: MAIL.to,
      text: MAIL.text,
      attachments: [{ filename: '报价单.pdf', contentType: 'application/pdf', size: 4 }],
      headers: { 'auto-submitted': ['auto-generated'] },
    });
  });

  it('gives the same bytes for the same mail, in ASCII, with CRLF and no trace of the tool', async () => {
    const raw = (await composeMail(MAIL)).toString('latin1');
    expect(raw).toBe((await composeMail(MAIL)).toString('latin1'));
    expect(raw).not.toMatch(/[^\x20-\x7e\r\n]/);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(raw).not.toMatch(/nodemailer|x-mailer/i);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThan(998);
  });

  it('lets no header in through a name, a subject, a file name or a header value', async () => {
    const evil = 'x\r\nBcc: evil@x.example\r\n\r\nbody';
    const raw = await composeMail({
      ...MAIL,
      from: { name: evil, address: 'sales@desk.example' },
      subject: evil,
      headers: { 'Auto-Submitted': evil },
      attachments: [{ filename: evil, contentType: `text/plain\r\nBcc: e@x`, content: Buffer.from('x') }],
    });
    expect(raw.toString()).not.toMatch(/^bcc:/im);
    expect((await parseMail(raw)).to).toEqual(MAIL.to);
  });

  it.each([
    'b@x.example\r\nBcc: evil@x.example',
    'evil@x.example b@x.example',
    'a@x.example,b@x.example',
    'a@b@x.example',
    '<a@x.example>',
    'a@x.example\u0000',
    'a@x.example\u00a0',
    'nobody',
    '@x.example',
    'a@',
    '"a b"@x.example',
    'group:a@x.example;',
    `${'a'.repeat(70)}@x.example`,
    '',
  ])('refuses the address %j for good', async (address) => {
    await expect(composeMail({ ...MAIL, to: [{ name: '', address }] })).rejects.toThrow(PermanentError);
    await expect(composeMail({ ...MAIL, replyTo: { name: '', address } })).rejects.toThrow(PermanentError);
  });

  it.each([
    ['no recipient', { to: [] }],
    ['a message id without brackets', { messageId: 'q1@desk.example' }],
    ['a header of its own', { headers: { Bcc: 'x@y.example' } }],
    ['a header name that is none', { headers: { 'X-A: b\r\nBcc': 'x' } }],
  ])('refuses %s', async (_, change) => {
    await expect(composeMail({ ...MAIL, ...change })).rejects.toThrow(PermanentError);
  });

  it('keeps the first and the latest ids of a very long thread', async () => {
    const references = Array.from({ length: 200 }, (_, index) => `<${index}@buyer.example>`);
    const { references: kept } = await parseMail(await composeMail({ ...MAIL, references }));
    expect(kept.length).toBe(30);
    expect([kept[0], kept.at(-1)]).toEqual(['<0@buyer.example>', '<199@buyer.example>']);
  });
});

describe('makeMessageId', () => {
  it('joins id and domain', () => {
    expect(makeMessageId('7f3a', 'desk.example')).toBe('<7f3a@desk.example>');
    expect(() => makeMessageId('a b', 'desk.example')).toThrow(PermanentError);
  });
});
