/** Words that a letter may hold because they are the company's own or the buyer's, as one text each. */
import { Decimal } from 'decimal.js';
import { echo } from '../answers.ts';
import { formatsOf } from '../formats.ts';
import type { Templates } from '../render.ts';
import { askedProducts, inLanguage, productBySku } from '../view.ts';
import type { CheckFacts, Letter } from './letter.ts';

const LONGEST_BUYER = 4_000;
const fixed = new WeakMap<Templates, Map<string, string>>();

/** What the company says of itself and its goods: settings, catalogue, names. */
export function companyWords({ inquiry, context, quoteNo }: CheckFacts, language: string, text: string): string {
  const { company, owner, words } = context;
  const offer = inquiry.price.offer;
  const terms = offer.kind === 'quotation' ? [offer.paymentTerms, offer.containers ?? '', offer.transitDays ?? ''] : [];
  const formats = formatsOf(words, language);
  const { phrases, units } = formats.words;
  const packing = offer.kind === 'quotation' ? offer.packing : [];
  const { answers = {}, sellingPoints = [], news = [] } = company.sales ?? {};
  const said = [...Object.values(answers), ...sellingPoints.map((point) => point.text), ...news.map((one) => one.text)];
  return [
    company.name,
    company.address,
    company.phone ?? '',
    company.website,
    ...company.domains,
    owner.name,
    owner.phone ?? '',
    owner.email,
    ...company.team.flatMap(({ name, email, phone }) => [name, email, phone ?? '']),
    quoteNo ?? '',
    inquiry.inquiryNo,
    ...terms.flatMap((term) => [term, phrases[term] ?? '']),
    ...packing.flatMap(({ volumeM3, grossKg }) => [
      formats.quantity(new Decimal(volumeM3).toFixed(), 'm3'),
      formats.quantity(new Decimal(grossKg).toFixed(), 'kg'),
    ]),
    ...Object.values(units).flatMap((forms) => Object.values(forms)),
    ...goods(text, inquiry, context).flatMap((product) => [
      product.sku,
      inLanguage(product.names, language),
      inLanguage(product.specification, language),
      ...product.attributes.map(({ value, unit }) => `${value} ${unit ?? ''}`),
      ...product.certificates,
    ]),
    ...said.flatMap((byLanguage) => Object.values(byLanguage ?? {})),
  ].join('\n');
}

/** What he has told us, and what is known of him. */
export function buyerWords({ inquiry, answer }: CheckFacts): string {
  const { customer, facts, background } = inquiry;
  const questions = [...facts.questions, ...(answer?.facts.questions ?? [])];
  return [
    customer.name ?? '',
    customer.company ?? '',
    customer.address,
    background.website ?? '',
    background.domain ?? '',
    inquiry.subject.slice(0, 500),
    ...facts.items.flatMap(({ productText, quantity }) => [productText.value, quantity?.rawText ?? '']),
    ...facts.certificates.map(({ value }) => value),
    ...(facts.place === null ? [] : [facts.place.value.name]),
    ...[facts.paymentTerms, facts.deliveryDate, facts.incoterm].map((fact) => fact?.rawText ?? ''),
    facts.paymentTerms?.value ?? '',
    ...questions.map(({ text }) => text),
    (answer?.text ?? '').slice(0, LONGEST_BUYER),
  ].join('\n');
}

/** The letter without the buyer's own sentences, which it repeats; every other character keeps its place. */
export function withoutEchoes(text: string, { inquiry, answer }: CheckFacts): string {
  const repeated = answer?.point ? [{ text: answer.point }] : [];
  const questions = [...inquiry.facts.questions, ...(answer?.facts.questions ?? []), ...repeated];
  return questions.reduce((rest, { text: asked }) => {
    const said = echo(asked);
    return said.length > 2 ? rest.replaceAll(said, ' '.repeat(said.length)) : rest;
  }, text);
}

/** What stands in the templates of a language besides their values. */
export function templateWords(templates: Templates, language: string): string {
  const known = fixed.get(templates) ?? new Map<string, string>();
  fixed.set(templates, known);
  const read = known.get(language);
  if (read !== undefined) return read;
  const sources = Object.entries(templates)
    .filter(([name]) => !name.startsWith('team-'))
    .map(([, byLanguage]) => byLanguage[language] ?? '');
  const words = sources.join('\n').replace(/\{\{[^{}]{0,200}\}\}|\{%[^%]{0,200}%\}|\*\*/g, ' ');
  known.set(language, words);
  return words;
}

/** The products of the inquiry and of the offer, and those that the letter names by their number. */
export function goods(text: string, { facts, price }: CheckFacts['inquiry'], { catalogue }: CheckFacts['context']) {
  const { offer } = price;
  const offered =
    offer.kind === 'quotation'
      ? offer.schemes.flatMap(({ lines }) => lines.map(({ sku }) => sku))
      : offer.kind === 'range'
        ? offer.lines.map(({ sku }) => sku)
        : [];
  const named = catalogue.products
    .flatMap(({ sku, variants }) => [sku, ...variants.map((variant) => variant.sku)])
    .filter((sku) => text.includes(sku));
  const asked = askedProducts(facts.items, catalogue).map(({ sku }) => sku);
  return [...new Set([...offered, ...named, ...asked])].flatMap((sku) => productBySku(catalogue, sku) ?? []);
}

/** Everything whose words are right as they are written: ours, the buyer's, and places of the offer. */
export function wordsWrittenRight(
  facts: CheckFacts,
  { language, text, recipient }: Pick<Letter, 'language' | 'text' | 'recipient'>,
): string[] {
  const { inquiry, context } = facts;
  const { offer } = inquiry.price;
  const places =
    offer.kind === 'none' ? [] : offer.kind === 'range' ? [offer.place] : offer.schemes.map(({ place }) => place);
  return [
    companyWords(facts, language, text),
    buyerWords(facts),
    templateWords(context.templates, language),
    JSON.stringify(context.words.languages[language] ?? context.words.languages.en),
    ...context.catalogue.categories.flatMap(({ names }) => Object.values(names)),
    ...context.catalogue.products.flatMap(({ names, synonyms }) => [...Object.values(names), ...synonyms]),
    ...places,
    recipient ?? '',
  ];
}
