/** Chooses what to ask the buyer: only what changes price, feasibility or lead time, each with a default (domain 5.2). */
import type { InquiryFacts } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import type { UnclearPoint } from '../model/unclear-point.ts';
import type { Reader } from './offer-values.ts';
import { offeredTerms } from './offer-values.ts';
import { oneLine } from './plain.ts';
import { askedProducts, namedProducts, productAmount, productName } from './view.ts';

/**
 * `field` names the sentence in templates/part-questions; `default` is what "yes" agrees to, null = nothing to propose;
 * `others` are further choices; `country` = the default is the customer's country and no delivery term.
 */
export type Question = {
  field: UnclearPoint['field'];
  default: string | null;
  others: string | null;
  country: boolean;
};

/** What is known besides the facts. `country` is that of the customer, ISO 3166-1 alpha-2. */
type Known = { company: string | null; country: string | null; offer: Offer };

const MOST_QUESTIONS = 5;
/** From what every buyer knows by heart to what he has to look up. */
const EASIEST_FIRST: readonly UnclearPoint['field'][] = [
  'product',
  'quantity',
  'destination',
  'incoterm',
  'delivery_date',
  'attachment',
  'company',
  'specification',
];

/** The unclear points, and besides them the basic facts in `needed` that the mail does not give; at most five. */
export function openQuestions(
  facts: InquiryFacts,
  needed: readonly UnclearPoint['field'][],
  known: Known,
  reader: Reader,
): Question[] {
  const missing = needed.filter((field) => isMissing(field, facts, known.company));
  // A file without a name to ask for is a drawing or a scan: a person looks at it.
  const unclear = facts.unclearPoints.filter((point) => point.field !== 'attachment' || point.about);
  const fields = new Set([...missing, ...unclear.map((point) => point.field)]);
  // There is neither a standard specification nor a price of a product that nobody has named yet.
  if (fields.has('product')) {
    fields.delete('specification');
    fields.delete('incoterm');
  }
  return EASIEST_FIRST.filter((field) => fields.has(field))
    .slice(0, MOST_QUESTIONS)
    .map((field) => ({ field, ...proposalFor(field, facts, known, reader) }));
}

function isMissing(field: UnclearPoint['field'], facts: InquiryFacts, company: string | null): boolean {
  if (field === 'product') return facts.items.every((item) => item.productSku === null);
  if (field === 'quantity') return facts.items.every((item) => item.quantity === null || item.quantityKind !== 'order');
  if (field === 'destination') return facts.place === null && facts.destinationCountry === null;
  if (field === 'company') return company === null;
  return false;
}

function proposalFor(
  field: UnclearPoint['field'],
  facts: InquiryFacts,
  { country, offer }: Known,
  reader: Reader,
): Omit<Question, 'field'> {
  const { formats, language, catalogue } = reader;
  const listed = (items: readonly string[]) => (items.length > 0 ? formats.list(items) : null);
  if (field === 'product') {
    const [first, ...others] = askedProducts(facts.items, catalogue).map((product) => productName(product, language));
    return { default: first ?? null, others: listed(others), country: false };
  }
  if (field === 'attachment') {
    const file = facts.unclearPoints.find((point) => point.field === field)?.about ?? '';
    return { default: oneLine(file, 80), others: null, country: false };
  }
  if (field === 'quantity') {
    const named = namedProducts(facts, catalogue);
    const products = named.length > 0 ? named : askedProducts(facts.items, catalogue).slice(0, 1);
    const amounts = products.map((product) => productAmount(product, product.moq, formats));
    const each = products.map((product, index) => `${productName(product, language)}: ${amounts[index]}`);
    return { default: amounts.length > 1 ? listed(each) : (amounts[0] ?? null), others: null, country: false };
  }
  const terms = listed(offeredTerms(offer));
  if (field === 'destination' && terms === null) {
    const isAbroad = country !== null && country !== reader.company.country;
    return { default: isAbroad ? formats.country(country) : null, others: null, country: true };
  }
  return { default: field === 'destination' || field === 'incoterm' ? terms : null, others: null, country: false };
}
