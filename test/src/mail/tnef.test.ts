import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readMail } from '../../../src/mail/read-mail.ts';
import { readTnef } from '../../../src/mail/tnef.ts';
import { rtfToText, unpackRtf } from '../../../src/mail/tnef-rtf.ts';

const GBK_SUBJECT = Buffer.from('d1afbcdb00', 'hex');
const GBK_NAME = Buffer.from('b1a8bcdbb5a52e70646600', 'hex');

function attribute(id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt16LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
}

function uint32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}

/** A property with one variable value, padded to four bytes. */
function property(id: number, type: number, value: Buffer): Buffer {
  return Buffer.concat([uint32((id << 16) | type, 1, value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}

function properties(...list: Buffer[]): Buffer {
  return Buffer.concat([uint32(list.length), ...list]);
}

function tnef(...attributes: Buffer[]): Buffer {
  return Buffer.concat([uint32(0x223e9f78), Buffer.alloc(2), ...attributes]);
}

function winmail(content: Buffer, body = ''): Buffer {
  return Buffer.from(
    [
      'From: li@buyer.example',
      'Content-Type: multipart/mixed; boundary=x',
      '',
      '--x',
      'Content-Type: text/plain',
      '',
      body,
      '--x',
      'Content-Type: application/ms-tnef; name="winmail.dat"',
      'Content-Transfer-Encoding: base64',
      '',
      content.toString('base64'),
      '--x--',
    ].join('\r\n'),
  );
}

const utf16 = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le');
const PACKED = tnef(
  attribute(0x9007, uint32(936, 0)),
  attribute(0x8004, GBK_SUBJECT),
  attribute(0x9003, properties(property(0x1000, 0x1f, utf16('我们需要五百件螺栓。')))),
  attribute(0x9002, Buffer.alloc(14)),
  attribute(0x8010, GBK_NAME),
  attribute(0x800f, Buffer.from('%PDF-1.7')),
  attribute(0x9002, Buffer.alloc(14)),
  attribute(0x8010, Buffer.from('SHORT~1.XLS\0')),
  attribute(0x9005, properties(property(0x3707, 0x1f, utf16('图纸 清单.xlsx')))),
);

describe('winmail.dat', () => {
  it('gives subject, text and files with their Chinese names', async () => {
    const mail = await readMail(winmail(PACKED));
    expect([mail.subject, mail.text]).toEqual(['询价', '我们需要五百件螺栓。']);
    expect(mail.attachments.map(({ filename, sniffedType }) => [filename, sniffedType])).toEqual([
      ['winmail.dat', 'application/vnd.ms-tnef'],
      ['报价单.pdf', 'application/pdf'],
      ['图纸 清单.xlsx', null],
    ]);
  });

  it('does not replace what the mail itself says', async () => {
    expect((await readMail(winmail(PACKED, 'plain words'))).text).toBe('plain words');
  });

  it('gives HTML as text', async () => {
    const html = property(0x1013, 0x102, Buffer.from('<p>We need <b>bolts</b></p>'));
    expect((await readMail(winmail(tnef(attribute(0x9003, properties(html)))))).text).toBe('We need bolts');
  });

  it.each([
    ['cut off', PACKED.subarray(0, 60)],
    ['rubbish behind the signature', Buffer.concat([uint32(0x223e9f78), Buffer.alloc(500, 0xff)])],
    ['not of this format', Buffer.from('hello')],
  ])('is only an attachment when it is %s', async (_, content) => {
    expect((await readMail(winmail(content))).attachments).toMatchObject([
      { filename: 'winmail.dat', size: content.length },
    ]);
  });

  it('survives any damage', () => {
    fc.assert(
      fc.property(
        fc.nat(PACKED.length - 1),
        fc.integer({ min: 0, max: 255 }),
        fc.nat(PACKED.length),
        (at, byte, end) => {
          const damaged = Buffer.from(PACKED);
          damaged[at] = byte;
          readTnef(damaged.subarray(0, end));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('RTF in it', () => {
  /** The example of MS-OXRTFCP, 4.1.1. */
  const packed = Buffer.from(
    '2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232' + '0af32068656c090020627705b06c647d0a800fa0',
    'hex',
  );
  it('is unpacked', () => {
    expect(unpackRtf(packed).toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
    expect(rtfToText(unpackRtf(packed))).toBe('hello world');
  });

  it.each([
    ['paragraphs and escapes', "{\\rtf1\\ansicpg936 a\\par \\'d1\\'af\\'bc\\'db \\u8364? \\{b\\}}", 'a\n询价 € {b}'],
    ['no tables of fonts and pictures', '{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\*\\generator X}{\\pict 00ff}a}', 'a'],
    ['no HTML kept for Outlook', '{\\rtf1\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 a}', 'a'],
  ])('gives %s', (_, rtf, text) => {
    expect(rtfToText(Buffer.from(rtf, 'latin1'))).toBe(text);
  });

  it('does not unpack more than a mail says', () => {
    const bomb = Buffer.concat([uint32(0, 0xffffffff, 0x75465a4c, 0), Buffer.alloc(1_000_000, 0xfe)]);
    const start = performance.now();
    expect(unpackRtf(bomb).length).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});
