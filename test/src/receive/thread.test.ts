import { describe, expect, it } from '@jest/globals';
import { threadKeys } from '../../../src/receive/thread.ts';
import { mail } from './client-data.ts';

const token = 'k7f3q2m9xd4t6wba';

describe('threadKeys', () => {
  it('lists In-Reply-To first, then the newest 50 references, once each', () => {
    const references = Array.from({ length: 80 }, (_, index) => `<${index}@a.example>`);
    const { messageIds } = threadKeys(mail({ inReplyTo: '<79@a.example>', references }));
    expect(messageIds.slice(0, 2)).toEqual(['<79@a.example>', '<78@a.example>']);
    expect(messageIds).toHaveLength(50);
  });

  it.each([
    ['the subject', { subject: 'Re: [INQ-2026-000123 k7f3-q2m9-xd4t-6wba] Draft' }],
    ['the plus-address', { to: [{ name: '', address: `desk+${token}@seller.example` }] }],
    ['the references', { references: ['<x@a.example>', `<approval.${token}@seller.example>`] }],
  ])('finds the token in %s', (_, parts) => {
    expect(threadKeys(mail(parts)).token).toBe(token);
  });

  it('takes a number for a number, not for a token', () => {
    expect(threadKeys(mail({ subject: 'Re: [INQ-2026-000123] Draft' }))).toMatchObject({
      token: null,
      inquiryNo: 'INQ-2026-000123',
    });
  });
});
