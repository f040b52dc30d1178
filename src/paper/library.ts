/** Reads the files of the documents library: only from below its folder, and only when they are what they are called. */
import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { sniff } from '../mail/sniff.ts';
import type { LibraryDocument, LibraryFile } from '../model/documents.ts';
import { tidyPicture } from './pictures.ts';

/** Where the library lies, where tidied pictures are kept, and how large they may be. */
export type LibraryPlace = { folder: string; pictures: string; pictureSide: number };

export type ReadDocument = { type: string; content: Buffer; sha256: string };

/** A file larger than this is never read for a mail. */
const MOST_BYTES = 25_000_000;

const types: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

/** What has been read before, by path, size, time of change and side: sizes are asked for with every draft. */
const seen = new Map<string, LibraryFile>();
const MOST_SEEN = 5000;

/**
 * The bytes of a document as they are sent, or null when the file is missing, lies elsewhere, or is not what its
 * ending says.
 */
export async function readDocument(document: LibraryDocument, place: LibraryPlace): Promise<ReadDocument | null> {
  const path = await pathOf(document, place.folder);
  if (path === null) return null;
  try {
    const bytes = await readFile(path);
    const type = types[document.file.slice(document.file.lastIndexOf('.') + 1).toLowerCase()];
    if (type === undefined || sniff(bytes).sniffedType !== type) return null;
    const isPicture = type === 'image/png' || type === 'image/jpeg';
    const content = isPicture ? await tidyPicture(bytes, place.pictureSide, place.pictures) : bytes;
    return { type, content, sha256: checksum(content) };
  } catch {
    return null;
  }
}

/** Type and size of every document, null for those that cannot be read. */
export async function readLibrary(
  documents: readonly LibraryDocument[],
  place: LibraryPlace,
): Promise<{ document: LibraryDocument; file: LibraryFile | null }[]> {
  const entries: { document: LibraryDocument; file: LibraryFile | null }[] = [];
  for (const document of documents) entries.push({ document, file: await fileOf(document, place) });
  return entries;
}

export function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function fileOf(document: LibraryDocument, place: LibraryPlace): Promise<LibraryFile | null> {
  const path = await pathOf(document, place.folder);
  if (path === null) return null;
  const { mtimeMs, size } = await stat(path);
  const key = JSON.stringify([path, mtimeMs, size, place.pictureSide]);
  const known = seen.get(key);
  if (known) return { ...known, document };
  const read = await readDocument(document, place);
  if (read === null) return null;
  const file = { document, type: read.type, bytes: read.content.length };
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.set(key, file);
  return file;
}

/** The real place of the file, links followed; null when it is not a plain file below the folder. */
async function pathOf({ file }: LibraryDocument, folder: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const path = await realpath(join(root, ...file.split('/')));
    const found = await stat(path);
    return path.startsWith(root + sep) && found.isFile() && found.size <= MOST_BYTES ? path : null;
  } catch {
    return null;
  }
}
