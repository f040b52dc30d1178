/** Recognises domains made to be taken for another one: a letter more or less, 1 for l, rn for m (domain 2.2, R10). */
import { getDomain, getDomainWithoutSuffix } from 'tldts';
import { organisationOf } from './organisation.ts';

/** Shorter names are too often like each other by chance. */
const SHORTEST = 5;
/** From this length on two letters may differ. */
const LONG = 9;
const LONGEST = 63;
/** `rn` for `m` and the like, and `xn--` with its code. */
const MOST_LONGER = 12;
const ALIKE: [RegExp, string][] = [
  [/rn/g, 'm'],
  [/vv/g, 'w'],
  [/cl/g, 'd'],
  [/[1il|!]/g, 'l'],
  [/0/g, 'o'],
  [/5/g, 's'],
];
/** Cyrillic and Greek letters that look like Latin ones. */
const FOREIGN = 'аеорсухіјԁӏѕһԛԝпгтмкваοαρτυνικε';
const LATIN = 'aeopcyxijdlshqwnrtmkbaoaptuvike';

/** `skeletons`: of the names that were compared, what is left when letters that look alike are the same. */
type Known = { domains: ReadonlySet<string>; names: readonly string[]; skeletons: Map<string, string> };

const prepared = new WeakMap<readonly string[], Known>();

/**
 * The known domain that the domain of `address` imitates; null when it is that domain, lies below it, or is unlike
 * all. Names written in other scripts (IDN) are compared as people see them.
 *
 * @param otherEnding whether the same name under another ending imitates, too: not for names the whole world uses
 */
export function imitatedDomain(address: string, known: readonly string[], otherEnding = true): string | null {
  const domain = organisationOf(address);
  const { domains, names, skeletons } = prepare(known);
  if (domain === null || domains.has(domain)) return null;
  const name = nameOf(domain);
  if (name.length < SHORTEST || name.length > LONGEST) return null;
  const seen = readable(name);
  const bare = skeleton(seen);
  const index = names.findIndex((other) => {
    if ((!otherEnding && other === name) || !isComparable(name, other)) return false;
    const original = skeletons.get(other) ?? skeleton(other);
    skeletons.set(other, original);
    // The same name under another ending, or spelled with look-alike letters.
    return bare === original || isAlike(name, seen, other);
  });
  return known[index] ?? null;
}

/** There may be thousands of customers. */
function prepare(known: readonly string[]): Known {
  const done = prepared.get(known);
  if (done) return done;
  const domains = new Set(known.map((domain) => getDomain(domain) ?? domain));
  const fresh = { domains, names: known.map(nameOf), skeletons: new Map<string, string>() };
  prepared.set(known, fresh);
  return fresh;
}

function nameOf(domain: string): string {
  return getDomainWithoutSuffix(domain, { allowPrivateDomains: false }) ?? domain.split('.')[0] ?? '';
}

function isComparable(name: string, known: string): boolean {
  return known.length >= SHORTEST && Math.abs(name.length - known.length) <= MOST_LONGER;
}

/** @param seen the name as people see it */
function isAlike(name: string, seen: string, known: string): boolean {
  const most = Math.min(known.length, name.length) >= LONG ? 2 : 1;
  if (seen.replaceAll('-', '') === known.replaceAll('-', '')) return true;
  // "nordhaus-tools-group", "nordhaustools-invoice" for "nordhaus-tools".
  if (known.length >= LONG && (name.startsWith(`${known}-`) || name.endsWith(`-${known}`))) return true;
  return Math.abs(name.length - known.length) <= most && distance(seen, known, most) <= most;
}

function skeleton(name: string): string {
  let text = Array.from(name.normalize('NFD').replace(/\p{M}/gu, ''))
    .map((letter) => LATIN[FOREIGN.indexOf(letter)] ?? letter)
    .join('');
  for (const [pattern, letter] of ALIKE) text = text.replace(pattern, letter);
  return text;
}

/** `xn--…` as it is shown to people. */
function readable(name: string): string {
  return name.startsWith('xn--') ? (decodePunycode(name.slice(4)) ?? name) : name;
}

/** Levenshtein distance with neighbours swapped counted as one; stops above `most`. */
function distance(a: string, b: string, most: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) > most) return most + 1;
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? most + 1;
}

/** RFC 3492 section 6.2; null when it is no valid Punycode. */
function decodePunycode(input: string): string | null {
  const dash = input.lastIndexOf('-');
  const output = Array.from(dash > 0 ? input.slice(0, dash) : '').map((letter) => letter.codePointAt(0) ?? 0);
  let [code, bias, i] = [128, 72, 0];
  for (let at = dash > 0 ? dash + 1 : 0; at < input.length; ) {
    const start = i;
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(input[at] ?? '?');
      at += 1;
      if (digit < 0) return null;
      i += digit * weight;
      const threshold = Math.max(1, Math.min(26, k - bias));
      if (digit < threshold) break;
      weight *= 36 - threshold;
      if (weight > 1e9) return null;
    }
    bias = adapt(i - start, output.length + 1, start === 0);
    code += Math.floor(i / (output.length + 1));
    i %= output.length + 1;
    if (code > 0x10ffff) return null;
    output.splice(i, 0, code);
    i += 1;
  }
  return String.fromCodePoint(...output);
}

function adapt(delta: number, length: number, isFirst: boolean): number {
  let rest = isFirst ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / length);
  let k = 0;
  while (rest > 455) {
    rest = Math.floor(rest / 35);
    k += 36;
  }
  return k + Math.floor((36 * rest) / (rest + 38));
}
