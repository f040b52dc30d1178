/** Makes pictures fit for a mail: no larger than needed, turned upright, without what the camera wrote into them. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** A picture that unpacks to more is not opened. */
const MOST_PIXELS = 120_000_000;
const JPEG_QUALITY = 84;

/**
 * The picture with its longest side cut down and without EXIF (place and device among it), in the format it had.
 * @param folder keeps the results by checksum, so that the same picture gives the same bytes for good
 * @throws when it cannot be read as a PNG or JPEG
 */
export async function tidyPicture(bytes: Buffer, side: number, folder: string): Promise<Buffer> {
  const key = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, `${key}-${side}`);
  const kept = await readFile(path).catch(() => null);
  if (kept) return kept;
  const tidy = await shrink(bytes, side);
  await mkdir(folder, { recursive: true });
  // Whole or not at all, whoever writes it at the same time.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, tidy);
  await rename(draft, path);
  return tidy;
}

/** The company's logo as pdfkit sets it without help: no transparency, no larger than print needs. */
export async function tidyLogo(bytes: Buffer): Promise<Buffer> {
  return await open(bytes)
    .flatten({ background: '#ffffff' })
    .resize(boxOf(900))
    .png({ compressionLevel: 9 })
    .toBuffer();
}

async function shrink(bytes: Buffer, side: number): Promise<Buffer> {
  const picture = open(bytes).autoOrient().resize(boxOf(side));
  const { format } = await sharp(bytes).metadata();
  if (format === 'png') return await picture.png({ compressionLevel: 9 }).toBuffer();
  if (format === 'jpeg') return await picture.jpeg({ quality: JPEG_QUALITY }).toBuffer();
  throw new Error('not a PNG or JPEG');
}

function open(bytes: Buffer) {
  return sharp(bytes, { limitInputPixels: MOST_PIXELS });
}

function boxOf(side: number) {
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true } as const;
}
