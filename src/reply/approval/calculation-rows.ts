/** The calculation behind a price as rows for the team: step, amount, how it comes about. */
import { Decimal } from 'decimal.js';
import type { Margin, TraceLine } from '../../model/calculation.ts';
import type { QuoteLanguage } from '../../model/quote-words.ts';

/** Steps that tell what the goods cost us or what is earned. */
const SECRET = new Set([
  'cost',
  'export_rebate',
  'net_cost',
  'net_cost_quoted',
  'effective_margin',
  'unrefunded_vat_share',
]);
/** Steps whose arithmetic tells it. */
const SECRET_WAY = new Set(['list_price', 'goods_price']);

/** Rows of three cells; a row of one cell is a heading. */
export function calculationRows(trace: readonly TraceLine[], words: QuoteLanguage, showMargin: boolean): string[][] {
  const shown = trace.filter(({ step }) => showMargin || !SECRET.has(step));
  const abouts = [...new Set(shown.map(({ about }) => about ?? ''))];
  return abouts.flatMap((about) => [
    [about === '' ? (words.labels.general ?? '') : about],
    ...shown
      .filter((line) => (line.about ?? '') === about)
      .map(({ step, value, calculation }) => [
        words.steps[step] ?? step,
        value,
        showMargin || !SECRET_WAY.has(step) ? (calculation ?? '') : '',
      ]),
  ]);
}

/** `CIF Hamburg, VB-500: margin 20.21 %, floor 12.00 %`. */
export function marginLines(margins: readonly Margin[], { labels }: QuoteLanguage): string[] {
  return margins.map(({ scheme, sku, effective, floor, belowFloor }) => {
    const shares = `${labels.margin} ${percent(effective)}, ${labels.floor} ${percent(floor)}`;
    return `${scheme}, ${sku}: ${shares}${belowFloor ? `, ${labels.below_floor} !` : ''}`;
  });
}

function percent(fraction: string): string {
  return `${new Decimal(fraction).times(100).toFixed(2)} %`;
}
