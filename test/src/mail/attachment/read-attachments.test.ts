import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import PDFDocument from 'pdfkit';
import { composeMail, type OutgoingMail } from '../../../../src/mail/compose.ts';
import { readInThread } from '../../../../src/mail/reading-thread.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/attachments', name));

function pdf(draw: (document: PDFKit.PDFDocument) => void): Promise<Buffer> {
  return new Promise((resolve) => {
    const document = new PDFDocument();
    const chunks: Buffer[] = [];
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    draw(document);
    document.end();
  });
}

const mailWith = (attachments: NonNullable<OutgoingMail['attachments']>) =>
  composeMail({
    from: { name: 'Anna', address: 'anna@buyer.example' },
    to: [{ name: '', address: 'desk@seller.example' }],
    subject: 'RFQ',
    text: 'see attached',
    messageId: '<1@buyer.example>',
    date: new Date('2026-11-23T08:00:00Z'),
    attachments,
  });
const file = (filename: string, content: Buffer, contentType = 'application/octet-stream') => ({
  filename,
  contentType,
  content,
});
const read = (raw: Buffer) => readInThread('attachments', raw, 20_000);

describe('readAttachmentTexts, in a thread', () => {
  it('reads the text of a PDF file, columns parted by tabs, and says when there is none', async () => {
    const list = await pdf((document) => {
      document.text('Purchase inquiry 2026-117', 72, 72);
      document.text('VB-500', 72, 100, { lineBreak: false });
      document.text('12,000 pcs', 250, 100, { lineBreak: false });
    });
    const scan = await pdf((document) => document.rect(50, 50, 200, 200).fill('#888'));
    expect(await read(await mailWith([file('询价单.pdf', list), file('scan.pdf', scan)]))).toEqual([
      { filename: '询价单.pdf', kind: 'text', text: 'Purchase inquiry 2026-117\nVB-500\t12,000 pcs' },
      { filename: 'scan.pdf', kind: 'unreadable', problem: 'no_text' },
    ]);
  });

  it('reads workbooks whatever they call themselves, and leaves pictures out', async () => {
    const picture = Buffer.from('\xff\xd8\xff\xe0', 'latin1');
    const found = await read(
      await mailWith([file('photo.jpg', picture), file('list.dat', fixture('order-list.xlsx'))]),
    );
    expect(found.map(({ filename, kind }) => [filename, kind])).toEqual([['list.dat', 'text']]);
  });

  it('reads the files of a mail that was forwarded as a file', async () => {
    const inner = await mailWith([file('request.docx', fixture('request.docx'))]);
    const found = await read(await mailWith([file('inquiry.eml', inner, 'message/rfc822')]));
    expect(found.map(({ filename, kind }) => [filename, kind])).toEqual([['request.docx', 'text']]);
  });

  it('has nothing to say of a mail without files', async () => {
    expect(await read(await mailWith([]))).toEqual([]);
  });
});
