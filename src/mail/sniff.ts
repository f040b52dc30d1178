/** Tells by its bytes what an attachment is, whatever it calls itself. */
import { listZip } from './zip-entries.ts';

/** What the bytes of a file say of it. */
export type Sniffed = {
  /** Media type, null when the bytes are of no kind known here. */
  sniffedType: string | null;
  /** Names inside a ZIP file or an Office document that is one, at most 100. */
  zipEntries: string[];
  /** Cannot be read without a password, so nobody could check it. */
  encrypted: boolean;
  /** Holds macros (VBA). */
  macros: boolean;
};

/** First bytes of file formats, at an offset; the sources are the formats' own specifications. */
const SIGNATURES: readonly (readonly [type: string, offset: number, bytes: string])[] = [
  ['application/vnd.rar', 0, 'Rar!\x1a\x07'],
  ['application/x-7z-compressed', 0, "7z\xbc\xaf'\x1c"],
  ['application/gzip', 0, '\x1f\x8b'],
  ['application/x-bzip2', 0, 'BZh'],
  ['application/x-xz', 0, '\xfd7zXZ\0'],
  ['application/zstd', 0, '(\xb5/\xfd'],
  ['application/vnd.ms-cab-compressed', 0, 'MSCF'],
  ['application/x-ace-compressed', 7, '**ACE**'],
  ['application/x-arj', 0, '\x60\xea'],
  ['application/x-tar', 257, 'ustar'],
  ['application/x-iso9660-image', 32769, 'CD001'],
  ['application/x-elf', 0, '\x7fELF'],
  ['application/x-mach-binary', 0, '\xcf\xfa\xed\xfe'],
  ['application/x-mach-binary', 0, '\xce\xfa\xed\xfe'],
  ['application/java-vm', 0, '\xca\xfe\xba\xbe'],
  ['application/x-ms-shortcut', 0, 'L\0\0\0\x01\x14\x02\0'],
  ['application/vnd.ms-htmlhelp', 0, 'ITSF'],
  ['application/onenote', 0, '\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d'],
  ['application/vnd.ms-tnef', 0, '\x78\x9f\x3e\x22'],
  ['application/postscript', 0, '%!PS'],
  ['image/png', 0, '\x89PNG\r\n\x1a\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/bmp', 0, 'BM'],
  ['image/tiff', 0, 'II*\0'],
  ['image/tiff', 0, 'MM\0*'],
  ['image/vnd.dwg', 0, 'AC10'],
  ['image/heic', 4, 'ftyphei'],
  ['audio/wav', 8, 'WAVE'],
  ['audio/mpeg', 0, 'ID3'],
  ['video/mp4', 4, 'ftyp'],
  ['application/rtf', 0, '{\\rt'],
];
/** Looked through for marks inside the file; larger files are rare in mail and the marks stand early or late. */
const MAX_SEARCH = 8 * 1024 * 1024;
const NOTHING: Sniffed = { sniffedType: null, zipEntries: [], encrypted: false, macros: false };

/** What the bytes are. Costs no more than a search through the first megabytes. */
export function sniff(bytes: Buffer): Sniffed {
  if (bytes.length === 0) return NOTHING;
  if (startsWith(bytes, 0, 'PK\x03\x04') || startsWith(bytes, 0, 'PK\x05\x06')) return sniffZip(bytes);
  if (startsWith(bytes, 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return sniffOle(bytes);
  if (isProgram(bytes)) return { ...NOTHING, sniffedType: 'application/vnd.microsoft.portable-executable' };
  const found = SIGNATURES.find(([, offset, signature]) => startsWith(bytes, offset, signature));
  if (found) return { ...NOTHING, sniffedType: found[0] };
  if (bytes.subarray(0, 1024).includes('%PDF-'))
    return { ...NOTHING, sniffedType: 'application/pdf', encrypted: isLockedPdf(bytes) };
  return { ...NOTHING, sniffedType: textType(bytes) };
}

/** Office documents (ISO/IEC 29500), OpenDocument and EPUB are ZIP files with a telling entry. */
function sniffZip(bytes: Buffer): Sniffed {
  const { names, encrypted } = listZip(bytes);
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const kind = ZIP_KINDS.find(([pattern]) => has(pattern))?.[1] ?? 'application/zip';
  return { sniffedType: kind, zipEntries: names, encrypted, macros: has(/(?:^|\/)vbaProject\.bin$/i) };
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const ZIP_KINDS: readonly (readonly [RegExp, string])[] = [
  [/^word\//, `${OPEN_XML}.wordprocessingml.document`],
  [/^xl\//, `${OPEN_XML}.spreadsheetml.sheet`],
  [/^ppt\//, `${OPEN_XML}.presentationml.presentation`],
  [/^AndroidManifest\.xml$/, 'application/vnd.android.package-archive'],
  [/^META-INF\/MANIFEST\.MF$/, 'application/java-archive'],
  [/^META-INF\/manifest\.xml$/, 'application/vnd.oasis.opendocument'],
];

/** The older Office formats, Outlook messages, Windows installers: one container (MS-CFB), told apart by its streams. */
function sniffOle(bytes: Buffer): Sniffed {
  const searched = bytes.subarray(0, MAX_SEARCH);
  const has = (name: string): boolean => searched.includes(name, 0, 'utf16le');
  const isLocked = has('EncryptedPackage');
  const kind =
    (isLocked && 'application/x-ole-storage') ||
    (has('WordDocument') && 'application/msword') ||
    (has('Workbook') && 'application/vnd.ms-excel') ||
    (has('PowerPoint Document') && 'application/vnd.ms-powerpoint') ||
    (has('__substg1.0_') && 'application/vnd.ms-outlook') ||
    'application/x-ole-storage';
  return { sniffedType: kind, zipEntries: [], encrypted: isLocked, macros: has('_VBA_PROJECT') };
}

/** The trailer of a protected PDF names its encryption dictionary (ISO 32000, 7.6). */
function isLockedPdf(bytes: Buffer): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - MAX_SEARCH));
  return (
    /\/Encrypt[\s\d<]/.test(tail.toString('latin1', Math.max(0, tail.length - 65_536))) || tail.includes('/Encrypt ')
  );
}

function isProgram(bytes: Buffer): boolean {
  if (!startsWith(bytes, 0, 'MZ')) return false;
  const header = bytes.length >= 64 ? bytes.readUInt32LE(60) : 0;
  return startsWith(bytes, header, 'PE\0\0') || startsWith(bytes, header, 'NE') || bytes.subarray(0, 1024).includes(0);
}

function textType(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 4096);
  if (head.includes(0) && !(head[0] === 0xff && head[1] === 0xfe)) return null;
  const text = head
    .toString('latin1')
    .replace(/\0/g, '')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\s)+/, '');
  const start = text.slice(0, 1000);
  if (/<svg[\s>]/i.test(start)) return 'image/svg+xml';
  if (
    /^(?:<!--[\s\S]{0,500}?-->\s{0,50})?<(?:!doctype html|html|head|body|script|iframe|meta|table|div)[\s>]/i.test(
      start,
    )
  )
    return 'text/html';
  if (/<(?:html|script)[\s>]/i.test(text)) return 'text/html';
  if (/^<\?xml\s/i.test(start)) return 'text/xml';
  if (/^BEGIN:VCALENDAR/i.test(start)) return 'text/calendar';
  if (/^BEGIN:VCARD/i.test(start)) return 'text/vcard';
  return [...head].filter((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)).length === 0
    ? 'text/plain'
    : null;
}

function startsWith(bytes: Buffer, offset: number, signature: string): boolean {
  return bytes.toString('latin1', offset, offset + signature.length) === signature;
}
