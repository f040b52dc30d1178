/** Turns bytes into text by their character set label, or against it where the label cannot be true. */
import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessCharset, isIso2022Jp } from './guess-charset.ts';
import { decodeHz, decodeIso2022Kr } from './stateful-charset.ts';

/** Labels that promise too little: senders mean the larger set (WHATWG Encoding Standard, 4.2; GB18030 holds GBK). */
const MEANT = new Map([
  ...['gb2312', 'gb231280', 'csgb2312', 'gbk', 'xgbk', 'cp936', 'ms936', 'gb18030', 'euccn', 'xeuccn', 'chinese'].map(
    (label): [string, string] => [label, 'gb18030'],
  ),
  ...['iso88591', 'latin1', 'l1', 'iso885915', 'windows1252', 'cp1252', 'ansi'].map((label): [string, string] => [
    label,
    label === 'iso885915' ? 'iso-8859-15' : 'windows-1252',
  ]),
  ...['iso88599', 'latin5'].map((label): [string, string] => [label, 'windows-1254']),
  ...['iso2022jp', 'csiso2022jp', 'iso2022jpms', 'cp50220', 'cp50221', 'iso2022jp1', 'iso2022jp2'].map(
    (label): [string, string] => [label, 'iso-2022-jp'],
  ),
  ...['iso2022kr', 'csiso2022kr'].map((label): [string, string] => [label, 'iso-2022-kr']),
  ...['hz', 'hzgb2312'].map((label): [string, string] => [label, 'hz']),
  ...['utf8', 'unicode11utf8', 'utf8mb4', 'cp65001', 'utf8bom'].map((label): [string, string] => [label, 'utf-8']),
  ...['big5', 'xbig5', 'big5hkscs', 'cp950', 'big5eten', 'cnbig5'].map((label): [string, string] => [
    label,
    'big5hkscs',
  ]),
  ...['euckr', 'ksc56011987', 'ksc5601', 'csksc56011987', 'cp949', 'uhc', 'windows949', 'korean', 'ms949'].map(
    (label): [string, string] => [label, 'cp949'],
  ),
  ...['shiftjis', 'sjis', 'xsjis', 'mskanji', 'cp932', 'windows31j', 'cswindows31j'].map((label): [string, string] => [
    label,
    'shift_jis',
  ]),
  ...['iso88598i', 'iso88598e'].map((label): [string, string] => [label, 'iso-8859-8']),
  ...['unicode11utf7', 'utf7', 'csunicode11utf7'].map((label): [string, string] => [label, 'utf-7']),
]);
/** Said when nothing is known; says nothing about 8-bit bytes. */
const SAYS_NOTHING =
  /^(?:us)?ascii$|^ansix341968$|^ansix34$|^unknown(?:8bit)?$|^x?unknown$|^none$|^default(?:charset)?$|^8bit$|^binary$/;
/** Names that iconv-lite takes for character sets and are none. */
const NO_CHARSET = /^(?:base64|hex|binary|utf7imap|ucs2|internal)$/;
const DOUBLE_BYTE = new Set(['gb18030', 'big5hkscs', 'cp949', 'shift_jis', 'eucjp']);
/** Below this many Chinese characters a run of accented Latin letters may look the same. */
const MIN_CERTAIN_BYTES = 12;

/**
 * The text of `bytes`. `label` is what the mail says of them, null when it says nothing; `hint` the character set
 * that the rest of the mail suggests. Never fails: what cannot be read becomes U+FFFD.
 */
export function decodeText(bytes: Buffer, label: string | null, hint: string | null = null): string {
  const charset = label === null ? null : charsetOf(label);
  if (charset === null || charset === 'utf-8') return decodeUnlabelled(bytes, charset === 'utf-8' ? null : hint);
  if (charset === 'windows-1252' && isFalseLatin(bytes)) return decodeAs(bytes, guessCharset(bytes));
  return decodeAs(bytes, charset);
}

/** The character set meant by a label, as this module decodes it; null for none, ASCII and unknown ones. */
function charsetOf(label: string): string | null {
  const plain = label.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === '' || plain.length > 40 || SAYS_NOTHING.test(plain)) return null;
  const meant = MEANT.get(plain);
  if (meant) return meant;
  return !NO_CHARSET.test(plain) && iconv.encodingExists(plain) ? plain : null;
}

/** UTF-8 when it is valid or nearly so (a character cut at the end of a text), else the hint, else a guess. */
function decodeUnlabelled(bytes: Buffer, hint: string | null): string {
  if (isIso2022Jp(bytes)) return decodeAs(bytes, 'iso-2022-jp');
  const hinted = hint === null ? null : charsetOf(hint);
  if (isUtf8(bytes) && !(hinted !== null && DOUBLE_BYTE.has(hinted) && isPairsOnly(bytes)))
    return decodeAs(bytes, 'utf-8');
  if (!isUtf8(bytes) && isNearlyUtf8(bytes)) return decodeAs(bytes, 'utf-8');
  if (hinted !== null && hinted !== 'utf-8' && hinted !== 'windows-1252') {
    const text = decodeAs(bytes, hinted);
    if (!text.includes('\uFFFD')) return text;
  }
  return decodeAs(bytes, guessCharset(bytes));
}

function decodeAs(bytes: Buffer, charset: string): string {
  switch (charset) {
    case 'utf-8':
    case 'gb18030':
    case 'iso-2022-jp':
      return new TextDecoder(charset).decode(bytes);
    case 'hz':
      return decodeHz(bytes);
    case 'iso-2022-kr':
      return decodeIso2022Kr(bytes);
    default:
      return iconv.decode(bytes, charset);
  }
}

/** Many mailers write ISO-8859-1 over anything: valid UTF-8, or long runs of nothing but pairs, are not Latin. */
function isFalseLatin(bytes: Buffer): boolean {
  const first = bytes.findIndex((byte) => byte >= 0x80);
  if (first < 0) return false;
  if (isUtf8(bytes)) return true;
  let high = 0;
  let run = 0;
  for (let at = first; at <= bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0xa1) run++;
    else if (byte >= 0x80) return false;
    else {
      if (run % 2 === 1 || run === 2) return false;
      high += run;
      run = 0;
    }
  }
  return high >= MIN_CERTAIN_BYTES;
}

/** Two-byte sequences of UTF-8 are also two-byte characters elsewhere: a few of them prove nothing. */
function isPairsOnly(bytes: Buffer): boolean {
  return bytes.length < 200 && bytes.some((byte) => byte >= 0x80) && !bytes.some((byte) => byte >= 0xe0);
}

function isNearlyUtf8(bytes: Buffer): boolean {
  const text = new TextDecoder('utf-8').decode(bytes.subarray(0, 64 * 1024));
  let bad = 0;
  let good = 0;
  for (const character of text) {
    if (character === '\uFFFD') bad++;
    else if (character > '\u007f') good++;
  }
  return good > 4 * bad;
}
