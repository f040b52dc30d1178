/** Tells whether the draft quoted in an answer still says what was put before the approver. */

const LONGEST_QUOTE = 200_000;
const SHINGLE = 4;
/** Share of the draft's letter groups that a quote must hold to be a quote of the draft at all. */
const RECOGNISED = 0.2;

/**
 * True when the quote holds the draft with changes. A quote without the draft says nothing about it: false.
 * Compared are letters and figures; white space, quote marks, punctuation and links that clients add are folded.
 */
export function quoteDiffers(quoted: string, draftText: string): boolean {
  const draft = foldQuote(draftText);
  const quote = foldQuote(quoted.slice(0, LONGEST_QUOTE));
  if (draft === '' || quote === '' || quote.includes(draft)) return false;
  return sharedShingles(draft, quote) >= RECOGNISED;
}

/**
 * True when a quote that holds the unchanged draft also holds a line that the request did not: something was written
 * into it. Lines above the first one of the request (header block, "On … wrote:") are the client's.
 */
export function quoteAdds(quoted: string, draftText: string, request: string): boolean {
  if (!foldQuote(quoted.slice(0, LONGEST_QUOTE)).includes(foldQuote(draftText))) return false;
  if (quoted.length > 4 * request.length + 4000) return true;
  const known = foldQuote(request);
  const lines = quoted.split('\n').map(foldQuote);
  const first = lines.findIndex((line) => line.length >= SHINGLE && known.includes(line));
  return first >= 0 && lines.slice(first).some((line) => !known.includes(line));
}

function sharedShingles(draft: string, quote: string): number {
  const wanted = new Set<string>();
  for (let at = 0; at + SHINGLE <= draft.length; at += 1) wanted.add(draft.slice(at, at + SHINGLE));
  if (wanted.size === 0) return 0;
  const found = new Set<string>();
  for (let at = 0; at + SHINGLE <= quote.length; at += 1) {
    const shingle = quote.slice(at, at + SHINGLE);
    if (wanted.has(shingle)) found.add(shingle);
  }
  return found.size / wanted.size;
}

function foldQuote(text: string): string {
  return text
    .replace(/^[ \t]?(?:>[ \t]?)+/gm, '')
    .replace(/<(?:https?|mailto|tel):[^<>]{0,2000}>/gi, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/[^\p{L}\p{M}\p{N}%$€£¥.,-]/gu, '')
    .replace(/(?<!\p{N})[.,]|[.,](?!\p{N})|-(?!\p{N})/gu, '');
}
