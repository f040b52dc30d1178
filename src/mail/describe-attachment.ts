/** Describes the attached parts of a mail: name, size, checksum, and what their bytes are; opens winmail.dat. */
import { createHash } from 'node:crypto';
import type { Attachment } from '../model/message.ts';
import { clean } from './clean-text.ts';
import { oneLine } from './header-values.ts';
import { type Cuts, MAX_ATTACHMENTS } from './mime-limits.ts';
import { fileName, type Part } from './mime-tree.ts';
import { sniff } from './sniff.ts';
import { readTnef, type Tnef } from './tnef.ts';

const MAX_FILE_NAME = 255;

export type Attached = {
  attachments: Attachment[];
  /** What Outlook packed into winmail.dat instead of sending it as MIME. */
  tnef: Tnef | null;
};

/** The attachments in the order they stand; the files in a winmail.dat follow it. */
export function describeAttachments(parts: readonly Part[], charset: string | null, cuts: Cuts): Attached {
  const attachments: Attachment[] = [];
  let tnef: Tnef | null = null;
  for (const part of parts) {
    if (attachments.length >= MAX_ATTACHMENTS) {
      cuts.add('attachments');
      break;
    }
    const filename = fileName(part, charset);
    attachments.push(describe(filename, part.type, part.bytes));
    if (!isTnef(part, filename)) continue;
    const packed = readTnef(part.bytes);
    tnef ??= packed;
    for (const file of packed?.files ?? []) attachments.push(describe(file.filename, OCTETS, file.content));
  }
  return { attachments, tnef };
}

const OCTETS = 'application/octet-stream';

function isTnef(part: Part, filename: string): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(part.type) || /^winmail\.dat$/i.test(filename);
}

function describe(filename: string, contentType: string, content: Buffer): Attachment {
  return {
    filename: oneLine(filename, MAX_FILE_NAME),
    contentType: clean(contentType),
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    ...sniffed(content),
  };
}

function sniffed(content: Buffer): Pick<Attachment, 'sniffedType' | 'zipEntries' | 'encrypted' | 'macros'> {
  const { zipEntries, ...facts } = sniff(content);
  return { ...facts, zipEntries: zipEntries.map(clean) };
}
