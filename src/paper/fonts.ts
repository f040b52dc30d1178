/** Reads the fonts of papers out of the npm packages that bring them, each when it is first needed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Family, Fonts, Weight } from '../prepare/pdf/font-family.ts';

const files: Record<Family, { packageName: string; name: string; extension: string }> = {
  latin: { packageName: '@embedpdf/fonts-latin', name: 'NotoSans', extension: 'ttf' },
  arabic: { packageName: '@embedpdf/fonts-arabic', name: 'NotoNaskhArabic', extension: 'ttf' },
  sc: { packageName: '@embedpdf/fonts-sc', name: 'NotoSansHans', extension: 'otf' },
  jp: { packageName: '@embedpdf/fonts-jp', name: 'NotoSansJP', extension: 'otf' },
  kr: { packageName: '@embedpdf/fonts-kr', name: 'NotoSansKR', extension: 'otf' },
};

/** @returns the font files, kept once they have been read (the Chinese one has 8 MB) */
export function openFonts(): Fonts {
  const require = createRequire(join(import.meta.dirname, 'fonts.ts'));
  const read = new Map<string, Uint8Array>();
  return (family: Family, weight: Weight) => {
    const { packageName, name, extension } = files[family];
    const file = `${name}-${weight === 'bold' ? 'Bold' : 'Regular'}.${extension}`;
    // The packages export no more than their entry, which lies in dist/ beside fonts/.
    const path = join(dirname(dirname(require.resolve(packageName))), 'fonts', file);
    const bytes = read.get(path) ?? readFileSync(path);
    read.set(path, bytes);
    return bytes;
  };
}
