/** Regular expressions that the code puts together while it runs are taken as it makes them, and attacked. */
import { describe, expect, it } from '@jest/globals';
import { bouncePhrases, mail } from './src/receive/client-data.ts';
import { filesThatMakePatterns, keyOf, withstandsAttacks } from './support/regular-expressions.ts';

/** What has to be done so that a file makes its patterns; most do when they are loaded. */
const makers: Record<string, () => Promise<unknown>> = {
  'src/analyze/extract/asks.ts': () => import('../src/analyze/extract/asks.ts'),
  'src/analyze/extract/coordinated-nouns.ts': () => import('../src/analyze/extract/coordinated-nouns.ts'),
  'src/analyze/extract/coordinated.ts': () => import('../src/analyze/extract/coordinated.ts'),
  'src/analyze/extract/quantity-kind.ts': () => import('../src/analyze/extract/quantity-kind.ts'),
  'src/analyze/extract/tiers.ts': () => import('../src/analyze/extract/tiers.ts'),
  'src/analyze/postal.ts': () => import('../src/analyze/postal.ts'),
  'src/check-redis.ts': async () => (await import('../src/check-redis.ts')).redisFault('redis_version:7.4.0'),
  'src/receive/bounce-notice.ts': async () => {
    const { takeApart } = await import('../src/receive/bounce-notice.ts');
    takeApart(
      mail({}),
      'unknown user\n----- The following is a copy of your message -----\nTo: a@b.example',
      bouncePhrases,
    );
  },
};

/** On a busy machine; what is not linear takes seconds. */
const BUSY_MS = 250;

const made = new Map<string, Map<string, { source: string; flags: string }>>();

/** Notes down which file asked for which pattern. */
class NotedRegExp extends RegExp {
  constructor(pattern: string | RegExp, flags?: string) {
    super(pattern, flags);
    const file = /\/((?:src|workers)\/[^:)]*)/.exec(new Error('here').stack?.split('\n')[2] ?? '')?.[1];
    if (file === undefined) return;
    const { source, flags: own } = this;
    made.set(file, (made.get(file) ?? new Map()).set(keyOf({ source, flags: own }), { source, flags: own }));
  }
}

describe('regular expressions made at run time', () => {
  it('are made by these files', () => {
    expect(filesThatMakePatterns()).toEqual(Object.keys(makers).sort());
  });

  it.each(Object.entries(makers))(
    'withstand 200 kB of hostile text: %s',
    async (file, make) => {
      const plain = globalThis.RegExp;
      globalThis.RegExp = NotedRegExp as RegExpConstructor;
      try {
        await make();
      } finally {
        globalThis.RegExp = plain;
      }
      const patterns = [...(made.get(file)?.values() ?? [])];
      expect(patterns).not.toEqual([]);
      expect(patterns.filter((pattern) => !withstandsAttacks(pattern, BUSY_MS)).map(keyOf)).toEqual([]);
    },
    60_000,
  );
});
