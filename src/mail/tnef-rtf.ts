/** Unpacks the compressed RTF of Outlook mails (MS-OXRTFCP) and takes the text out of it. */
import { decodeText } from './charset.ts';

/** A body as RTF is some ten times its text; more is not unpacked, whatever the header promises. */
const MAX_RTF = 4 * 1024 * 1024;
const COMPRESSED = 0x75465a4c;
const DICTIONARY =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial' +
  'Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** The RTF as bytes; empty when it cannot be unpacked. */
export function unpackRtf(packed: Buffer): Buffer {
  if (packed.length < 16) return Buffer.alloc(0);
  const size = Math.min(packed.readUInt32LE(4), MAX_RTF);
  if (packed.readUInt32LE(8) !== COMPRESSED) return packed.subarray(16, 16 + size);
  const window = Buffer.alloc(4096);
  let write = window.write(DICTIONARY, 'latin1');
  const result = Buffer.alloc(size);
  let length = 0;
  let at = 16;
  const put = (byte: number): void => {
    window[write] = byte;
    write = (write + 1) % 4096;
    if (length < size) result[length++] = byte;
  };
  while (at < packed.length && length < size) {
    const control = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length && length < size; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      const token = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const offset = token >> 4;
      if (offset === write) return result.subarray(0, length);
      for (let step = 0; step < (token & 15) + 2; step++) put(window[(offset + step) % 4096] ?? 0);
    }
  }
  return result.subarray(0, length);
}

const IGNORED =
  /^(?:fonttbl|colortbl|stylesheet|info|pict|object|header|footer|generator|listtable|themedata|datastore)$/;

/**
 * The text of an RTF document: paragraphs, tabs, escaped bytes in the code page it names, Unicode escapes. The HTML
 * that Outlook hides in it (`\htmlrtf`, `\*\htmltag`) is left out.
 */
export function rtfToText(rtf: Buffer): string {
  const source = rtf.toString('latin1');
  const page = /\\ansicpg(\d{3,5})/.exec(source)?.[1];
  const charset = page === undefined ? 'windows-1252' : `cp${page}`;
  const ignored: boolean[] = [];
  let isIgnored = false;
  let isInHtmlRtf = false;
  let text = '';
  let bytes: number[] = [];
  let toSkip = 0;
  const flush = (): void => {
    if (bytes.length > 0) text += decodeText(Buffer.from(bytes), charset);
    bytes = [];
  };
  const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi;
  for (const [, word, number, hex, symbol, brace, plain] of source.matchAll(token)) {
    if (brace === '{') ignored.push(isIgnored);
    else if (brace === '}') isIgnored = ignored.pop() ?? false;
    else if (symbol === '*' || (word !== undefined && IGNORED.test(word))) isIgnored = true;
    else if (word === 'htmlrtf') isInHtmlRtf = number !== '0';
    else if (isIgnored || isInHtmlRtf) continue;
    else if (hex !== undefined) {
      if (toSkip > 0) toSkip--;
      else bytes.push(Number.parseInt(hex, 16));
    } else if (word === 'u') {
      flush();
      text += String.fromCharCode(Number(number) & 0xffff);
      toSkip = 1;
    } else {
      flush();
      if (word === 'par' || word === 'line') text += '\n';
      else if (word === 'tab' || word === 'cell') text += '\t';
      else if (symbol !== undefined && '\\{}'.includes(symbol)) text += symbol;
      else if (symbol === '~') text += ' ';
      else if (plain !== undefined) {
        text += plain.slice(toSkip);
        toSkip = 0;
      }
    }
  }
  flush();
  return text;
}
