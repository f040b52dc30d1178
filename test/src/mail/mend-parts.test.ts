import { describe, expect, it } from '@jest/globals';
import { mendParts } from '../../../src/mail/mend-parts.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

const bodyStart = (raw: string) => raw.indexOf('\n\n') + 2 || raw.length;

function mended(raw: string): string {
  return mendParts(Buffer.from(raw, 'latin1'), bodyStart(raw), new Set()).toString('latin1');
}

const mixed = (type: string) => `Content-Type: multipart/mixed; boundary=a\n\n--a\n${type}`;

describe('mendParts', () => {
  it.each([
    ['a mail of one part', 'From: a\n\n--x\n\nt'],
    ['a mail as it should be', mixed('Content-Type: multipart/alternative;\n boundary="b"\n\n--b\n\nt\n--b--\n--a--')],
    [
      'a multipart that the outer one ends',
      mixed('Content-Type: multipart/alternative; boundary=b\n\n--b\n\nt\n--a--'),
    ],
    [
      'a boundary in pieces',
      `${mixed('Content-Type: multipart/mixed; boundary*0=b; boundary*1=c\n\n--bc\n\nt\n--a--')}`,
    ],
    ['a mail carried along', mixed('Content-Type: message/rfc822\n\nSubject: s\n\n--b\nt\n--a\n\nmore\n--a--')],
    ['no delimiter to be named', 'Content-Type: multipart/mixed\n\nwords'],
    ['what only looks like a header', mixed('\nContent-Type: multipart/mixed\n\n--b\n--a--')],
  ])('leaves %s', (_, raw) => {
    expect(mended(raw)).toBe(raw);
  });

  it.each([
    [
      'the mail',
      'Content-Type: multipart/mixed\n\n--b\n\nt\n--b--',
      'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nt\n--b--',
    ],
    [
      'a part',
      mixed('Content-Type: multipart/alternative\n\n--b\n\nt\n--b--\n--a--'),
      mixed('Content-Type: multipart/alternative; boundary="b"\n\n--b\n\nt\n--b--\n--a--'),
    ],
    [
      'a part, unfolded',
      mixed('content-type: multipart/alternative; x=y;\nboundary="b"\n\n--b\n\nt\n--b--\n--a--'),
      mixed('content-type: multipart/alternative; x=y;; boundary="b"\nboundary="b"\n\n--b\n\nt\n--b--\n--a--'),
    ],
  ])('names the boundary of %s', (_, raw, expected) => {
    expect(mended(raw)).toBe(expected);
  });

  it('lets a carried mail keep a line that is a delimiter further out', () => {
    const inner = 'Content-Type: multipart/digest; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: s\n\n';
    expect(mended(mixed(`${inner}one\n--a\ntwo\n--b--\n--a--`))).toBe(mixed(`${inner}one\n --a\ntwo\n--b--\n--a--`));
  });

  it('makes text of multiparts that lie too deep', () => {
    const cuts = new Set<string>();
    const raw = Array.from(
      { length: 101 },
      (_, at) => `Content-Type: multipart/mixed; boundary=${at}x\n\n--${at}x\n`,
    ).join('');
    const text = mendParts(Buffer.from(raw), bodyStart(raw), cuts).toString();
    expect([text.indexOf('X-Content-Type'), [...cuts]]).toEqual([raw.lastIndexOf('Content-Type'), ['nested parts']]);
  });

  it('ends the header of a part that has no end, and the mail that has too many parts', () => {
    const cuts = new Set<string>();
    const endless = mixed(`X: ${'x'.repeat(200_000)}\n--a--`);
    expect(mendParts(Buffer.from(endless), bodyStart(endless), cuts).toString()).toMatch(/x\n\nx/);
    const raw = mixed('').concat('\nt\n--a\n'.repeat(3000));
    expect(mendParts(Buffer.from(raw), bodyStart(raw), cuts).toString().match(/--a/g)).toHaveLength(2000);
    expect([...cuts]).toEqual(['header value', 'parts']);
  });

  it.each([
    ['delimiters', mixed('\n').concat('--a\n'.repeat(50_000))],
    ['lines that look like delimiters', mixed('\n').concat('--\n'.repeat(66_000))],
    ['multiparts without boundary', mixed('').concat('--a\nContent-Type: multipart/mixed\n\n'.repeat(5000))],
    ['a line of dashes', mixed('\n').concat('-'.repeat(200_000))],
    ['blanks', `Content-Type: multipart/mixed;${' '.repeat(200_000)}`],
  ])('costs little for 200 kB of %s', (_, raw) => {
    expect(cpuMs(() => mended(raw))).toBeLessThan(hostileMs);
  });
});
