/** Opens the fonts of papers out of the npm packages that bring them, each when it is first needed. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create } from 'fontkit';
import type { Family, Fonts, OpenFont, Weight } from '../prepare/pdf/font-family.ts';

const files: Record<Family, { packageName: string; name: string; extension: string }> = {
  latin: { packageName: '@embedpdf/fonts-latin', name: 'NotoSans', extension: 'ttf' },
  arabic: { packageName: '@embedpdf/fonts-arabic', name: 'NotoNaskhArabic', extension: 'ttf' },
  sc: { packageName: '@embedpdf/fonts-sc', name: 'NotoSansHans', extension: 'otf' },
  jp: { packageName: '@embedpdf/fonts-jp', name: 'NotoSansJP', extension: 'otf' },
  kr: { packageName: '@embedpdf/fonts-kr', name: 'NotoSansKR', extension: 'otf' },
};

/** @returns the fonts, kept once they are open: to read the tables of one takes longer than to draw a paper with it */
export function openFonts(): Fonts {
  const require = createRequire(join(import.meta.dirname, 'fonts.ts'));
  const open = new Map<string, OpenFont>();
  return (family: Family, weight: Weight) => {
    const { packageName, name, extension } = files[family];
    const file = `${name}-${weight === 'bold' ? 'Bold' : 'Regular'}.${extension}`;
    const font = open.get(file) ?? openFont(require.resolve(packageName), file);
    open.set(file, font);
    return font;
  };
}

/** The packages export no more than their entry, which lies in dist/ beside fonts/. */
function openFont(entry: string, file: string): OpenFont {
  return create(readFileSync(join(dirname(dirname(entry)), 'fonts', file)));
}
