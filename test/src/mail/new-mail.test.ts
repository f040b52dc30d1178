import { describe, expect, it } from '@jest/globals';
import { isOld, portions, uidSets } from '../../../src/mail/new-mail.ts';

const START = new Date('2026-03-04T12:00:00.700Z');

describe('isOld', () => {
  it.each([
    ['a second before, there at first sight', '2026-03-04T11:59:59Z', 5, true],
    ['the same second, there at first sight', '2026-03-04T12:00:00Z', 5, false],
    ['a minute before by another clock, come later', '2026-03-04T11:59:00Z', 0, false],
    ['just a day before, come later', '2026-03-03T12:00:00Z', 0, false],
    ['years before, moved in later', '2021-03-04T12:00:00Z', 0, true],
    ['after', '2026-03-05T00:00:00Z', 5, false],
  ])('%s', (_, receivedAt, seenAtStart, expected) => {
    expect(isOld({ uid: 5, size: 1, receivedAt: new Date(receivedAt) }, START, seenAtStart)).toBe(expected);
  });
});

describe('portions', () => {
  const mails = (...sizes: number[]) => sizes.map((size, index) => ({ uid: index + 1, size, receivedAt: START }));
  it.each([
    [[], []],
    [
      [1, 1, 1],
      [[1, 2], [3]],
    ],
    [
      [50, 60, 10],
      [[1], [2, 3]],
    ],
    [
      [500, 1],
      [[1], [2]],
    ],
    [
      [1, 500, 1, 1],
      [[1], [2], [3, 4]],
    ],
  ])('parts mails of %j bytes by count 2 and 100 bytes', (sizes, expected) => {
    const parts = portions(mails(...sizes), { count: 2, bytes: 100 });
    expect(parts.map((portion) => portion.map(({ uid }) => uid))).toEqual(expected);
  });
});

describe('uidSets', () => {
  it.each([
    [[], []],
    [[5], ['5']],
    [[3, 1, 2, 2, 7], ['1:3,7']],
    [[1, 3, 5], ['1,3,5']],
  ])('%j is %j', (uids, sets) => {
    expect(uidSets(uids)).toEqual(sets);
  });

  it('makes no line too long for a server', () => {
    const uids = Array.from({ length: 5000 }, (_, index) => 4_000_000_000 + 2 * index);
    const sets = uidSets(uids);
    expect(Math.max(...sets.map((set) => set.length))).toBeLessThan(8000);
    expect(sets.join(',').split(',').map(Number)).toEqual(uids);
  });
});
