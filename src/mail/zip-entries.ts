/** Lists a ZIP file without unpacking anything (APPNOTE 6.3, 4.3): so a ZIP bomb costs nothing. */
import { decodeText } from './charset.ts';

export type ZipListing = { names: string[]; encrypted: boolean };

const MAX_ENTRIES = 100;
const MAX_NAME = 200;
/** The end record lies in the last 22 bytes and a comment of at most 64 kB. */
const MAX_TAIL = 22 + 65_535;

/** Names in the order of the central directory, or of the local headers where the file was cut off. */
export function listZip(bytes: Buffer): ZipListing {
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const hasEnd = end >= 0 && end >= bytes.length - MAX_TAIL && end + 22 <= bytes.length;
  const start = hasEnd ? bytes.readUInt32LE(end + 16) : -1;
  const central = start >= 0 ? walk(bytes, start, 'PK\x01\x02', 46) : null;
  return central && central.names.length > 0 ? central : walk(bytes, 0, 'PK\x03\x04', 30);
}

function walk(bytes: Buffer, start: number, signature: string, headerLength: number): ZipListing {
  const listing: ZipListing = { names: [], encrypted: false };
  const isCentral = headerLength === 46;
  let at = start;
  while (at + headerLength <= bytes.length && listing.names.length < MAX_ENTRIES) {
    if (bytes.toString('latin1', at, at + 4) !== signature) break;
    const flags = bytes.readUInt16LE(at + (isCentral ? 8 : 6));
    const nameLength = bytes.readUInt16LE(at + (isCentral ? 28 : 26));
    const extraLength = bytes.readUInt16LE(at + (isCentral ? 30 : 28));
    const commentLength = isCentral ? bytes.readUInt16LE(at + 32) : 0;
    const dataLength = isCentral ? 0 : bytes.readUInt32LE(at + 18);
    const name = bytes.subarray(at + headerLength, at + headerLength + nameLength);
    // Without the UTF-8 flag the name is in the character set of the sender's Windows.
    listing.names.push(decodeText(name, flags & 0x800 ? 'utf-8' : null).slice(0, MAX_NAME));
    if (flags & 1) listing.encrypted = true;
    at += headerLength + nameLength + extraLength + commentLength + dataLength;
  }
  return listing;
}
