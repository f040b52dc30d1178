/** Guesses the character set of 8-bit text that says none, by the bytes that its language uses most. */
import { isUtf8 } from 'node:buffer';
import { alphabetOf, latinOf } from './script-letters.ts';

/** Enough to judge by. */
const MAX_SAMPLE = 64 * 1024;
/** Share of non-ASCII bytes that stand beside another one: near 1 in Chinese text, low in accented Latin. */
const PAIRED_SHARE = 0.75;

/**
 * The name of the character set. Short Chinese text looks like almost anything, and Chinese mailers are the ones that
 * leave the label out; so GB18030 is the answer unless there is good evidence for another.
 */
export function guessCharset(bytes: Buffer): string {
  const sample = bytes.subarray(0, MAX_SAMPLE);
  if (isIso2022Jp(sample)) return 'iso-2022-jp';
  if (isUtf8(bytes)) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  const high = highBytes(sample);
  const isDense = high.paired / high.total >= PAIRED_SHARE;
  const alphabet = isDense ? alphabetOf(sample) : null;
  if (alphabet) return alphabet;
  const pairs = countPairs(sample);
  if (pairs.total >= 3 && pairs.kanaSjis / pairs.total >= 0.2) return 'shift_jis';
  const isChained = pairs.total >= 4 && pairs.chained / pairs.total >= 0.8;
  if (isChained && pairs.lowTrail / pairs.total >= 0.15 && pairs.big5 / pairs.total >= 0.9) return 'big5';
  if (!isDense && !(isChained && pairs.broken === 0)) return latinOf(sample);
  if (pairs.kanaEuc / Math.max(1, pairs.total) >= 0.2) return 'euc-jp';
  if (pairs.total >= 8 && pairs.hangul / pairs.total >= 0.98) return 'euc-kr';
  return 'gb18030';
}

/** Whether the bytes hold the escape sequences of ISO-2022-JP, which is pure ASCII otherwise. */
export function isIso2022Jp(bytes: Buffer): boolean {
  return bytes.includes('\x1b$B', 0, 'latin1') || bytes.includes('\x1b$@', 0, 'latin1');
}

function highBytes(bytes: Buffer): { total: number; paired: number } {
  const high = { total: 0, paired: 0 };
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    high.total++;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) high.paired++;
  }
  return high;
}

type Pairs = {
  total: number;
  broken: number;
  chained: number;
  lowTrail: number;
  big5: number;
  kanaEuc: number;
  kanaSjis: number;
  hangul: number;
};

/** Reads the bytes as a double-byte set and counts what is typical of each. */
function countPairs(bytes: Buffer): Pairs {
  const pairs: Pairs = {
    total: 0,
    broken: 0,
    chained: 0,
    lowTrail: 0,
    big5: 0,
    kanaEuc: 0,
    kanaSjis: 0,
    hangul: 0,
  };
  let lastEnd = -1;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    if (trail < 0x40 || trail === 0x7f) {
      pairs.broken++;
      continue;
    }
    pairs.total++;
    if (lastEnd === at || (bytes[at + 2] ?? 0) >= 0x80) pairs.chained++;
    if (trail < 0x7f) pairs.lowTrail++;
    if (lead >= 0xa1 && lead <= 0xc9 && (trail < 0x7f || trail >= 0xa1)) pairs.big5++;
    if ((lead === 0xa4 || lead === 0xa5) && trail >= 0xa1) pairs.kanaEuc++;
    if ((lead === 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead === 0x83 && trail <= 0x96)) pairs.kanaSjis++;
    if (lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1) pairs.hangul++;
    at++;
    lastEnd = at + 1;
  }
  return pairs;
}
