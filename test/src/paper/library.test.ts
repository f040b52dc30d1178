/** The documents library on a real folder: what is read, what is refused, what becomes of pictures. */
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { makeTemporaryFolder } from '../../../src/demo/temporary-folder.ts';
import { LibraryDocument } from '../../../src/model/documents.ts';
import { checksum, type LibraryPlace, readDocument, readLibrary } from '../../../src/paper/library.ts';
import { tidyLogo } from '../../../src/paper/pictures.ts';

const folder = makeTemporaryFolder('library');
const place: LibraryPlace = {
  folder: join(folder.path, 'documents'),
  pictures: join(folder.path, 'pictures'),
  pictureSide: 400,
};
const put = (file: string, bytes: Buffer | string) => writeFileSync(join(place.folder, file), bytes);
const document = (file: string) => LibraryDocument.parse({ id: 'a', kind: 'manual', file });
const read = (file: string) => readDocument(document(file), place);

const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: '#fff', noise: { type: 'gaussian', mean: 120, sigma: 60 } },
  });
let photo: Buffer;

beforeAll(async () => {
  mkdirSync(join(place.folder, 'inner'), { recursive: true });
  photo = await noise(1200, 600)
    .withExif({ IFD0: { Make: 'CANARY camera' }, IFD3: { GPSLatitude: '29/1 54/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  put('good.pdf', '%PDF-1.7\nbody');
  put('inner/good.PDF', '%PDF-1.7\nbody');
  put('false.pdf', 'MZ this is a program');
  put('false.png', '%PDF-1.7\nbody');
  put('broken.png', Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('nothing behind it')]));
  put('word.docx', 'PK');
  put('photo.jpg', photo);
  put('small.png', await noise(100, 50).png().toBuffer());
  writeFileSync(join(folder.path, 'secret.pdf'), '%PDF-1.7\nsecret');
  symlinkSync(join(folder.path, 'secret.pdf'), join(place.folder, 'linked.pdf'));
  mkdirSync(join(place.folder, 'folder.pdf'));
});
afterAll(() => folder.remove());

describe('readDocument', () => {
  it('reads a file as it is', async () => {
    const found = await read('good.pdf');
    expect(found).toMatchObject({ type: 'application/pdf', sha256: checksum(Buffer.from('%PDF-1.7\nbody')) });
    expect((await read('inner/good.PDF'))?.content.toString()).toBe('%PDF-1.7\nbody');
  });

  it.each([
    ['is not there', 'gone.pdf'],
    ['is not what its ending says', 'false.pdf'],
    ['is not what its ending says', 'false.png'],
    ['is a broken picture', 'broken.png'],
    ['is of a kind we do not send', 'word.docx'],
    ['lies outside, behind a link', 'linked.pdf'],
    ['is a folder', 'folder.pdf'],
  ])('refuses what %s: %s', async (_why, file) => {
    expect(await read(file)).toBeNull();
  });

  it('refuses a path that leads out even when nobody has checked it', async () => {
    expect(await readDocument({ ...document('good.pdf'), file: '../secret.pdf' }, place)).toBeNull();
  });

  it('makes a picture smaller, upright and silent about where it was taken', async () => {
    const found = await read('photo.jpg');
    const meta = await sharp(found?.content).metadata();
    expect(meta).toMatchObject({ format: 'jpeg', width: 200, height: 400 });
    expect(meta.exif).toBeUndefined();
    expect(found?.content.includes('CANARY')).toBe(false);
    expect(photo.includes('CANARY')).toBe(true);
  });

  it('keeps a small picture as large as it is', async () => {
    expect(await sharp((await read('small.png'))?.content).metadata()).toMatchObject({
      format: 'png',
      width: 100,
      height: 50,
    });
  });

  it('keeps the tidied picture by its content, so that it has the same bytes for good', async () => {
    const before = await read('photo.jpg');
    const [kept = ''] = readdirSync(place.pictures).filter((name) => name.startsWith(checksum(photo)));
    writeFileSync(join(place.pictures, kept), 'kept bytes');
    expect((await read('photo.jpg'))?.content.toString()).toBe('kept bytes');
    rmSync(place.pictures, { recursive: true });
    expect((await read('photo.jpg'))?.sha256).toBe(before?.sha256);
  });
});

describe('readLibrary', () => {
  it('says how large each file is as it is sent, and sees a change', async () => {
    const documents = ['good.pdf', 'photo.jpg', 'gone.pdf'].map(document);
    const first = await readLibrary(documents, place);
    expect(first.map(({ file }) => file?.type)).toEqual(['application/pdf', 'image/jpeg', undefined]);
    expect(first[1]?.file?.bytes).toBe((await read('photo.jpg'))?.content.length);
    put('good.pdf', '%PDF-1.7\nlonger body');
    expect((await readLibrary(documents, place))[0]?.file?.bytes).toBe(20);
  });
});

describe('tidyLogo', () => {
  it('takes away transparency, which would be set differently every time', async () => {
    const logo = await sharp({ create: { width: 2000, height: 400, channels: 4, background: '#0000' } })
      .png()
      .toBuffer();
    expect(await sharp(await tidyLogo(logo)).metadata()).toMatchObject({ width: 900, hasAlpha: false });
  });
});
