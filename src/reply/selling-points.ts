/** Chooses what to say for us: at most two points, each tied to something the buyer has shown to need (domain 5.1.7). */
import type { Product } from '../model/catalogue.ts';
import type { Need, SellingPoint } from '../model/sales-policy.ts';
import type { InquiryView } from './view.ts';
import { ownWords } from './view.ts';

const MOST_POINTS = 2;
/** A longer mail is not looked through for words. */
const READ_LIMIT = 20_000;

type Buyer = Pick<InquiryView, 'facts' | 'triage' | 'text' | 'customer'>;

/** @param language key of the words of the reader; a point that is not there in it is not told */
export function sellingPoints(
  points: readonly SellingPoint[],
  buyer: Buyer,
  products: readonly Product[],
  language: string,
): string[] {
  const needs = needsOf(buyer);
  const text = buyer.text.slice(0, READ_LIMIT).toLowerCase();
  return points
    .filter((point) => concerns(point, products))
    .map((point) => ({ said: ownWords(point.text, language), weight: weightOf(point, needs, buyer, text) }))
    .filter(({ said, weight }) => said !== undefined && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_POINTS)
    .map(({ said }) => said ?? '');
}

function needsOf({ facts, triage }: Buyer): Set<Need> {
  const asks = new Set(facts.asks.map(({ value }) => value));
  const shown: [Need, boolean][] = [
    ['price', facts.targetPrice !== null || triage.intent === 'market_research'],
    ['certificate', facts.certificates.length > 0 || asks.has('certificate')],
    ['delivery', facts.deliveryDate !== null || triage.urgency === 'urgent'],
    ['customisation', asks.has('customisation')],
    ['sample', asks.has('sample') || triage.intent === 'sample_request'],
    ['quality', asks.has('warranty') || triage.intent === 'technical_information'],
    ['reliability', triage.intent === 'switch_supplier' || triage.intent === 'distributor_agency'],
  ];
  return new Set(shown.filter(([, isShown]) => isShown).map(([need]) => need));
}

function concerns({ products, categories }: SellingPoint, asked: readonly Product[]): boolean {
  if (products.length === 0 && categories.length === 0) return true;
  return asked.some(({ sku, categoryId }) => products.includes(sku) || categories.includes(categoryId));
}

function weightOf(point: SellingPoint, needs: ReadonlySet<Need>, buyer: Buyer, text: string): number {
  const destination = buyer.facts.destinationCountry?.value ?? buyer.customer.country;
  const words = point.words.filter((word) => text.includes(word.toLowerCase())).length;
  const country = destination !== null && point.countries.includes(destination) ? 2 : 0;
  return point.needs.filter((need) => needs.has(need)).length + words + country;
}
