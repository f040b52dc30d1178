/** Undoes uuencode, which mail programs wrote before MIME; mailparser leaves it as it stands. */

/** The file in uuencoded text; the bytes as they stand when there is none. */
export function decodeUu(bytes: Buffer): Buffer {
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
