import { describe, expect, it } from '@jest/globals';
import { addedFiles, answerOf } from '../../../../src/reply/decision/answer.ts';
import { mail } from '../../receive/client-data.ts';

const file = (filename: string, contentType: string, size = 20_000) => ({
  filename,
  contentType,
  size,
  sha256: `${filename}${size}`,
});

describe('addedFiles', () => {
  it.each([
    ['Drawing.pdf', 'application/pdf', true],
    ['产品目录.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', true],
    ['product photo.jpg', 'image/jpeg', true],
    ['image001.png', 'image/png', false],
    ['Outlook-abcd1234.png', 'image/png', false],
    ['InsertPic_1A2B.jpg', 'image/jpeg', false],
    ['8CD4F2A1@3B.png', 'image/png', false],
    ['', 'image/gif', false],
    ['smime.p7s', 'application/pkcs7-signature', false],
    ['Mei Chen.vcf', 'text/vcard', false],
  ])('%s (%s): %s', (filename, contentType, added) => {
    expect(addedFiles(mail({ attachments: [file(filename, contentType)] })).length === 1).toBe(added);
  });

  it('takes a large picture for his, whatever its name', () => {
    expect(addedFiles(mail({ attachments: [file('image001.png', 'image/png', 900_000)] }))).toHaveLength(1);
  });

  it('leaves out what the request carried', () => {
    const sent = file('inquiry.eml', 'message/rfc822');
    expect(addedFiles(mail({ attachments: [sent, file('new.pdf', 'application/pdf')] }), [sent])).toHaveLength(1);
  });
});

describe('answerOf', () => {
  it.each([
    [{ 'auto-submitted': ['auto-replied'] }, true],
    [{ 'auto-submitted': ['no'] }, false],
    [{ 'x-autoreply': ['yes'] }, true],
    [{ precedence: ['auto_reply'] }, true],
    [{ 'return-path': ['<>'] }, true],
    [{ 'return-path': ['<mei@seller.example>'] }, false],
    [{}, false],
  ])('%j: automatic %s', (headers, automatic) => {
    expect(answerOf(mail({ headers: headers as Record<string, string[]> }), {})).toMatchObject({ automatic });
  });

  it('knows the author by his name and address', () => {
    expect(answerOf(mail({}), { signature: ['+86 574 1'] }).signature).toEqual([
      'Ann Smith',
      'ann@buyer.example',
      '+86 574 1',
    ]);
  });
});
