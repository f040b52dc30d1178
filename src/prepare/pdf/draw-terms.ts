/** Draws the terms: payment, lead time and what may change it, transit, packing and loading, how long the prices hold. */
import { Decimal } from 'decimal.js';
import type { Unit } from '../../model/inquiry.ts';
import type { Packing } from '../../model/quotation.ts';
import { nameOf } from '../../reply/offer-values.ts';
import { productAmount, productBySku } from '../../reply/view.ts';
import { heading } from './draw-prices.ts';
import type { PaperView } from './paper.ts';
import { fillIn } from './paper-words.ts';
import {
  addPage,
  drawLines,
  layLines,
  lineHeight,
  PAGE_ROOM,
  type Place,
  QUIET,
  room,
  type Sheet,
  type Style,
  TEXT_WIDTH,
} from './sheet.ts';

const LABEL: Style = { size: 8.5, colour: QUIET };
const TEXT: Style = { size: 8.5 };
const LABELS: Place = { start: 0, width: TEXT_WIDTH * 0.2 };
const VALUES: Place = { start: TEXT_WIDTH * 0.22, width: TEXT_WIDTH * 0.78 };

/** A label and what is said of it; nothing is drawn for an empty text. */
export type Pair = readonly [label: string, text: string];

export function drawTerms(sheet: Sheet, view: PaperView): void {
  const { words, formats, offer } = view;
  heading(sheet, words.terms);
  drawPairs(sheet, [
    [words.payment, formats.words.phrases[offer.paymentTerms] ?? offer.paymentTerms],
    [words.leadTime, leadTimeText(view)],
    [words.transit, transitText(view)],
    [words.packing, offer.packing.map((packing) => packingText(view, packing)).join('\n')],
    [words.loading, offer.containers ?? ''],
    [words.validity, validityText(view)],
  ]);
}

/** A pair stays on one page unless it is longer than one. */
export function drawPairs(sheet: Sheet, pairs: readonly Pair[]): void {
  for (const [label, text] of pairs) {
    if (text === '') continue;
    const names = layLines(sheet, label, LABELS.width, LABEL);
    const lines = layLines(sheet, text, VALUES.width, TEXT);
    const height = Math.max(names.length, lines.length) * lineHeight(TEXT);
    if (room(sheet) < Math.min(height, PAGE_ROOM)) addPage(sheet);
    drawLines(sheet, names, sheet.y, LABELS, LABEL);
    for (const line of lines) {
      if (room(sheet) < lineHeight(TEXT)) addPage(sheet);
      drawLines(sheet, [line], sheet.y, VALUES, TEXT);
      sheet.y += lineHeight(TEXT);
    }
    sheet.y += Math.max(0, names.length - lines.length) * lineHeight(LABEL) + 4;
  }
}

function leadTimeText({ words, formats, offer }: PaperView): string {
  if (offer.leadTime === null) return words.leadTimeOpen;
  const { days, basis, mayChange = [] } = offer.leadTime;
  const sentence = fillIn(words.leadTimeSentence, {
    days: formats.days(String(days)),
    basis: formats.words.leadTimeBasis[basis],
  });
  if (mayChange.length === 0) return sentence;
  const factors = mayChange.map((change) => {
    const name = formats.words.leadTimeFactors[change.factor];
    return change.days === null ? name : `${name} (+${formats.days(String(change.days))})`;
  });
  return `${sentence}\n${fillIn(words.leadTimeChange, { factors: formats.list(factors) })}`;
}

function transitText({ words, formats, offer }: PaperView): string {
  return offer.transitDays === null ? '' : fillIn(words.transitSentence, { days: formats.days(offer.transitDays) });
}

function packingText(view: PaperView, packing: Packing): string {
  const { words, formats, catalogue } = view;
  const product = productBySku(catalogue, packing.sku);
  const plain = (decimal: string) => new Decimal(decimal).toFixed();
  // No line ends between a number and its unit.
  const quantity = (decimal: string, unit: Unit) => formats.quantity(decimal, unit).replaceAll(' ', '\u00A0');
  const perCarton = product
    ? productAmount(product, packing.perCarton, formats)
    : quantity(String(packing.perCarton), 'pcs');
  const sentence = fillIn(words.packingSentence, {
    product: nameOf(packing.sku, view),
    perCarton,
    cartons: quantity(String(packing.cartons), 'cartons'),
    volume: quantity(plain(packing.volumeM3), 'm3'),
    gross: quantity(plain(packing.grossKg), 'kg'),
  });
  const net = packing.netKg ? [fillIn(words.netWeight, { net: quantity(plain(packing.netKg), 'kg') })] : [];
  const sides = packing.cartonCm?.map((side) => formats.number(plain(side))).join('\u00A0×\u00A0');
  const carton = sides ? [fillIn(words.carton, { sides }).replaceAll(' ', '\u00A0')] : [];
  return [sentence, ...net, ...carton].join(commaOf(words.packingSentence));
}

/** The comma of the language, as its own sentence has it. */
function commaOf(sentence: string): string {
  const comma = /[，、،]/.exec(sentence)?.[0];
  return comma === undefined ? ', ' : comma === '،' ? '، ' : comma;
}

function validityText({ words, formats, offer }: PaperView): string {
  const { validUntil, freightValidUntil, priceChanges } = offer;
  const freight = freightValidUntil !== null && freightValidUntil !== validUntil ? freightValidUntil : null;
  return [
    fillIn(words.priceValidity, { date: formats.date(validUntil) }),
    freight ? fillIn(words.freightValidity, { date: formats.date(freight) }) : '',
    priceChanges
      ? fillIn(words.changes, {
          fx: formats.percent(priceChanges.fx),
          material: formats.percent(priceChanges.material),
        })
      : '',
  ]
    .filter((sentence) => sentence !== '')
    .join('\n');
}
