/** Draws the prices: a table for each delivery term, and the prices by quantity. */
import type { PriceTiers, Scheme } from '../../model/quotation.ts';
import { nameOf, termOf } from '../../reply/offer-values.ts';
import { inLanguage, productBySku } from '../../reply/view.ts';
import type { PaperView } from './paper.ts';
import { fillIn } from './paper-words.ts';
import { addPage, QUIET, room, type Sheet, TEXT_WIDTH, write } from './sheet.ts';
import { type Cell, type Column, drawTable, type TableRow } from './table.ts';

const WHOLE = { start: 0, width: TEXT_WIDTH };
const COLUMNS: Column[] = [
  { share: 5 },
  { share: 47 },
  { share: 16, align: 'end' },
  { share: 16, align: 'end' },
  { share: 16, align: 'end' },
];
/** More quantities than these stand below each other instead of side by side. */
const MOST_STEPS = 6;

export function drawPrices(sheet: Sheet, view: PaperView): void {
  view.offer.schemes.forEach((scheme, index) => {
    drawScheme(sheet, view, scheme, index === 0);
  });
  drawTiers(sheet, view);
}

/** A heading with at least something of what it is the heading of. */
export function heading(sheet: Sheet, text: string): void {
  if (room(sheet) < 90) addPage(sheet);
  write(sheet, text, WHOLE, { size: 10, bold: true });
  sheet.y += 4;
}

/** Rule, place and edition, as the ICC wants a delivery term to be written. */
function fullTerm(term: { incoterm: string; place: string }): string {
  return `${termOf(term)}, Incoterms® 2020`;
}

function drawScheme(sheet: Sheet, view: PaperView, scheme: Scheme, isFirst: boolean): void {
  const { words, formats } = view;
  const { currency } = view.offer;
  heading(sheet, fullTerm(scheme));
  const rows = scheme.lines.map((line, index): TableRow => {
    const cells: Cell[] = [
      { text: String(index + 1) },
      { text: nameOf(line.sku, view), note: isFirst ? describe(view, line.sku) : '' },
      { text: formats.quantity(line.quantity, line.unit) },
      { text: `${formats.number(line.unitPrice)} / ${formats.perUnit(line.unit)}` },
      { text: formats.number(line.total) },
    ];
    return { cells };
  });
  const total = [words.total, '', '', formats.money(scheme.total, currency)];
  const totalCells = ['', ...total].map((text): Cell => ({ text, bold: true }));
  const head = [
    words.columns.no,
    words.columns.description,
    words.columns.quantity,
    `${words.columns.unitPrice} (${currency})`,
    `${words.columns.amount} (${currency})`,
  ];
  drawTable(sheet, COLUMNS, head, [...rows, { cells: totalCells, shaded: true }]);
  sheet.y += 4;
  const notes = schemeNotes(view, scheme);
  if (notes.length > 0) write(sheet, notes.join('  ·  '), WHOLE, { size: 8, colour: QUIET });
  sheet.y += 12;
}

/** What the product is; on a proforma invoice also under which number it passes customs. */
function describe({ catalogue, language, isProforma, words }: PaperView, sku: string): string {
  const product = productBySku(catalogue, sku);
  if (product === undefined) return '';
  const specification = inLanguage(product.specification, language);
  return isProforma ? `${specification}\n${words.hsCode}: ${product.hsCode}` : specification;
}

function schemeNotes({ words, formats, offer }: PaperView, { mode, insurance, importVat }: Scheme): string[] {
  const sentences = words.scheme;
  return [
    mode ? fillIn(sentences.transport, { mode: formats.words.modes[mode] }) : '',
    insurance
      ? fillIn(sentences.insurance, {
          clause: insurance.clause,
          value: formats.money(insurance.insuredValue, offer.currency),
        })
      : '',
    importVat === 'included' ? sentences.vatIncluded : importVat === 'excluded' ? sentences.vatExcluded : '',
  ].filter((note) => note !== '');
}

function drawTiers(sheet: Sheet, view: PaperView): void {
  const { tiers } = view.offer;
  if (!tiers || tiers.products.every(({ prices }) => prices.length < 2)) return;
  heading(sheet, `${view.words.tiers}: ${fullTerm(tiers)} (${view.offer.currency})`);
  for (const group of sameSteps(tiers.products)) {
    const [first] = group;
    if (first && first.prices.length <= MOST_STEPS) drawSideBySide(sheet, view, group, first);
    else drawBelowEachOther(sheet, view, group);
    sheet.y += 6;
  }
  sheet.y += 10;
}

/** Products in groups of the same steps, so that each group has one head. */
function sameSteps(products: readonly PriceTiers[]): PriceTiers[][] {
  const groups = new Map<string, PriceTiers[]>();
  for (const product of products) {
    const steps = [product.unit, ...product.prices.map(({ from }) => from)].join();
    groups.set(steps, [...(groups.get(steps) ?? []), product]);
  }
  return [...groups.values()];
}

function drawSideBySide(sheet: Sheet, view: PaperView, products: readonly PriceTiers[], first: PriceTiers): void {
  const steps = first.prices.map(({ from }) => stepOf(view, from, first));
  const columns: Column[] = [{ share: 34 }, ...steps.map((): Column => ({ share: 66 / steps.length, align: 'end' }))];
  const rows = products.map(({ sku, unit, prices }): TableRow => {
    const cells = [nameOf(sku, view), ...prices.map(({ unitPrice }) => priceOf(view, unitPrice, unit))];
    return { cells: cells.map((text) => ({ text })) };
  });
  drawTable(sheet, columns, [view.words.product, ...steps], rows);
}

function drawBelowEachOther(sheet: Sheet, view: PaperView, products: readonly PriceTiers[]): void {
  const { words } = view;
  const columns: Column[] = [{ share: 50 }, { share: 25, align: 'end' }, { share: 25, align: 'end' }];
  const rows = products.flatMap((product) =>
    product.prices.map(({ from, unitPrice }, index): TableRow => {
      const name = index === 0 ? nameOf(product.sku, view) : '';
      const cells = [name, stepOf(view, from, product), priceOf(view, unitPrice, product.unit)];
      return { cells: cells.map((text) => ({ text })) };
    }),
  );
  drawTable(sheet, columns, [words.product, words.columns.quantity, words.columns.unitPrice], rows);
}

function stepOf({ words, formats }: PaperView, from: number, { unit }: PriceTiers): string {
  return fillIn(words.from, { quantity: formats.quantity(String(from), unit) });
}

function priceOf({ formats }: PaperView, unitPrice: string, unit: PriceTiers['unit']): string {
  return `${formats.number(unitPrice)} / ${formats.perUnit(unit)}`;
}
