/** Reads the words of the files that a mail carries, those of the mails inside it too. */
import { createHash } from 'node:crypto';
import { readBody } from '../mail-body.ts';
import { type Allowance, fullAllowance, MAX_EMBEDDED_DEPTH } from '../mime-limits.ts';
import { fileName, type Part, readTree } from '../mime-tree.ts';
import { suggestedCharset } from '../suggested-charset.ts';
import { type AttachmentText, readAttachmentText } from './attachment-text.ts';

export type AttachedText = { filename: string } & Exclude<AttachmentText, { kind: 'other' }>;

/** Of more files only the first are read. */
const MAX_FILES = 10;

/** Files without words (pictures, archives) are left out; a file that should have words and cannot be read says why. */
export async function readAttachmentTexts(raw: Buffer): Promise<AttachedText[]> {
  const read: AttachedText[] = [];
  for (const { part, charset } of await filesIn(raw, fullAllowance(), 1)) {
    if (read.length >= MAX_FILES) break;
    const filename = fileName(part, charset);
    const text = await readAttachmentText(filename, part.bytes);
    if (text.kind !== 'other') read.push({ filename, ...text });
  }
  return read;
}

/** The bytes of a file that a mail carries, by their SHA-256 (hex); null when it carries none like that. */
export async function readAttachedFile(raw: Buffer, sha256: string): Promise<Buffer | null> {
  const isIt = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex') === sha256;
  const found = (await filesIn(raw, fullAllowance(), MAX_EMBEDDED_DEPTH)).find(({ part }) => isIt(part.bytes));
  return found?.part.bytes ?? null;
}

type File = { part: Part; charset: string | null };

async function filesIn(raw: Buffer, left: Allowance, depth: number): Promise<File[]> {
  const root = await readTree(raw, left.cuts);
  const charset = suggestedCharset(root);
  const files: File[] = [];
  for (const part of readBody(root, charset, left).attached) {
    if (part.type !== 'message/rfc822') files.push({ part, charset });
    else if (depth < MAX_EMBEDDED_DEPTH) files.push(...(await filesIn(part.bytes, left, depth + 1)));
  }
  return files;
}
