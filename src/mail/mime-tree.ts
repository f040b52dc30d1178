/** Has mailparser take a mail apart, and hands over its tree of parts with their bytes. */
import libmime from 'libmime';
import { type AttachmentStream, type HeaderLines, type Headers, MailParser, type MessageText } from 'mailparser';
import { mendWords } from './encoded-words.ts';
import { mendParts } from './mend-parts.ts';
import { mendSource } from './mend-source.ts';
import { type Cuts, MAX_HEAD, MAX_PARTS } from './mime-limits.ts';
import { decodeUu } from './uuencode.ts';

/** A header field: lower-case name, and the value unfolded, each byte as one character (Latin-1). */
export type HeaderLine = { name: string; value: string };

export type Part = {
  headers: HeaderLine[];
  /** Media type in lower case; text/plain, or message/rfc822 in a digest, when none is given. */
  type: string;
  /** The character set as it is named, null when none is. */
  charset: string | null;
  /** Paragraphs are broken softly, and whether the space before a break is to go (RFC 3676). */
  flowed: { dropsSpace: boolean } | null;
  /** inline, attachment …; null when not said. */
  disposition: string | null;
  /** The content, its transfer encoding undone. */
  bytes: Buffer;
  parts: Part[];
};

/** What mailparser 3.14 knows of a part; it declares only what becomes of it in the end. */
type Node = {
  headers: Headers;
  headerLines: HeaderLines;
  contentType: string | false;
  children: Node[];
  node: {
    charset: string | false;
    disposition: string | false;
    encoding: string | false;
    flowed: boolean;
    delSp: boolean;
  };
};
type Inside = { textTypes: string[]; tree: Node | false };
type Contents = Map<Headers, Buffer[]>;

const MEDIA_TYPE = /^[\w!#$&^+.-]{1,100}\/[\w!#$&^+.-]{1,150}$/;

/** The mail as a tree of parts. Never fails: a mail that mailparser gives up is its own text. */
export async function readTree(raw: Buffer, cuts: Cuts): Promise<Part> {
  const source = mendSource(raw, cuts);
  const body = source.raw.subarray(source.bodyStart);
  const contents: Contents = new Map();
  const tree = await readNodes(mendParts(source.raw, source.bodyStart, cuts), contents, cuts);
  if (tree === null) return textPart([], body);
  const root = partOf(tree, false, contents);
  // A multipart in which no part was found: what stands there is what the sender wrote.
  return hasContent(root) ? root : textPart(root.headers, body);
}

function readNodes(source: Buffer, contents: Contents, cuts: Cuts): Promise<Node | null> {
  return new Promise((resolve) => {
    const parser = new MailParser({
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      checksumAlgo: false,
      maxHeadSize: MAX_HEAD,
      maxChildNodes: 2 * MAX_PARTS,
    });
    const inside = parser as unknown as Inside;
    // So it hands over text as it does files, in bytes: it believes every character set label, and joins all texts.
    inside.textTypes = [];
    const finish = (): void => resolve(inside.tree || null);
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type !== 'attachment') return;
      const pieces: Buffer[] = [];
      contents.set(data.headers, pieces);
      data.content.on('data', (piece: Buffer) => pieces.push(piece));
      data.content.on('end', () => data.release?.());
      data.content.on('error', () => data.release?.());
    });
    parser.on('end', finish);
    parser.on('error', () => {
      cuts.add('rest');
      finish();
    });
    parser.end(source);
  });
}

function partOf(tree: Node, isInDigest: boolean, contents: Contents): Part {
  const { node, headerLines, headers: key, children } = tree;
  const headers = headerLines.map(({ key: name, line }) => ({
    name,
    value: libmime.decodeHeader(unfolded(line)).value,
  }));
  const isTyped = headers.some(({ name }) => name === 'content-type');
  const type = tree.contentType || '';
  const bytes = Buffer.concat(contents.get(key) ?? []);
  return {
    headers,
    type: isInDigest && !isTyped ? 'message/rfc822' : MEDIA_TYPE.test(type) ? type : 'text/plain',
    charset: node.charset || null,
    flowed: node.flowed ? { dropsSpace: node.delSp } : null,
    disposition: node.disposition || null,
    bytes: /^(?:x-)?uu/.test(node.encoding || '') ? decodeUu(bytes) : bytes,
    parts: children.map((child) => partOf(child, type === 'multipart/digest', contents)),
  };
}

function unfolded(line: string): string {
  return line
    .split('\n')
    .map((piece) => piece.trim())
    .join(' ');
}

function hasContent(part: Part): boolean {
  return part.parts.length > 0 ? part.parts.some(hasContent) : !part.type.startsWith('multipart/');
}

function textPart(headers: HeaderLine[], bytes: Buffer): Part {
  return { headers, type: 'text/plain', charset: null, flowed: null, disposition: null, bytes, parts: [] };
}

/** The first value of a header as it stands, '' when there is none. */
export function rawValue(lines: readonly HeaderLine[], name: string): string {
  return lines.find((line) => line.name === name)?.value ?? '';
}

/** The name a part was given, '' when it has none. `charset` is what raw 8-bit bytes are in if they are not UTF-8. */
export function fileName(part: Part, charset: string | null): string {
  for (const [header, name] of [
    ['content-disposition', 'filename'],
    ['content-type', 'name'],
  ] as const) {
    const value = mendWords(rawValue(part.headers, header).slice(0, 10_000), charset);
    const { params, decodedParams } = libmime.parseHeaderValue(value, { stripComments: true });
    const given = params[name];
    if (given) return decodedParams.includes(name) ? given : libmime.decodeWords(given);
  }
  return '';
}
