/** Finds what a text promises or states of the company, and the moments it names. */
import type { Hit, Hits } from '../../analyze/term-tree.ts';
import { BLANK } from './blank.ts';
import type { Claim } from './claim.ts';

/** A negation further away denies something else. */
const NEAR = 14;

/**
 * A promise that is denied ("not guaranteed") is another claim than the promise, and only in the very words of the
 * denial: "guaranteed, no delay" must not pass for it.
 */
export function findPromises(text: string, hits: Hits): Claim[] {
  const isThere = (hit: Hit) => text.charAt(hit.start) !== BLANK;
  const denied = denials(text, hits);
  const promises = (hits.get('promise') ?? []).filter(isThere);
  const moments = (hits.get('moment') ?? []).filter(isThere);
  return [
    ...moments.map((hit) => claimOf('moment', hit, hit.label)),
    ...promises.map((hit) => {
      const before = denied(hit);
      if (before === undefined) return claimOf('promise', hit, hit.label);
      const words = text.slice(before.start, hit.end).replace(/\s+/g, ' ');
      return claimOf('promise', hit, `${hit.label}: ${words}`);
    }),
  ];
}

function sameLine(text: string, no: Hit, hit: Hit): boolean {
  return !/[.!?;,\n。！？；，]/.test(text.slice(no.end, hit.start));
}

/** The last negation shortly before a hit, if there is one. */
function denials(text: string, hits: Hits): (hit: Hit) => Hit | undefined {
  const byEnd = new Map((hits.get('negation') ?? []).map((no) => [no.end, no] as const));
  return (hit) => {
    for (let end = hit.start; end >= hit.start - NEAR; end -= 1) {
      const no = byEnd.get(end);
      if (no !== undefined) return sameLine(text, no, hit) ? no : undefined;
    }
    return undefined;
  };
}

function claimOf(kind: 'moment' | 'promise', { start, end }: Hit, value: string): Claim {
  return { kind, units: [''], values: [value], written: value, required: false, start, end };
}
