/** Writes a calculated price as lines of text for a terminal: the offer, the margins, every step, what is missing. */
import { Decimal } from 'decimal.js';
import type { PriceResult, TraceLine } from '../model/calculation.ts';
import type { Offer } from '../model/quotation.ts';
import type { QuoteLanguage } from '../model/quote-words.ts';
import { sayGap } from '../prepare/gaps.ts';
import { table } from './table.ts';

type Quoted = Extract<Offer, { kind: 'quotation' }>;

/** `words` of the reader's language; `today` is the ISO day of the calculation. */
export function describeCalculation(result: PriceResult, words: QuoteLanguage, today: string): string[] {
  const { offer, trace, margins = [], gaps = [], hints = [] } = result;
  return [
    ...describeOffer(offer, words, today),
    ...section(
      words.labels.missing,
      gaps.map((gap) => `- ${sayGap(gap, words.gaps)}`),
    ),
    ...section(
      words.labels.hints,
      hints.map((hint) => `- ${sayGap(hint, words.gaps)}`),
    ),
    ...section(
      words.labels.margin,
      table(
        margins.map(({ scheme, sku, effective, floor, belowFloor }) => [
          scheme,
          sku,
          percent(effective),
          `${words.labels.floor} ${percent(floor)}`,
          belowFloor ? `! ${words.labels.below_floor}` : '',
        ]),
      ),
    ),
    ...section(words.labels.calculation, describeTrace(trace, words)),
  ];
}

function describeOffer(offer: Offer, words: QuoteLanguage, today: string): string[] {
  const { labels } = words;
  if (offer.kind === 'none') return [labels.none ?? ''];
  if (offer.kind === 'range') {
    const rows = offer.lines.map((line) => [line.sku, line.lowest, line.highest, `${line.moq} ${line.unit}`]);
    const head = ['', labels.lowest ?? '', labels.highest ?? '', labels.moq ?? ''];
    return [
      `${labels.range} ${offer.incoterm} ${offer.place}, ${offer.currency}, ${today}`,
      ...table([head, ...rows]),
      `${labels.valid_until}: ${offer.validUntil}`,
    ];
  }
  return [
    `${labels.title}, ${offer.currency}, ${today}`,
    ...schemes(offer, words),
    ...tiers(offer, words),
    ...terms(offer, words),
  ];
}

function schemes(offer: Quoted, { labels, modes }: QuoteLanguage): string[] {
  const rows = offer.schemes.flatMap(({ incoterm, place, lines, total, mode, insurance, importVat }) => [
    ...lines.map((line, index) => [
      index === 0 ? `${incoterm} ${place}` : '',
      line.sku,
      `${line.quantity} ${line.unit}`,
      line.unitPrice,
      line.total,
      index === 0 ? (modes[mode ?? 'none'] ?? '') : '',
      index > 0 || !insurance ? '' : `${labels.insured_value} ${insurance.insuredValue} (ICC ${insurance.clause})`,
      index > 0 || !importVat ? '' : `${labels.import_vat}: ${labels[importVat]}`,
    ]),
    ...(lines.length > 1 ? [['', '', '', labels.total ?? '', total]] : []),
  ]);
  const head = [labels.scheme, '', '', labels.unit_price, labels.total, labels.mode].map((label) => label ?? '');
  return table([head, ...rows]);
}

function tiers(offer: Quoted, { labels }: QuoteLanguage): string[] {
  if (!offer.tiers) return [];
  const rows = offer.tiers.products.flatMap(({ sku, unit, prices }) =>
    prices.map(({ from, unitPrice }) => [sku, `${from} ${unit}`, unitPrice]),
  );
  const head = ['', labels.from ?? '', labels.unit_price ?? ''];
  return section(`${labels.tiers} (${offer.tiers.incoterm} ${offer.tiers.place})`, table([head, ...rows]));
}

function terms(offer: Quoted, { labels, leadTimes }: QuoteLanguage): string[] {
  const { leadTime } = offer;
  const packing = offer.packing.map(
    ({ sku, perCarton, cartons, volumeM3, grossKg }) =>
      `${sku}: ${perCarton} ${labels.carton}, ${cartons} ${labels.cartons}, ${volumeM3} m³, ${grossKg} kg ${labels.gross}`,
  );
  const changes = (leadTime?.mayChange ?? []).map(
    ({ factor, days }) => `${leadTimes[factor]}${days === null ? '' : ` (+${days})`}`,
  );
  const rows: [string | undefined, string | null][] = [
    ...packing.map((text): [string | undefined, string] => [labels.packing, text]),
    [labels.containers, offer.containers],
    [labels.lead_time, leadTime && `${leadTime.days} ${labels.days} ${leadTimes[leadTime.basis]}`],
    [labels.may_change, changes.join(', ') || null],
    [labels.transit, offer.transitDays && `${offer.transitDays} ${labels.days}`],
    [labels.payment, offer.paymentTerms],
    [labels.valid_until, offer.validUntil],
    [labels.freight_valid_until, offer.freightValidUntil],
  ];
  return ['', ...table(rows.flatMap(([label, text]) => (text === null ? [] : [[`${label}:`, text]])))];
}

/** Grouped by what the lines are about, in the order of the calculation. */
function describeTrace(trace: readonly TraceLine[], { labels, steps }: QuoteLanguage): string[] {
  const head = ['step', 'value', 'how', 'source', 'date'].map((label) => labels[label] ?? '');
  const abouts = [...new Set(trace.map(({ about }) => about ?? ''))];
  const rows = abouts.flatMap((about) => [
    [about === '' ? `[${labels.general}]` : `[${about}]`],
    ...trace
      .filter((line) => (line.about ?? '') === about)
      .map(({ step, value, calculation, source, date }) => [
        `  ${steps[step] ?? step}`,
        value,
        calculation ?? '',
        source,
        date ?? '',
      ]),
  ]);
  return table([head, ...rows]);
}

function section(title: string | undefined, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines];
}

function percent(fraction: string): string {
  return `${new Decimal(fraction).times(100).toFixed(2)} %`;
}
