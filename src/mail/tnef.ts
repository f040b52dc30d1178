/** Reads winmail.dat, the format in which Outlook packs a mail for other Outlooks (MS-OXTNEF). */
import { decodeText } from './charset.ts';
import { type MapiProperties, type Reader, readMapi } from './tnef-properties.ts';
import { rtfToText, unpackRtf } from './tnef-rtf.ts';

type TnefFile = { filename: string; content: Buffer };
export type Tnef = { subject: string; text: string; html: string; files: TnefFile[] };

const SIGNATURE = 0x223e9f78;
const MAX_FILES = 100;
const SUBJECT = 0x8004;
const BODY = 0x800c;
const CODE_PAGE = 0x9007;
const MESSAGE_PROPERTIES = 0x9003;
const ATTACHMENT_BEGINS = 0x9002;
const ATTACHMENT_TITLE = 0x8010;
const ATTACHMENT_DATA = 0x800f;
const ATTACHMENT_PROPERTIES = 0x9005;

const MAPI_SUBJECT = 0x0037;
const MAPI_BODY = 0x1000;
const MAPI_RTF = 0x1009;
const MAPI_HTML = 0x1013;
const MAPI_CODE_PAGE = 0x3fde;
const MAPI_NAMES = [0x3707, 0x3704, 0x3001];
const MAPI_DATA = 0x3701;

type Attribute = { id: number; data: Buffer };

/** What is in the file; null when it is not of this format or too damaged to say anything. Never fails. */
export function readTnef(bytes: Buffer): Tnef | null {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return null;
  try {
    return assemble(attributes(bytes));
  } catch {
    return null;
  }
}

/** Level, id, type, length, data, checksum, again and again; a cut-off one ends the list. */
function attributes(bytes: Buffer): Attribute[] {
  const found: Attribute[] = [];
  let at = 6;
  while (at + 11 <= bytes.length && found.length < 10_000) {
    const length = bytes.readUInt32LE(at + 5);
    const data = bytes.subarray(at + 9, at + 9 + length);
    if (data.length < length) break;
    found.push({ id: bytes.readUInt16LE(at + 1), data });
    at += 9 + length + 2;
  }
  return found;
}

function assemble(list: Attribute[]): Tnef | null {
  if (list.length === 0) return null;
  const page = list.find(({ id, data }) => id === CODE_PAGE && data.length >= 4);
  const reader: Reader = { charset: codePage(page?.data.readUInt32LE(0) ?? 0) };
  const tnef: Tnef = { subject: '', text: '', html: '', files: [] };
  for (const { id, data } of list) {
    if (id === SUBJECT) tnef.subject ||= text(data, reader);
    else if (id === BODY) tnef.text ||= text(data, reader);
    else if (id === MESSAGE_PROPERTIES) takeMessage(tnef, readMapi(data, reader));
    else takeFile(tnef, { id, data }, reader);
  }
  return { ...tnef, files: tnef.files.slice(0, MAX_FILES) };
}

function takeMessage(tnef: Tnef, properties: MapiProperties): void {
  const charset = codePage(numberOf(properties.get(MAPI_CODE_PAGE)));
  const wide = (id: number): string => {
    const value = properties.get(id);
    return typeof value === 'string' ? value : '';
  };
  tnef.subject = wide(MAPI_SUBJECT) || tnef.subject;
  tnef.text = wide(MAPI_BODY) || tnef.text;
  const html = properties.get(MAPI_HTML);
  tnef.html = typeof html === 'string' ? html : html ? decodeText(html, charset) : tnef.html;
  const packed = properties.get(MAPI_RTF);
  if (tnef.text === '' && Buffer.isBuffer(packed)) tnef.text = rtfToText(unpackRtf(packed));
}

function takeFile(tnef: Tnef, { id, data }: Attribute, reader: Reader): void {
  if (id === ATTACHMENT_BEGINS) {
    if (tnef.files.length <= MAX_FILES) tnef.files.push({ filename: '', content: Buffer.alloc(0) });
    return;
  }
  const file = tnef.files.at(-1);
  if (!file) return;
  if (id === ATTACHMENT_TITLE) file.filename ||= text(data, reader);
  else if (id === ATTACHMENT_DATA) file.content = data;
  else if (id === ATTACHMENT_PROPERTIES) {
    const properties = readMapi(data, reader);
    const name = MAPI_NAMES.map((property) => properties.get(property)).find(
      (value) => typeof value === 'string' && value !== '',
    );
    if (typeof name === 'string') file.filename = name;
    const content = properties.get(MAPI_DATA);
    if (file.content.length === 0 && Buffer.isBuffer(content)) file.content = content;
  }
}

function text(data: Buffer, { charset }: Reader): string {
  return decodeText(data, charset).replace(/\0[\s\S]*$/, '');
}

function numberOf(value: Buffer | string | undefined): number {
  return Buffer.isBuffer(value) && value.length >= 4 ? value.readUInt32LE(0) : 0;
}

function codePage(page: number): string | null {
  if (page === 65001) return 'utf-8';
  if (page === 20127 || page === 0) return null;
  if (page === 54936) return 'gb18030';
  if (page === 28591) return 'iso-8859-1';
  return `cp${page}`;
}
