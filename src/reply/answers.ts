/** The body of a reply in numbered blocks: what the buyer asked in his order, then what every offer says (domain 5.1). */
import type { Product } from '../model/catalogue.ts';
import type { Ask, InquiryFacts } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import { certificateAnswer } from './certificate-answer.ts';
import type { Reader } from './offer-values.ts';
import { oneLine } from './plain.ts';
import { sampleTerms } from './sample-terms.ts';
import { askedProducts, inLanguage, ownWords, productAmount, productName } from './view.ts';

type ProductAnswer = {
  name: string;
  moq: string;
  leadTime: string;
  leadTimeBasis: string;
  leadTimeUpTo: string;
  perCarton: string;
  specification: string;
};

/** What a block is about: topics that are told in one place share one. */
export type Topic = Exclude<Ask, 'price_list' | 'datasheet'> | 'specification';

/** One block; `kind` names the sentence in templates/part-answers, `open` = we will confirm by a date. */
export type Answer = {
  kind: Topic | 'range' | 'product_lead_time' | 'product_packing' | 'website' | 'standard' | 'question' | 'open';
  /** The heading, with its number where there are several blocks; of a question only the number. */
  title: string | null;
  products: ProductAnswer[];
  /** The buyer's own question, or a standard answer of the company. */
  text: string | null;
  /** Certificates we have, and those we have to look into. */
  held: string | null;
  open: string | null;
  sample: ReturnType<typeof sampleTerms>;
};

/** What is asked, by whom it is read, and which blocks a mail has without being asked. */
export type AnswerPlan = {
  facts: Pick<InquiryFacts, 'asks' | 'questions' | 'certificates'>;
  items: InquiryFacts['items'];
  /** The buyer's mail, in which the places of questions are looked up. */
  text: string;
  offer: Offer;
  always: readonly Topic[];
  /** Said elsewhere in the mail. */
  told: ReadonlySet<Topic>;
  /** What he asks beyond our topics is not promised an answer: the mail declines it. */
  declined: boolean;
};

/** The place of what is not written in the mail. */
const NOWHERE = Number.MAX_SAFE_INTEGER;

type Asked = { topic: Topic | null; text: string; at: number };

/** Longest part of a question that is repeated to the buyer. */
const ECHO = 120;
/** A longer question is not looked through for the sentence that asks. */
const READ_LIMIT = 2000;
/** Nobody reads a letter with more blocks. */
const MOST_BLOCKS = 25;
const JOINED: ReadonlySet<Answer['kind']> = new Set<Answer['kind']>(['open', 'website']);
const SHARED: Partial<Record<Ask, Topic>> = { price_list: 'price', datasheet: 'specification' };

/** Every question and ask of the buyer, each topic once, and the blocks that are always there. */
export function answerBlocks(plan: AnswerPlan, reader: Reader): Answer[] {
  const asked = inHisOrder(plan);
  const topics = new Set(asked.map(({ topic }) => topic));
  const unasked = plan.always.filter((topic) => !topics.has(topic)).map((topic) => ({ topic, text: '', at: 0 }));
  const only = (wanted: Topic) => unasked.filter(({ topic }) => topic === wanted);
  const others = unasked.filter(({ topic }) => topic !== 'price' && topic !== 'specification');
  const order: Asked[] = [...only('price'), ...asked, ...others];
  // What the price is for stands beside it.
  order.splice(order.findIndex(({ topic }) => topic === 'price') + 1, 0, ...only('specification'));
  const answers = order
    .slice(0, MOST_BLOCKS)
    .map(({ topic, text }) => (topic === null ? question(text) : answerTopic(topic, plan, reader)));
  return numbered(joinAlike(answers, reader));
}

/** A question of the buyer as it is repeated to him: without the mark of its list and what he says before it. */
export function echo(question: string): string {
  const sentences = question.slice(0, READ_LIMIT).split(/(?<=[.!。！])\s+/);
  const asked = sentences.findLast((sentence) => /[?？؟]/.test(sentence)) ?? question;
  return `"${oneLine(asked.replace(/^[\s\p{Pd}*•·\d.)、]+/u, '') || asked, ECHO)}"`;
}

function inHisOrder({ facts, text, told, always, declined }: AnswerPlan): Asked[] {
  let last = 0;
  const questions = facts.questions.map((one): Asked => {
    const at = text.indexOf(one.text.slice(0, 60), last);
    if (at >= 0) last = at;
    return { topic: one.topic === null ? null : shared(one.topic), text: one.text, at: last };
  });
  const asks = facts.asks.map((ask): Asked => ({ topic: shared(ask.value), text: '', at: placeOf(ask) }));
  const certificates = facts.certificates
    .slice(0, 1)
    .map((found): Asked => ({ topic: 'certificate', text: '', at: placeOf(found) }));
  const seen = new Set<Topic>(told);
  return (
    [...questions, ...asks, ...certificates]
      .sort((a, b) => a.at - b.at)
      // What he does not ask for in so many words stands where it always stands.
      .filter(({ topic, at }) => at < NOWHERE || topic === null || !always.includes(topic))
      .filter(({ topic }) => {
        if (topic === null) return !declined;
        const isNew = !seen.has(topic);
        seen.add(topic);
        return isNew;
      })
  );
}

// Inferred and not written anywhere: after all that is.
function placeOf(fact: { charStart: number; charEnd: number }): number {
  return fact.charEnd === 0 ? NOWHERE : fact.charStart;
}

function shared(ask: Ask): Topic {
  return SHARED[ask] ?? (ask as Topic);
}

function answerTopic(topic: Topic, plan: AnswerPlan, reader: Reader): Answer {
  const { asks, specification } = reader.formats.words;
  const label = topic === 'specification' ? specification : asks[topic];
  const products = askedProducts(plan.items, reader.catalogue);
  const standard = ownWords(
    reader.company.sales?.answers[topic === 'specification' ? 'datasheet' : topic] ?? {},
    reader.language,
  );
  if (topic === 'certificate' && (plan.facts.certificates.length > 0 || products.length > 0)) {
    const found = certificateAnswer(plan.facts, products, reader.formats);
    if (found !== null) return answer('certificate', label, found);
  }
  const kind = knownKind(topic, plan.offer, products);
  const details = { products: products.map((product) => productAnswer(product, reader)) };
  if (topic === 'sample') {
    const sample = sampleTerms(reader.company.sales?.samples, products, reader.formats);
    if (sample !== null) return answer('sample', label, { sample });
  }
  if (kind === 'open' || kind === 'website') {
    if (standard !== undefined) return answer('standard', label, { text: standard });
  }
  return answer(kind, label, details);
}

function knownKind(topic: Topic, offer: Offer, products: Product[]): Answer['kind'] {
  const quoted = offer.kind === 'quotation';
  if (topic === 'catalogue' || topic === 'company_profile') return 'website';
  if (topic === 'price' && offer.kind === 'range') return 'range';
  if (
    quoted &&
    (topic === 'price' || topic === 'lead_time' || topic === 'payment_terms' || topic === 'specification')
  ) {
    return topic;
  }
  if (topic === 'packaging' && quoted && offer.packing.length > 0) return topic;
  if (topic === 'shipping' && quoted && offer.transitDays !== null) return topic;
  if (products.length === 0) return 'open';
  if (topic === 'lead_time') return 'product_lead_time';
  if (topic === 'packaging') return 'product_packing';
  return topic === 'moq' || topic === 'specification' ? topic : 'open';
}

function productAnswer(product: Product, { formats, language }: Reader): ProductAnswer {
  const { leadTime, packing } = product;
  return {
    name: productName(product, language),
    moq: productAmount(product, product.moq, formats),
    leadTime: formats.days(String(leadTime.days)),
    leadTimeBasis: formats.words.leadTimeBasis[leadTime.basis],
    leadTimeUpTo: productAmount(product, leadTime.upToQuantity, formats),
    perCarton: productAmount(product, packing.perCarton, formats),
    specification: inLanguage(product.specification, language),
  };
}

function question(text: string): Answer {
  return answer('question', '', { text: echo(text) });
}

/** Topics side by side that are all to be confirmed, or all answered by our website, make one block. */
function joinAlike(answers: readonly Answer[], { formats }: Reader): Answer[] {
  const groups: Answer[][] = [];
  for (const one of answers) {
    const last = groups.at(-1);
    if (JOINED.has(one.kind) && last?.[0]?.kind === one.kind) last.push(one);
    else groups.push([one]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    return first ? [{ ...first, title: formats.list(group.map(({ title }) => title ?? '')) }] : [];
  });
}

function numbered(answers: readonly Answer[]): Answer[] {
  if (answers.length < 2) return answers.map((one) => ({ ...one, title: one.title || null }));
  return answers.map((one, index) => ({ ...one, title: `${index + 1}. ${one.title ?? ''}`.trim() }));
}

function answer(kind: Answer['kind'], title: string, more: Partial<Answer> = {}): Answer {
  return { kind, title, products: [], text: null, held: null, open: null, sample: null, ...more };
}
