/** Judges what the writer is after, besides or instead of buying (domain 3.1). */
import type { Intent } from '../model/inquiry.ts';
import type { Extraction } from './extract/extract-facts.ts';
import type { Reading } from './reading.ts';
import { isNegated, rawText, terms, words } from './reading.ts';
import { orderQuantities, orderWords } from './signals.ts';
import type { Hit } from './term-tree.ts';

/** Ties are resolved in this order. */
const ORDER: Intent[] = [
  'complaint',
  'purchase',
  'sample_request',
  'distributor_agency',
  'switch_supplier',
  'market_research',
  'technical_information',
  'private_retail',
];
const PHRASE = 3;
const DECISIVE = 4;
const MOST_PHRASES = 3;

type Score = { intent: Intent; points: number; evidence: string[] };

/** The intent with the most points, `other` when none reaches the threshold; the reason names the words. */
export function judgeIntent(
  reading: Reading,
  extraction: Extraction,
  threshold: number,
): { intent: Intent; intentReason: string } {
  const scores = [...scoreIntents(reading, extraction)].sort(
    (a, b) => b.points - a.points || ORDER.indexOf(a.intent) - ORDER.indexOf(b.intent),
  );
  const [first, second] = scores;
  if (first === undefined || first.points < threshold) return { intent: 'other', intentReason: 'no clear intent' };
  const reasons = [first, second].flatMap((score) => (score && score.points >= threshold ? [describe(score)] : []));
  return { intent: first.intent, intentReason: reasons.join(' / ') };
}

function describe({ intent, points, evidence }: Score): string {
  return `${intent} (${points}): ${evidence.slice(0, 4).join(', ')}`.slice(0, 200);
}

function scoreIntents(reading: Reading, extraction: Extraction): Score[] {
  const { facts } = extraction;
  const orders = orderQuantities(extraction);
  // One "price range" is what every early inquiry asks for (seed S1-3).
  const research = terms(reading, 'market_research');
  const retail = words(reading, 'personal').filter(({ label }) => label === 'private');
  // A single piece for a private person is no order, nor are the steps at which somebody compares prices.
  const firm = orders.filter(
    ({ kind, value }) =>
      kind !== 'annual' && !(kind === 'tiered' && research.length > 1) && !(retail.length > 0 && value.equals(1)),
  );
  const samples = extraction.quantities.filter(({ kind }) => kind === 'sample');
  const ordered = orderWords(reading);
  const technical = terms(reading, 'techinfo');
  const exclusive = words(reading, 'territory');
  const asksPrice = facts.asks.some(({ value }) => value === 'price' || value === 'price_list');
  const priced = facts.targetPrice !== null || facts.paymentTerms !== null;
  const detailed =
    firm.length > 0 && (facts.deliveryDate !== null || facts.place !== null || facts.paymentTerms !== null);
  const score = (intent: Intent, hits: Hit[], decisive: boolean, contradicted = false): Score => {
    const evidence = phrases(reading, hits);
    const points = Math.min(evidence.length, MOST_PHRASES) * PHRASE + (decisive && evidence.length > 0 ? DECISIVE : 0);
    return { intent, points: points - (contradicted ? PHRASE : 0), evidence };
  };
  const complaint = score('complaint', affirmed(reading, terms(reading, 'complaint')), false);
  // Who asks for a price or speaks of his present supplier complains of somebody else's goods.
  const ofOthers = asksPrice || words(reading, 'switch_cue').length > 0;
  complaint.points = complaint.evidence.length < 2 || ofOthers ? 0 : complaint.points + DECISIVE;
  return [
    complaint,
    purchase(reading, { firm: firm.length, ordered, detailed, asksPrice, priced }),
    score(
      'sample_request',
      affirmed(reading, terms(reading, 'sample')),
      samples.length > 0 && firm.length === 0,
      firm.length > 0,
    ),
    score('distributor_agency', terms(reading, 'distributor'), exclusive.length > 0),
    switching(reading, facts.targetPrice !== null),
    score(
      'market_research',
      research,
      orders.length === 0 && research.length > 1,
      firm.length > 0 || ordered.length > 0,
    ),
    score('technical_information', technical, orders.length === 0 && !asksPrice, firm.length > 0),
    score('private_retail', retail, true),
  ];
}

/** Wanting a price or a minimum is the weakest sign of buying; a firm quantity and an order word are strong. */
function purchase(
  reading: Reading,
  signs: { firm: number; ordered: Hit[]; detailed: boolean; asksPrice: boolean; priced: boolean },
): Score {
  const evidence = phrases(reading, [...signs.ordered, ...terms(reading, 'quote')]);
  let points = signs.asksPrice || terms(reading, 'moq').length > 0 ? PHRASE : 0;
  if (signs.firm > 0) points += PHRASE;
  else if (signs.priced) points += PHRASE;
  if (signs.ordered.length > 0) points += PHRASE + DECISIVE;
  if (signs.detailed) points += DECISIVE;
  return { intent: 'purchase', points, evidence: signs.firm > 0 ? ['order quantity', ...evidence] : evidence };
}

/** A present supplier is named; a target price besides is the price paid today (domain 3.1). */
function switching(reading: Reading, priced: boolean): Score {
  const evidence = phrases(reading, [...words(reading, 'switch_cue'), ...terms(reading, 'switch_supplier')]);
  const points = Math.min(evidence.length, MOST_PHRASES) * PHRASE + DECISIVE + (priced ? DECISIVE : 0);
  return { intent: 'switch_supplier', points: evidence.length === 0 ? 0 : points, evidence };
}

function phrases(reading: Reading, hits: Hit[]): string[] {
  const distinct = new Map(hits.map((hit) => [reading.text.slice(hit.start, hit.end), hit]));
  return [...distinct.values()].map((hit) => rawText(reading, hit));
}

function affirmed(reading: Reading, hits: Hit[]): Hit[] {
  return hits.filter(({ start }) => !isNegated(reading, start));
}
