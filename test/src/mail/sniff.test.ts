import { describe, expect, it } from '@jest/globals';
import { sniff } from '../../../src/mail/sniff.ts';

type Entry = { name: Buffer | string; flags?: number };

/** A ZIP file with empty entries. */
function zip(entries: Entry[], hasDirectory = true): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  for (const { name, flags = 0 } of entries) {
    const bytes = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.write('PK\u0003\u0004', 'latin1');
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(bytes.length, 26);
    locals.push(local, bytes);
    const record = Buffer.alloc(46);
    record.write('PK\u0001\u0002', 'latin1');
    record.writeUInt16LE(flags, 8);
    record.writeUInt16LE(bytes.length, 28);
    central.push(record, bytes);
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt32LE(Buffer.concat(locals).length, 16);
  return Buffer.concat(hasDirectory ? [...locals, ...central, end] : locals);
}

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const ole = (...streams: string[]): Buffer =>
  Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(500),
    ...streams.map((s) => Buffer.from(s, 'utf16le')),
  ]);

describe('sniff', () => {
  it.each([
    ['a PDF', latin('%PDF-1.7\n1 0 obj'), 'application/pdf'],
    ['a PDF behind rubbish', latin('\n\n%PDF-1.4'), 'application/pdf'],
    ['a program', latin(`MZ${'\0'.repeat(58)}\u0040\0\0\0PE\0\0`), 'application/vnd.microsoft.portable-executable'],
    ['a Linux program', latin('\u007fELF\u0002'), 'application/x-elf'],
    ['a shortcut', latin('L\0\0\0\u0001\u0014\u0002\0'), 'application/x-ms-shortcut'],
    ['RAR', latin('Rar!\u001a\u0007\u0001\0'), 'application/vnd.rar'],
    ['7-Zip', Buffer.from('377abcaf271c', 'hex'), 'application/x-7z-compressed'],
    ['gzip', Buffer.from('1f8b08', 'hex'), 'application/gzip'],
    ['a disk image', Buffer.concat([Buffer.alloc(32_769), latin('CD001')]), 'application/x-iso9660-image'],
    ['PNG', Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png'],
    ['JPEG', Buffer.from('ffd8ffe0', 'hex'), 'image/jpeg'],
    ['GIF', latin('GIF89a'), 'image/gif'],
    ['WebP', latin('RIFF1234WEBP'), 'image/webp'],
    ['RTF', latin('{\\rtf1\\ansi'), 'application/rtf'],
    ['Word before 2007', ole('WordDocument'), 'application/msword'],
    ['Excel before 2007', ole('Workbook'), 'application/vnd.ms-excel'],
    ['HTML', latin('\n<!DOCTYPE html><p>'), 'text/html'],
    ['HTML by its script', latin('hello <script>location=1</script>'), 'text/html'],
    ['SVG', latin('<?xml version="1.0"?><svg xmlns="x">'), 'image/svg+xml'],
    ['a calendar', latin('BEGIN:VCALENDAR'), 'text/calendar'],
    ['text', Buffer.from('Größe, 询价'), 'text/plain'],
    ['words that begin like a program', latin('MZ is short for Mark Zbikowski'), 'text/plain'],
    ['anything else', Buffer.from('0001020304', 'hex'), null],
    ['nothing', Buffer.alloc(0), null],
  ])('knows %s', (_, bytes, type) => {
    expect(sniff(bytes)).toEqual({ sniffedType: type, zipEntries: [], encrypted: false, macros: false });
  });

  it('lists a ZIP file', () => {
    expect(sniff(zip([{ name: '报价.exe', flags: 0x800 }, { name: 'a.txt' }]))).toEqual({
      sniffedType: 'application/zip',
      zipEntries: ['报价.exe', 'a.txt'],
      encrypted: false,
      macros: false,
    });
  });

  it.each([
    ['a name in GBK', zip([{ name: Buffer.from('b1a8bcdbb5a52e706466', 'hex') }]), { zipEntries: ['报价单.pdf'] }],
    ['a password', zip([{ name: 'a.exe', flags: 1 }]), { encrypted: true }],
    ['a file that was cut off', zip([{ name: 'a.exe' }], false), { zipEntries: ['a.exe'] }],
    [
      'macros in a workbook',
      zip([{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }, { name: 'xl/vbaProject.bin' }]),
      { sniffedType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', macros: true },
    ],
    ['a document without', zip([{ name: 'word/document.xml' }]), { macros: false }],
    ['more entries than anybody reads', zip(Array.from({ length: 300 }, (_, i) => ({ name: `${i}` }))), {}],
    ['macros before 2007', ole('WordDocument', '_VBA_PROJECT'), { macros: true }],
    ['a document with a password', ole('EncryptedPackage'), { encrypted: true }],
    ['a PDF with a password', latin(`%PDF-1.7\n${'x'.repeat(99_999)}\ntrailer<</Encrypt 5 0 R>>`), { encrypted: true }],
  ])('sees %s', (_, bytes, facts) => {
    const found = sniff(bytes);
    expect(found).toMatchObject(facts);
    expect(found.zipEntries.length).toBeLessThanOrEqual(100);
  });

  it.each([
    ['local headers', latin('PK\u0003\u0004'.padEnd(30, '\0').repeat(100_000))],
    ['end records', latin(`PK\u0003\u0004${'PK\u0005\u0006'.repeat(1_000_000)}`)],
    ['comments', latin('<!--'.repeat(500_000))],
    ['containers', ole('W'.repeat(2_000_000))],
  ])('costs little for a heap of %s', (_, bytes) => {
    const start = performance.now();
    sniff(bytes);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
