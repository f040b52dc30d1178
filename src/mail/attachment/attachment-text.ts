/** The words of an attached file: tables of Excel and CSV files, Word documents, PDF files that hold text. */
import { sniff } from '../sniff.ts';
import { csvText } from './csv-text.ts';
import { unpackedSize } from './unpacked-size.ts';

/**
 * `text`: lines, the cells of a row parted by tabs. `problem`: why there is none; `other` stands for files without words,
 * such as pictures.
 */
export type AttachmentText =
  | { kind: 'text'; text: string }
  | { kind: 'unreadable'; problem: 'encrypted' | 'too_large' | 'damaged' | 'no_text' }
  | { kind: 'other' };

/** Longer text is cut: an order list of a thousand rows fits. */
const MAX_TEXT = 50_000;
const MAX_FILE = 10 * 1024 * 1024;
/** What an Office document may grow to when it is unpacked; a ZIP bomb is far beyond. */
const MAX_UNPACKED = 80 * 1024 * 1024;
const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Rejects never: a file that cannot be read says so. */
export async function readAttachmentText(filename: string, content: Buffer): Promise<AttachmentText> {
  const { sniffedType, encrypted } = sniff(content);
  const read = readers.find((reader) => reader.fits(sniffedType ?? '', filename.toLowerCase()))?.read;
  if (!read) return { kind: 'other' };
  if (encrypted) return { kind: 'unreadable', problem: 'encrypted' };
  const isBomb = sniffedType?.startsWith(OFFICE) && unpackedSize(content) > MAX_UNPACKED;
  if (content.length > MAX_FILE || isBomb) return { kind: 'unreadable', problem: 'too_large' };
  try {
    const text = (await read(content)).replace(/\r\n?/g, '\n').trim().slice(0, MAX_TEXT);
    return text === '' ? { kind: 'unreadable', problem: 'no_text' } : { kind: 'text', text };
  } catch {
    return { kind: 'unreadable', problem: 'damaged' };
  }
}

type Reader = { fits(type: string, filename: string): boolean; read(content: Buffer): string | Promise<string> };

/** The libraries are loaded when the first such file comes. */
const readers: readonly Reader[] = [
  {
    fits: (type) => type === `${OFFICE}.spreadsheetml.sheet`,
    read: async (content) => (await import('./sheet-text.ts')).sheetText(content),
  },
  {
    fits: (type) => type === `${OFFICE}.wordprocessingml.document`,
    read: async (content) => (await import('./document-text.ts')).documentText(content),
  },
  {
    fits: (type) => type === 'application/pdf',
    read: async (content) => (await import('./pdf-text.ts')).pdfText(content),
  },
  { fits: (type, filename) => isText(type) && /\.[ct]sv$/.test(filename), read: csvText },
  { fits: (type, filename) => isText(type) && filename.endsWith('.txt'), read: (content) => content.toString('utf8') },
];

function isText(type: string): boolean {
  return type === '' || type.startsWith('text/');
}
