import { describe, expect, it } from '@jest/globals';
import { findRegularExpressions, judge, keyOf, knownVerdicts } from './support/regular-expressions.ts';

describe('regular expressions', () => {
  it('are all linear, or bounded so that 200 kB of hostile text cost less than 50 ms', async () => {
    const known = knownVerdicts();
    const unknown = findRegularExpressions().filter((found) => known[keyOf(found)] === undefined);
    const slow: string[] = [];
    for (const found of unknown) if ((await judge(found)) === 'slow') slow.push(`${found.file} ${keyOf(found)}`);
    expect(slow).toEqual([]);
  }, 240_000);

  it('tells a slow one when it sees one', async () => {
    expect(await judge({ source: '^(a+)+$', flags: '' })).toBe('slow');
    expect(await judge({ source: '\\s+$', flags: '' })).toBe('slow');
    expect(await judge({ source: '^[a-z]+$', flags: '' })).toBe('safe');
  });
});
