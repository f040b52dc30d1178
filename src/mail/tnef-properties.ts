/** Reads the list of MAPI properties inside winmail.dat (MS-OXTNEF, 2.1.3.3). */
import { decodeText } from './charset.ts';

/** What the code page of the file means for its 8-bit strings. */
export type Reader = { charset: string | null };
/** Strings decoded, everything else as bytes, by property number. */
export type MapiProperties = Map<number, Buffer | string>;

const MAX_PROPERTIES = 2000;
const FIXED_LENGTHS = new Map([
  [0x0002, 4],
  [0x0003, 4],
  [0x0004, 4],
  [0x0005, 8],
  [0x0006, 8],
  [0x0007, 8],
  [0x000a, 4],
  [0x000b, 4],
  [0x0014, 8],
  [0x0040, 8],
  [0x0048, 16],
]);
const STRING8 = 0x001e;
const UNICODE = 0x001f;
const OBJECT = 0x000d;
const MULTIPLE = 0x1000;

/** The properties as far as they can be read; a damaged list ends where the damage is. */
export function readMapi(data: Buffer, reader: Reader): MapiProperties {
  const properties: MapiProperties = new Map();
  let at = 4;
  try {
    const count = Math.min(data.readUInt32LE(0), MAX_PROPERTIES);
    for (let index = 0; index < count; index++) {
      const type = data.readUInt16LE(at);
      const id = data.readUInt16LE(at + 2);
      at = skipName(data, at + 4, id);
      at = readValues(data, at, type, (value) => {
        if (!properties.has(id)) properties.set(id, decode(value, type, reader));
      });
    }
  } catch {
    // Cut off: what was read before stands.
  }
  return properties;
}

/** Properties from 8000 on carry their name: a GUID, a kind, and a number or a string. */
function skipName(data: Buffer, at: number, id: number): number {
  if (id < 0x8000) return at;
  const isNumber = data.readUInt32LE(at + 16) === 0;
  if (isNumber) return at + 24;
  return at + 24 + padded(data.readUInt32LE(at + 20));
}

function readValues(data: Buffer, start: number, type: number, take: (value: Buffer) => void): number {
  const fixed = FIXED_LENGTHS.get(type & ~MULTIPLE);
  const isMany = (type & MULTIPLE) !== 0;
  let at = start;
  let count = 1;
  if (fixed === undefined || isMany) {
    count = Math.min(data.readUInt32LE(at), MAX_PROPERTIES);
    at += 4;
  }
  for (let index = 0; index < count; index++) {
    let length = fixed;
    if (length === undefined) {
      length = data.readUInt32LE(at);
      at += 4;
    }
    if (at + length > data.length) throw new RangeError('property goes beyond the end');
    take(data.subarray(at + ((type & ~MULTIPLE) === OBJECT ? 16 : 0), at + length));
    at += padded(length);
  }
  return at;
}

function decode(value: Buffer, type: number, { charset }: Reader): Buffer | string {
  const simple = type & ~MULTIPLE;
  if (simple === UNICODE) return untilNul(value.toString('utf16le'));
  if (simple === STRING8) return untilNul(decodeText(value, charset));
  return value;
}

function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end < 0 ? text : text.slice(0, end);
}

function padded(length: number): number {
  return length + ((4 - (length % 4)) % 4);
}
