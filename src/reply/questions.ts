/** Chooses what to ask the buyer: only what changes price, feasibility or lead time, each with a default (domain 5.2). */
import type { InquiryFacts, UnclearPoint } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import type { Reader } from './offer-values.ts';
import { offeredTerms } from './offer-values.ts';
import { namedProducts, productAmount, productName } from './view.ts';

/** `field` names the sentence in templates/part-questions; `default` is what we assume, null = nothing to offer. */
export type Question = { field: UnclearPoint['field']; default: string | null };

const MOST_QUESTIONS = 5;
const MOST_MODELS = 3;

/** The unclear points, and besides them the basic facts in `needed` that the mail does not give; at most five. */
export function openQuestions(
  facts: InquiryFacts,
  needed: readonly UnclearPoint['field'][],
  customerCompany: string | null,
  offer: Offer,
  reader: Reader,
): Question[] {
  const missing = needed.filter((field) => isMissing(field, facts, customerCompany));
  const fields = new Set([...missing, ...facts.unclearPoints.map((point) => point.field)]);
  // There is no standard specification of a product that nobody has named yet.
  if (fields.has('product')) fields.delete('specification');
  return [...fields]
    .slice(0, MOST_QUESTIONS)
    .map((field) => ({ field, default: defaultFor(field, facts, offer, reader) }));
}

function isMissing(field: UnclearPoint['field'], facts: InquiryFacts, company: string | null): boolean {
  if (field === 'product') return facts.items.every((item) => item.productSku === null && item.categoryId === null);
  if (field === 'quantity') return facts.items.every((item) => item.quantity === null || item.quantityKind !== 'order');
  if (field === 'destination') return facts.place === null && facts.destinationCountry === null;
  if (field === 'company') return company === null;
  return false;
}

function defaultFor(field: UnclearPoint['field'], facts: InquiryFacts, offer: Offer, reader: Reader): string | null {
  const { formats, language, catalogue } = reader;
  if (field === 'product') {
    const categories = new Set(facts.items.map((item) => item.categoryId));
    const models = catalogue.products.filter((product) => categories.has(product.categoryId)).slice(0, MOST_MODELS);
    return models.length > 0 ? formats.list(models.map((product) => productName(product, language))) : null;
  }
  if (field === 'quantity') {
    const [product, ...others] = namedProducts(facts, catalogue);
    return product !== undefined && others.length === 0 ? productAmount(product, product.moq, formats) : null;
  }
  if (field === 'destination' || field === 'incoterm') {
    const terms = offeredTerms(offer);
    return terms.length > 0 ? formats.list(terms) : null;
  }
  return null;
}
