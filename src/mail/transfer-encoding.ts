/** Undoes Content-Transfer-Encoding (RFC 2045, 6): base64, quoted-printable and the older uuencode. */

const LF = 10;
/** Programs that encode in chunks pad each chunk; more chunks than this are no content. */
const MAX_BASE64_PIECES = 100_000;
const HEX = new Int8Array(256).fill(-1);
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16);
  HEX[digit.charCodeAt(0)] = value;
  HEX[digit.toUpperCase().charCodeAt(0)] = value;
}

/** The content itself; under an unknown encoding the bytes as they stand. */
export function decodeTransfer(bytes: Buffer, encoding: string): Buffer {
  const name = encoding.trim().toLowerCase();
  if (name.startsWith('base64')) return decodeBase64(bytes);
  if (name.startsWith('quoted-printable')) return decodeQuoted(bytes, false);
  if (/^(?:x-)?uu/.test(name)) return decodeUu(bytes);
  return bytes;
}

/** Lenient base64: line ends and foreign characters are passed over, padding in the middle begins anew. */
function decodeBase64(bytes: Buffer): Buffer {
  const padding = bytes.indexOf(0x3d);
  const isAtEnd = padding < 0 || (bytes.length - padding < 80 && /^[=\s]*$/.test(bytes.toString('latin1', padding)));
  if (isAtEnd) return Buffer.from(bytes.toString('latin1'), 'base64');
  const pieces = bytes.toString('latin1').split(/=+/, MAX_BASE64_PIECES);
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

/** Quoted-printable; `isWord` for the Q encoding of header words, which knows no lines. */
export function decodeQuoted(bytes: Buffer, isWord: boolean): Buffer {
  if (!bytes.includes(0x3d)) return bytes;
  const result = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x3d) {
      result[length++] = byte;
      continue;
    }
    const high = HEX[bytes[at + 1] ?? 0] ?? -1;
    const low = HEX[bytes[at + 2] ?? 0] ?? -1;
    if (high >= 0 && low >= 0) {
      result[length++] = high * 16 + low;
      at += 2;
      continue;
    }
    const next = isWord ? -1 : softBreakEnd(bytes, at + 1);
    if (next < 0) result[length++] = byte;
    else at = next - 1;
  }
  return result.subarray(0, length);
}

/** The offset behind a soft line break, whose line end may have gained spaces on the way; -1 when it is none. */
function softBreakEnd(bytes: Buffer, from: number): number {
  let at = from;
  while (at - from < 100 && (bytes[at] === 0x20 || bytes[at] === 0x09)) at++;
  if (bytes[at] === 13) at++;
  if (bytes[at] === LF) return at + 1;
  return at >= bytes.length ? bytes.length : -1;
}

function decodeUu(bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split(/\r?\n/);
  const begin = lines.findIndex((line) => /^begin(?:-base64)? [0-7]{3,4} /.test(line));
  if (begin < 0) return bytes;
  if (lines[begin]?.startsWith('begin-base64')) return Buffer.from(lines.slice(begin + 1).join(''), 'base64');
  const result = Buffer.alloc(bytes.length);
  let length = 0;
  for (const line of lines.slice(begin + 1)) {
    const count = (line.charCodeAt(0) - 32) & 63;
    if (line === 'end' || line === '' || count === 0) break;
    let bits = 0;
    for (let at = 1, written = 0; written < count && at <= line.length + 3; at++) {
      bits = (bits << 6) | ((line.charCodeAt(at) - 32) & 63);
      if (at % 4 !== 0) continue;
      for (const shift of [16, 8, 0]) {
        if (written++ < count && length < result.length) result[length++] = (bits >> shift) & 255;
      }
      bits = 0;
    }
  }
  return result.subarray(0, length);
}
