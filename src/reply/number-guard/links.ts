/** Finds everything in a text that leads somewhere: addresses of pages, mailboxes and accounts. */
import { parse } from 'tldts';
import type { Claim } from './claim.ts';

const LINK =
  /[a-z][a-z\d+.-]{1,15}:\/\/[^\s<>"'「」（）()，。、]{1,500}|(?:mailto|tel|www)[:.][^\s<>"'()，。、]{1,300}/g;
const MAILBOX = /(?<![^\s@<>"'(),;:，。、：])[^\s@<>"'(),;:，。、：]{1,64}@[^\s@<>"'(),;，。、]{1,255}/g;
const ACCOUNT = /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.-]{2,40}/gu;
const DOMAIN = /(?<![a-zа-я\d.-])[a-zа-я\d-]{1,63}(?:\.[a-zа-я\d-]{1,63}){1,5}(?:\/[^\s<>"'()，。、]{0,300})?/g;
const TRAILING = /[.,;:!?)\]*_]{1,20}$/;
/** Reserved for examples and private nets (RFC 2606, RFC 6762): no public suffix, but a place all the same. */
const RESERVED = /\.(?:example|test|invalid|localhost|local|internal)$/;

/** @param folded text as `normalize` folds it */
export function findLinks(folded: string): Claim[] {
  const claims: Claim[] = [];
  const taken = new Uint8Array(folded.length);
  const add = (start: number, found: string) => {
    const written = found.replace(TRAILING, '');
    if (written === '' || taken[start] === 1) return;
    const end = start + written.length;
    taken.fill(1, start, end);
    claims.push({ kind: 'link', units: [''], values: [place(written)], written, required: true, start, end });
  };
  for (const pattern of [LINK, MAILBOX, ACCOUNT]) {
    for (const match of folded.matchAll(pattern)) add(match.index, match[0]);
  }
  for (const match of folded.matchAll(DOMAIN)) {
    const host = (match[0].split('/')[0] ?? '').replace(TRAILING, '');
    if (isDomain(host)) add(match.index, match[0]);
  }
  return claims;
}

/** A company may be named by its domain where the draft has the address of its page. */
export function hostsOf(links: readonly Claim[]): string[] {
  return links.flatMap(({ kind, values }) => (kind === 'link' ? values.map((value) => value.split('/')[0] ?? '') : []));
}

function isDomain(host: string): boolean {
  if (!/\p{L}/u.test(host.slice(host.lastIndexOf('.')))) return false;
  return RESERVED.test(host) || parse(host).isIcann === true;
}

/** The address without what makes no difference: protocol, `www.`, a last slash. */
function place(written: string): string {
  return written
    .replace(/^(?:https?:\/\/|mailto:)/, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}
