/** Reads header values with parameters: `type/subtype; name=value` with the extensions of RFC 2231. */
import { decodeText } from './charset.ts';
import { decodeHeader } from './encoded-words.ts';

export type Parameters = { first: string; parameters: Map<string, string> };

const MAX_PARAMETERS = 100;
const MAX_VALUE = 10_000;

/** The part before the first semicolon in lower case, and the parameters; of two with one name the first counts. */
export function readParameters(header: string): Parameters {
  const value = header.slice(0, MAX_VALUE);
  const end = value.indexOf(';');
  const first = (end < 0 ? value : value.slice(0, end)).replace(/\([^()]*\)/g, '').trim();
  const parameters = new Map<string, string>();
  let at = end < 0 ? value.length : end + 1;
  while (at < value.length && parameters.size < MAX_PARAMETERS) {
    const equals = value.indexOf('=', at);
    if (equals < 0) break;
    const semicolon = value.indexOf(';', at);
    if (semicolon >= 0 && semicolon < equals) {
      at = semicolon + 1;
      continue;
    }
    const name = value.slice(at, equals).trim().toLowerCase();
    const read = readValue(value, equals + 1);
    if (name !== '' && !parameters.has(name)) parameters.set(name, read.text);
    at = read.next;
  }
  return { first: first.toLowerCase().split(/\s/)[0] ?? '', parameters };
}

/**
 * A parameter as text: its RFC 2231 form (`name*0*=utf-8''…`) before its plain one, encoded words (which some mailers
 * write there) and raw 8-bit bytes decoded. '' when it is missing.
 */
export function parameterText(parameters: Map<string, string>, name: string, charset: string | null): string {
  const extended = parameters.get(`${name}*`);
  if (extended !== undefined) return decodeExtended([extended], [true]);
  const pieces: string[] = [];
  const isEncoded: boolean[] = [];
  for (let index = 0; index < MAX_PARAMETERS; index++) {
    const encoded = parameters.get(`${name}*${index}*`);
    const piece = encoded ?? parameters.get(`${name}*${index}`);
    if (piece === undefined) break;
    pieces.push(piece);
    isEncoded.push(encoded !== undefined);
  }
  if (isEncoded.includes(true)) return decodeExtended(pieces, isEncoded);
  return decodeHeader(pieces.length > 0 ? pieces.join('') : (parameters.get(name) ?? ''), charset);
}

/** `charset'language'percent-encoded`, the prefix in the first piece only; the bytes are joined before decoding. */
function decodeExtended(pieces: string[], isEncoded: boolean[]): string {
  const prefix = isEncoded[0] ? /^([\w.:-]{0,40})'[\w-]{0,40}'/.exec(pieces[0] ?? '') : null;
  const bytes = pieces.map((piece, index) => {
    const text = index === 0 ? piece.slice(prefix?.[0].length ?? 0) : piece;
    const binary = isEncoded[index]
      ? text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : text;
    return Buffer.from(binary, 'latin1');
  });
  return decodeText(Buffer.concat(bytes), prefix?.[1] || null);
}

function readValue(value: string, from: number): { text: string; next: number } {
  let at = from;
  while (value[at] === ' ' || value[at] === '\t') at++;
  if (value[at] !== '"') {
    const semicolon = value.indexOf(';', at);
    const end = semicolon < 0 ? value.length : semicolon;
    return { text: value.slice(at, end).trim(), next: end + 1 };
  }
  let text = '';
  for (at++; at < value.length && value[at] !== '"'; at++) {
    if (value[at] === '\\') at++;
    text += value[at] ?? '';
  }
  const semicolon = value.indexOf(';', at);
  return { text, next: semicolon < 0 ? value.length : semicolon + 1 };
}
