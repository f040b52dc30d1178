import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { readSampleMails } from '../../../src/demo/sample-mails.ts';
import { type Part, readTree } from '../../../src/mail/mime-tree.ts';
import { parseMail } from '../../../src/mail/parse.ts';

type Shape = string | Shape[];

function shape({ type, parts, bytes }: Part): Shape {
  return parts.length === 0 ? `${type}: ${bytes.toString('latin1')}` : [type, ...parts.map(shape)];
}

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();
const mixed = (...parts: string[]) =>
  Buffer.from(`Content-Type: multipart/mixed; boundary=a\n\n${parts.map((part) => `--a\n${part}\n`).join('')}--a--`);

/** We look into mailparser for more than it declares: a new version has to show that this is still right. */
describe('ordinary mail reads as mailparser alone reads it', () => {
  it.each(readSampleMails().map((sample) => [sample.file, sample.raw] as const))('%s', async (_, raw) => {
    const ours = await parseMail(raw);
    const theirs = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, keepDeliveryStatus: true });
    expect(ours.subject).toBe(theirs.subject);
    expect(ours.messageId).toBe(theirs.messageId);
    expect(ours.from).toEqual(
      theirs.from && { name: theirs.from.value[0]?.name, address: theirs.from.value[0]?.address?.toLowerCase() },
    );
    expect(ours.date && new Date(ours.date)).toEqual(theirs.date);
    expect(folded(ours.text)).toBe(folded(theirs.text ?? ''));
    expect(ours.attachments.map((part) => part.contentType)).toEqual(
      theirs.attachments.map((part) => part.contentType),
    );
  });
});

describe('readTree', () => {
  it.each([
    [
      'texts apart, in bytes',
      mixed('\n\xe9', 'Content-Type: text/html\n\n<p>'),
      ['multipart/mixed', 'text/plain: Ã©', 'text/html: <p>'],
    ],
    [
      'multiparts in each other',
      mixed(
        'Content-Type: multipart/alternative; boundary=b\n\n--b\n\none\n--b\nContent-Type: text/html\n\ntwo\n--b--',
        '\nthree',
      ),
      ['multipart/mixed', ['multipart/alternative', 'text/plain: one', 'text/html: two'], 'text/plain: three'],
    ],
    [
      'a carried mail as one part',
      mixed('Content-Type: message/rfc822\nContent-Disposition: inline\n\nSubject: s\n\nt'),
      ['multipart/mixed', 'message/rfc822: Subject: s\n\nt'],
    ],
    [
      'the mails of a digest',
      Buffer.from('Content-Type: multipart/digest; boundary=a\n\n--a\n\nSubject: s\n\nt\n--a--'),
      ['multipart/digest', 'message/rfc822: Subject: s\n\nt'],
    ],
    [
      'a part whose boundary is not folded, as Exchange writes it',
      mixed('Content-Type: multipart/alternative; differences=Content-Type;\nboundary="b"\n\n--b\n\none\n--b--'),
      ['multipart/mixed', ['multipart/alternative', 'text/plain: one']],
    ],
    ['a type that is none as text', mixed('Content-Type: text\n\none'), ['multipart/mixed', 'text/plain: one']],
    [
      'a multipart without parts as text',
      Buffer.from('Content-Type: multipart/mixed; boundary=a\n\none'),
      'text/plain: one',
    ],
  ])('gives %s', async (_, raw, expected) => {
    const cuts = new Set<string>();
    expect(shape(await readTree(raw, cuts))).toEqual(expected);
    expect([...cuts]).toEqual([]);
  });

  it.each([
    ['too many parts', mixed('\none', ...Array.from({ length: 2500 }, () => '\nx')), 'parts'],
    ['a header of a part beyond measure', mixed('\none', `X: ${'x'.repeat(5_000_000)}\n\ntwo`), 'header value'],
    [
      'too many levels',
      mixed('\none', `${'Content-Type: multipart/mixed; boundary=a\n\n--a\n'.repeat(300)}\n`),
      'nested parts',
    ],
  ])('reads what stands before %s', async (_, raw, cut) => {
    const cuts = new Set<string>();
    const { parts } = await readTree(raw, cuts);
    expect([parts[0] && shape(parts[0]), [...cuts]]).toEqual(['text/plain: one', [cut]]);
  });
});
