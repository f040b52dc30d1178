/** A paper that grows page by page: measures from its start edge, which is the right one for Arabic. */
import PDFDocument from 'pdfkit';
import { type Family, type Fonts, familyOf, type Weight } from './font-family.ts';
import { isRightToLeft, type Line, setLines } from './set-lines.ts';

export type Align = 'start' | 'end' | 'center';
export type Style = { size: number; bold?: boolean; colour?: string; align?: Align };

/** All measures in points. `start` and `width` count from the start edge of the text area. */
export type Place = { start: number; width: number };

export type Sheet = {
  document: PDFKit.PDFDocument;
  fonts: Fonts;
  language: string;
  rightToLeft: boolean;
  /** Height at which the next thing is drawn, from the top of the page. */
  y: number;
  known: Map<string, Family | null>;
  opened: Set<string>;
};

/** `created`: the day the paper bears (ISO), the only time that goes into it. */
export type SheetInfo = { title: string; author: string; created: string; language: string };

const INK = '#1f2933';
export const QUIET = '#5f6b7a';
const RULE = '#c9d1da';
const SHADE = '#eef2f6';

const A4 = { width: 595.28, height: 841.89 };
const MARGIN = { side: 42, top: 42, bottom: 58 };
const LEADING = 1.36;

/** Width of the text area. */
export const TEXT_WIDTH = A4.width - 2 * MARGIN.side;

/** An empty paper with its first page. Same input, same bytes: nothing in it depends on when or where it is made. */
export function openSheet(fonts: Fonts, info: SheetInfo): Sheet {
  const document = new PDFDocument({
    // Otherwise pdfkit opens Helvetica, which has no letter beyond western Europe.
    font: null as unknown as string,
    size: [A4.width, A4.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: info.language,
    displayTitle: true,
    info: { Title: info.title, Author: info.author, CreationDate: new Date(`${info.created}T00:00:00Z`) },
  });
  delete document.info.Producer;
  delete document.info.Creator;
  const rightToLeft = info.language.split('-')[0] === 'ar';
  const sheet = {
    document,
    fonts,
    language: info.language,
    rightToLeft,
    y: 0,
    known: new Map(),
    opened: new Set<string>(),
  };
  addPage(sheet);
  return sheet;
}

/** Ends the paper: `footer` says what stands at the foot of each page, beside its number. */
export function closeSheet(sheet: Sheet, footer: string): Promise<Buffer> {
  const { document } = sheet;
  const { count } = document.bufferedPageRange();
  const y = A4.height - MARGIN.bottom + 16;
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    drawRule(sheet, y - 6, { start: 0, width: TEXT_WIDTH }, 0.5);
    const style = { size: 7.5, colour: QUIET };
    drawLines(
      sheet,
      layLines(sheet, footer, TEXT_WIDTH - 60, style).slice(0, 1),
      y,
      { start: 0, width: TEXT_WIDTH - 60 },
      style,
    );
    const number = { start: TEXT_WIDTH - 60, width: 60 };
    const end = { ...style, align: 'end' } as const;
    drawLines(sheet, layLines(sheet, `${page + 1} / ${count}`, 60, end), y, number, end);
  }
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
    nameLigatures(document);
    document.end();
  });
}

/** Lam with alef, as one letter: alef madda, hamza above, hamza below, bare. */
const LAM = 0x644;
const LAM_ALEF = new Map([
  [0x622, 0xfef5],
  [0x623, 0xfef7],
  [0x625, 0xfef9],
  [0x627, 0xfefb],
]);
/** The fonts of pdfkit, each with the characters that its glyphs stand for. */
type NamedGlyphs = { _fontFamilies: Record<string, { unicode?: number[][] }> };

/** Programs that read a page turn round what stands for two letters in Arabic; for one letter they have nothing to turn. */
function nameLigatures(document: PDFKit.PDFDocument): void {
  const named: unknown = document;
  for (const { unicode = [] } of Object.values((named as NamedGlyphs)._fontFamilies)) {
    unicode.forEach((codePoints, glyph) => {
      const ligature = codePoints.length === 2 && codePoints[0] === LAM ? LAM_ALEF.get(codePoints[1] ?? 0) : undefined;
      if (ligature !== undefined) unicode[glyph] = [ligature];
    });
  }
}

export function addPage(sheet: Sheet): void {
  sheet.document.addPage();
  sheet.y = MARGIN.top;
}

/** Height that is left on the page. */
export function room(sheet: Sheet): number {
  return A4.height - MARGIN.bottom - sheet.y;
}

/** Height of an empty page. */
export const PAGE_ROOM = A4.height - MARGIN.bottom - MARGIN.top;

export function lineHeight({ size }: Style): number {
  return size * LEADING;
}

/** The lines of a text in a column, to be drawn where there is room. */
export function layLines(sheet: Sheet, text: string, width: number, style: Style): Line[] {
  return setLines(text, {
    width,
    direction: directionOf(sheet, text),
    familyOf: (character) => familyFor(sheet, character),
    measure: (run, family) => font(sheet, family, style).widthOfString(run),
  });
}

/** Draws lines from a height downwards. */
export function drawLines(sheet: Sheet, lines: readonly Line[], y: number, place: Place, style: Style): void {
  lines.forEach((line, index) => {
    const left = leftOf(sheet, place) + indent(sheet, line, place.width, style.align ?? 'start');
    const baseline = y + index * lineHeight(style) + style.size * 1.02;
    let x = left;
    const placed = line.runs.map((run) => {
      const start = x;
      x += font(sheet, run.family, style).widthOfString(run.text);
      return { ...run, x: start };
    });
    for (const { text, family, x: start } of placed.sort((one, other) => one.at - other.at)) {
      const set = font(sheet, family, style).fillColor(style.colour ?? INK);
      set.text(text, start, baseline, { lineBreak: false, baseline: 'alphabetic' });
    }
  });
}

/** Lays and draws a text at the height of the sheet and moves on behind it. */
export function write(sheet: Sheet, text: string, place: Place, style: Style): void {
  const lines = layLines(sheet, text, place.width, style);
  for (const line of lines) {
    if (room(sheet) < lineHeight(style)) addPage(sheet);
    drawLines(sheet, [line], sheet.y, place, style);
    sheet.y += lineHeight(style);
  }
}

export function drawRule(sheet: Sheet, y: number, place: Place, thickness: number): void {
  const left = leftOf(sheet, place);
  sheet.document
    .moveTo(left, y)
    .lineTo(left + place.width, y)
    .lineWidth(thickness)
    .strokeColor(RULE)
    .stroke();
}

export function drawShade(sheet: Sheet, y: number, place: Place, height: number): void {
  sheet.document.rect(leftOf(sheet, place), y, place.width, height).fill(SHADE);
}

type OpensImages = { openImage(bytes: Buffer): { width: number; height: number } };

/** Draws a picture (PNG or JPEG) at the start edge, no larger than the given box; returns its height. */
export function drawPicture(sheet: Sheet, picture: Uint8Array, place: Place, height: number): number {
  const document: unknown = sheet.document;
  const opened = (document as OpensImages).openImage(Buffer.from(picture));
  const scale = Math.min(place.width / opened.width, height / opened.height);
  const width = opened.width * scale;
  sheet.document.image(opened as unknown as Buffer, leftOf(sheet, { start: place.start, width }), sheet.y, { width });
  return opened.height * scale;
}

/** Physical left edge of a place. */
function leftOf({ rightToLeft }: Sheet, { start, width }: Place): number {
  return rightToLeft ? A4.width - MARGIN.side - start - width : MARGIN.side + start;
}

function indent({ rightToLeft }: Sheet, line: Line, width: number, align: Align): number {
  if (align === 'center') return (width - line.width) / 2;
  return (align === 'end') === rightToLeft ? 0 : width - line.width;
}

/** What is not Arabic keeps its own direction on an Arabic page, so that its full stops stay where they belong. */
function directionOf({ rightToLeft }: Sheet, text: string): 'ltr' | 'rtl' | 'auto' {
  if (!rightToLeft) return 'auto';
  return isRightToLeft(text) ? 'rtl' : 'ltr';
}

function familyFor(sheet: Sheet, character: string): Family | null {
  const known = sheet.known.get(character);
  if (known !== undefined) return known;
  const found = familyOf(character, sheet.language, (family, codePoint) =>
    sheet.fonts(family, 'regular').hasGlyphForCodePoint(codePoint),
  );
  sheet.known.set(character, found);
  return found;
}

function font(sheet: Sheet, family: Family, style: Style): PDFKit.PDFDocument {
  const weight: Weight = style.bold ? 'bold' : 'regular';
  const name = `${family}-${weight}`;
  if (!sheet.opened.has(name)) {
    // Its types know files and bytes only.
    const opened: unknown = sheet.fonts(family, weight);
    sheet.document.registerFont(name, opened as Buffer);
    sheet.opened.add(name);
  }
  return sheet.document.font(name, style.size);
}
