/** What a ZIP file says it grows to (APPNOTE 6.3, 4.3.12), without unpacking it. */

const CENTRAL_HEADER = 'PK\x01\x02';

/** Bytes; the sum over all entries. A file that lies about it is stopped by the memory limit of its thread. */
export function unpackedSize(bytes: Buffer): number {
  let total = 0;
  for (
    let at = bytes.indexOf(CENTRAL_HEADER, 0, 'latin1');
    at >= 0;
    at = bytes.indexOf(CENTRAL_HEADER, at + 46, 'latin1')
  ) {
    if (at + 46 > bytes.length) break;
    total += bytes.readUInt32LE(at + 24);
  }
  return total;
}
