import { describe, expect, it } from '@jest/globals';
import { mendSource } from '../../../src/mail/mend-source.ts';

function mended(raw: string): [source: string, body: string, cuts: string[]] {
  const cuts = new Set<string>();
  const source = mendSource(Buffer.from(raw, 'latin1'), cuts);
  const text = source.raw.toString('latin1');
  return [text, text.slice(source.bodyStart), [...cuts]];
}

describe('mendSource', () => {
  it.each([
    ['a mail as it should be', 'From: a\r\nTo: b\r\n c\r\n\r\nt', 'From: a\r\nTo: b\r\n c\r\n\r\nt'],
    ['line feeds alone', 'From: a\n\nt\n', 'From: a\r\n\r\nt\n'],
    ['carriage returns alone', 'From: a\r\rt\r', 'From: a\r\n\r\nt\n'],
    ['an mbox line', '>From a@b Mon\nFrom: a\n\nt', 'From: a\r\n\r\nt'],
    ['blank lines in front', '\r\n\nFrom: a\n\nt', 'From: a\r\n\r\nt'],
    ['a line that is no field', 'From: a\nrubbish\n folded\nTo: b\n\nt', 'From: a\r\nTo: b\r\n\r\nt'],
    ['no empty line', 'From: a\nwe need\nbolts: 5', 'From: a\r\n\r\nwe need\nbolts: 5'],
    ['no header', 'Dear Sir\nwe need: bolts\n\nbye', '\r\nDear Sir\nwe need: bolts\n\nbye'],
    ['a header of unknown fields', 'X-A: a\n\nt', 'X-A: a\r\n\r\nt'],
    ['nothing', '', '\r\n'],
  ])('takes %s', (_, raw, source) => {
    expect(mended(raw)[0]).toBe(source);
  });

  it('says where the body begins', () => {
    expect(mended('From: a\n\nt')[1]).toBe('t');
    expect(mended('words')[1]).toBe('words');
  });

  it('keeps the first of each well-known field behind any number of others', () => {
    const [source, body, cuts] = mended(`${'X-A: b\n'.repeat(5000)}From: a\nFrom: c\n\nt`);
    expect(source.match(/X-A/g)).toHaveLength(2000);
    expect(source.match(/From: ./g)).toEqual(['From: a']);
    expect([body, cuts]).toEqual(['t', ['header lines']]);
  });

  it('cuts a field that is too long, and long fields that are too many', () => {
    const [source, body, cuts] = mended(`To: ${'a@b,\n '.repeat(100_000)}\nSubject: s\n\nt`);
    expect(source.length).toBeLessThan(66_000);
    expect([source.includes('Subject: s'), body, cuts]).toEqual([true, 't', ['header value']]);
    expect(mended(`${`X: ${'a'.repeat(60_000)}\n`.repeat(100)}\n`)[0].length).toBeLessThan(600_000);
  });
});
