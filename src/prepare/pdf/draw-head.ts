/** Draws the head of a paper: logo and address of the company, title, number and dates, the buyer. */
import type { PaperView } from './paper.ts';
import { fillIn, isolated } from './paper-words.ts';
import {
  drawLines,
  drawPicture,
  drawRule,
  layLines,
  lineHeight,
  type Place,
  QUIET,
  type Sheet,
  type Style,
  TEXT_WIDTH,
} from './sheet.ts';

const LOGO = { width: 170, height: 46 };
const LEFT: Place = { start: 0, width: TEXT_WIDTH * 0.54 };
const RIGHT: Place = { start: TEXT_WIDTH * 0.6, width: TEXT_WIDTH * 0.4 };
const LABEL: Style = { size: 7.5, colour: QUIET };
const TEXT: Style = { size: 9 };
const BOLD: Style = { size: 9, bold: true };
/** A stranger's name or address takes no more lines than these. */
const MOST_LINES = 4;

type Item = { text: string; style: Style };

export function drawHead(sheet: Sheet, view: PaperView): void {
  const top = sheet.y;
  const logoHeight = view.logo ? drawPicture(sheet, view.logo, { start: 0, width: LOGO.width }, LOGO.height) + 8 : 0;
  const left = drawItems(sheet, sellerItems(view), top + logoHeight, LEFT);
  const title: Item = { text: view.title, style: titleStyle(sheet, view.title) };
  const right = drawItems(sheet, [title], top, RIGHT);
  const below = Math.max(left, right) + 10;
  drawRule(sheet, below, { start: 0, width: TEXT_WIDTH }, 1);
  const buyer = drawItems(sheet, buyerItems(view), below + 12, LEFT);
  const details = drawDetails(sheet, view, below + 12);
  sheet.y = Math.max(buyer, details) + 18;
}

/** As large as it can be on one line; a title of several words may take two. */
function titleStyle(sheet: Sheet, title: string): Style {
  const styles = [19, 17, 15].map((size): Style => ({ size, bold: true, align: 'end' }));
  const onOneLine = styles.find((style) => layLines(sheet, title, RIGHT.width, style).length === 1);
  return onOneLine ?? { size: 19, bold: true, align: 'end' };
}

function sellerItems({ seller }: PaperView): Item[] {
  return [
    { text: seller.name, style: { size: 11, bold: true } },
    { text: seller.address, style: LABEL },
    { text: [seller.phone, seller.website].filter(Boolean).join('  ·  '), style: LABEL },
  ];
}

function buyerItems({ buyer, words, formats }: PaperView): Item[] {
  const lines = [
    buyer.company,
    buyer.name,
    buyer.address,
    buyer.country && formats.country(buyer.country),
    buyer.email,
  ];
  const known = lines.filter((line): line is string => Boolean(line?.trim()));
  if (known.length === 0) return [];
  return [
    { text: words.buyer, style: LABEL },
    ...known.map((text, index) => ({ text: text.slice(0, 400), style: index === 0 ? BOLD : TEXT })),
  ];
}

function drawDetails(sheet: Sheet, view: PaperView, from: number): number {
  const { words, formats, contact } = view;
  const rows: [string, string][] = [
    [words.number, `${isolated(view.quoteNo)} · ${fillIn(words.version, { version: String(view.version) })}`],
    [words.date, formats.date(view.issuedOn)],
    [words.validUntil, formats.date(view.offer.validUntil)],
    ...(view.inquiryOn === null ? [] : [[words.inquiry, formats.date(view.inquiryOn)] satisfies [string, string]]),
    [words.contact, [contact.name, contact.email, contact.phone].filter(Boolean).join('\n')],
  ];
  const label = { start: RIGHT.start, width: RIGHT.width * 0.36 };
  const value = { start: RIGHT.start + RIGHT.width * 0.38, width: RIGHT.width * 0.62 };
  let y = from;
  for (const [name, text] of rows) {
    const height = drawItems(sheet, [{ text: name, style: LABEL }], y + 1, label);
    y = Math.max(height, drawItems(sheet, [{ text, style: { size: 8.5 } }], y, value)) + 2;
  }
  return y;
}

/** Draws texts below each other; returns the height behind them. */
function drawItems(sheet: Sheet, items: readonly Item[], from: number, place: Place): number {
  let y = from;
  for (const { text, style } of items) {
    if (text === '') continue;
    const lines = layLines(sheet, text, place.width, style).slice(0, MOST_LINES);
    drawLines(sheet, lines, y, place, style);
    y += lines.length * lineHeight(style);
  }
  return y;
}
