import { describe, expect, it } from '@jest/globals';
import { retryDelay } from '../../../src/mail/retry-delay.ts';

describe('retryDelay', () => {
  it.each([
    ['other', [1, 2, 4, 8, 16, 32, 60, 60]],
    ['login', [60, 120, 240, 480, 600, 600, 600, 600]],
    ['limit', [60, 120, 240, 480, 900, 900, 900, 900]],
  ] as const)('%s: %j seconds', (trouble, seconds) => {
    expect(seconds.map((_, index) => retryDelay(trouble, index + 1, 1000) / 1000)).toEqual(seconds);
  });

  it('stays at its most however often it fails', () => {
    expect(retryDelay('other', 1_000_000, 1000)).toBe(60_000);
  });
});
