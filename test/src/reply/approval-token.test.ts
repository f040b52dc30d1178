import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  equalTokens,
  findInquiryNo,
  findToken,
  hashToken,
  makeFormToken,
  makePageSecret,
  makeToken,
  subjectTag,
} from '../../../src/reply/approval-token.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

const bytes = (value: number) => new Uint8Array(10).fill(value);

describe('approval token', () => {
  it('spells 80 bits with 16 unmistakable letters', () => {
    expect(makeToken(bytes(0))).toBe('0000000000000000');
    expect(makeToken(bytes(255))).toBe('zzzzzzzzzzzzzzzz');
    expect(makeToken(new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 0, 31]))).toBe('000000000000000z');
    expect(() => makeToken(new Uint8Array(9))).toThrow(RangeError);
  });

  it('comes back from every subject it was put into', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 12 }), (random) => {
        const token = makeToken(random);
        const tag = subjectTag('INQ-2026-000123', token);
        expect(token).toMatch(/^[0-9a-hjkmnp-tv-z]{16}$/);
        expect(findToken(`回复：${tag} 待审批`)).toBe(token);
        expect(findToken(tag.toUpperCase())).toBe(token);
        expect(findToken(`Re: ${tag.replaceAll('-', '').replace('INQ2026000123', 'INQ-2026-000123')}`)).toBe(token);
        expect(findToken(tag.replace(/-(\w{4})\]/, '-\r\n $1]'))).toBe(token);
        expect(findToken(`<approval.${token}@seller.example>`)).toBe(token);
      }),
    );
  });

  it('reads what people mistype', () => {
    expect(findToken('[INQ-2026-000123 O7F3-q2m9-xd4t-6wIl]')).toBe('07f3q2m9xd4t6w11');
  });

  it.each([
    ['Re: [INQ-2026-000123] Draft'],
    ['[INQ-2026-000123 k7f3-q2m9]'],
    ['k7f3-q2m9-xd4t-6wba'],
    ['[INQ-2026-000123 k7f3-q2m9-xd4t-6wbu]'],
    ['<approval.short@a.example>'],
  ])('finds none in %s', (text) => expect(findToken(text)).toBeNull());

  it('stores only the hash', () => {
    expect(hashToken('k7f3q2m9xd4t6wba')).toMatch(/^[0-9a-f]{64}$/);
    expect(hashToken('a')).not.toBe(hashToken('b'));
  });

  it('makes a secret for the page, and a form that fits one version of it', () => {
    const secret = makePageSecret(new Uint8Array(32).fill(7));
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(() => makePageSecret(new Uint8Array(15))).toThrow(RangeError);
    const form = makeFormToken(secret, 1);
    expect(equalTokens(form, makeFormToken(secret, 1))).toBe(true);
    for (const other of ['', secret, makeFormToken(secret, 2), makeFormToken(`${secret}x`, 1)]) {
      expect(equalTokens(form, other)).toBe(false);
    }
  });

  it('reads the inquiry number', () => {
    expect(findInquiryNo('re: [inq-2026-000123 …]')).toBe('INQ-2026-000123');
    expect(findInquiryNo('INQ-26-1')).toBeNull();
  });

  it('is linear', () => {
    for (const text of [
      'INQ-2026-000123 '.repeat(12_000),
      `[INQ-2026-000123 ${'a '.repeat(100_000)}`,
      `[INQ-2026-000123 a${' '.repeat(200_000)}`,
    ]) {
      expect(cpuMs(() => findToken(text))).toBeLessThan(hostileMs);
    }
  });
});
