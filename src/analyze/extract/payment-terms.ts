/** Reads the payment terms the buyer asks for or offers, as a code (domain 1.2). */
import type { Reading, Span } from '../reading.ts';
import { segmentAt, within, words } from '../reading.ts';
import type { Hit } from '../term-tree.ts';

/**
 * `TT-30-70`, `TT-DEPOSIT` (another split), `TT-ADVANCE`, `LC-SIGHT`, `LC-USANCE`, `DP`, `DA`, `OA-30`, `OA-60`,
 * `OA-90`, `WU`, `PAYPAL`, `ESCROW`.
 */
export type PaymentTerms = Span & { code: string };

const SIMPLE: Record<string, string> = { dp: 'DP', da: 'DA', wu: 'WU', paypal: 'PAYPAL', escrow: 'ESCROW' };
const PERCENT = /(?<!\d)(\d{1,3}) ?%|% ?(\d{1,3})(?!\d)/g;
/** "DA 90 days", "D/P at sight": the bare letters count beside a period or "sight". */
const LETTERS = /(?<![\p{L}\d])d\/?([ap])(?![\p{L}\d]) ?(?:at |terms |for )?(?:\d{2,3} ?(?:days|d\b)|sight)/u;
const SPLIT = /(?<!\d)([1-9]\d) ?[/:-] ?([1-9]\d)(?!\d)/;
/** "Thank you so very much in advance". */
const THANKS_REACH = 30;
const DAYS = /(?<!\d)(30|45|60|90|120|180)(?!\d)/;

/** The first terms stated before the signature; a mere question for terms states none. */
export function extractPaymentTerms(reading: Reading): PaymentTerms | null {
  let previous = -1;
  for (const hit of words(reading, 'payment')) {
    const segment = segmentAt(reading, hit.start);
    if (segment.start === previous) continue;
    previous = segment.start;
    const cues = within(words(reading, 'payment'), segment);
    const code = codeOf(reading, segment, cues);
    if (code !== null)
      return { start: cues[0]?.start ?? segment.start, end: segment.start + trimmedLength(reading, segment), code };
  }
  return null;
}

function codeOf(reading: Reading, segment: Span, cues: Hit[]): string | null {
  const text = reading.text.slice(segment.start, Math.min(segment.end, segment.start + 600));
  const kinds = new Set(cues.map(({ label }) => label));
  if (kinds.has('lc')) return kinds.has('usance') || DAYS.test(text) ? 'LC-USANCE' : 'LC-SIGHT';
  const letters = LETTERS.exec(text)?.[1];
  if (letters !== undefined) return letters === 'a' ? 'DA' : 'DP';
  const split = splitOf(text, kinds);
  if (split !== null) return split;
  for (const { label } of cues) {
    const code = SIMPLE[label];
    if (code !== undefined) return code;
  }
  const days = DAYS.exec(text)?.[1];
  if (kinds.has('oa') && days !== undefined)
    return `OA-${['30', '60', '90'].includes(days) ? days : nearestTerm(days)}`;
  const net = /(?<!\p{L})net ?(30|60|90)(?!\d)/u.exec(text)?.[1];
  if (net !== undefined) return `OA-${net}`;
  if (cues.some((cue) => cue.label === 'advance' && !isThanks(reading, cue)) && !/\?|？/.test(text))
    return 'TT-ADVANCE';
  return kinds.has('deposit') && !/\?|？/.test(text) ? 'TT-DEPOSIT' : null;
}

/** "Thanks in advance" pays nothing. */
function isThanks(reading: Reading, { start }: Hit): boolean {
  const before = { start: Math.max(segmentAt(reading, start).start, start - THANKS_REACH), end: start };
  return ['acknowledgement', 'closing'].some(
    (section) => within(reading.words.get(section) ?? [], before).length > 0 || closes(reading, section, start),
  );
}

function closes(reading: Reading, section: string, position: number): boolean {
  return (reading.words.get(section) ?? []).some(({ start, end }) => start <= position && end > position);
}

/** "30% deposit, 70% against B/L", "30/70 T/T", "100% in advance". */
function splitOf(text: string, kinds: Set<string>): string | null {
  const percents = [...text.matchAll(PERCENT)].map(([, percent, turned]) => Number(percent ?? turned));
  const [first, second] = percents;
  const money = ['deposit', 'advance', 'balance', 'tt', 'pay'].some((kind) => kinds.has(kind));
  if (!money) return null;
  for (const [index, percent] of percents.entries()) {
    const rest = percents[index + 1];
    if (rest !== undefined && percent + rest === 100) return percent === 30 ? 'TT-30-70' : 'TT-DEPOSIT';
  }
  const before = kinds.has('advance') || kinds.has('tt') || kinds.has('deposit') || kinds.has('balance');
  if (second === undefined && first === 100 && before) return 'TT-ADVANCE';
  const [, deposit, balance] = SPLIT.exec(text) ?? [];
  if (Number(deposit) + Number(balance) === 100) return deposit === '30' ? 'TT-30-70' : 'TT-DEPOSIT';
  if (first === undefined || first >= 100 || !(kinds.has('deposit') || kinds.has('advance'))) return null;
  return first === 30 ? 'TT-30-70' : 'TT-DEPOSIT';
}

/** Other periods are told as the next shorter one we have a code for. */
function nearestTerm(days: string): string {
  return Number(days) >= 90 ? '90' : Number(days) >= 60 ? '60' : '30';
}

function trimmedLength(reading: Reading, { start, end }: Span): number {
  return reading.text.slice(start, end).trimEnd().length;
}
