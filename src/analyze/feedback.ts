/** Tells what a customer's answer to one of our mails means (domain 3.2). */
import type { DateTime } from 'luxon';
import type { Feedback } from '../model/inquiry.ts';
import type { ReadingWords, WordSection } from '../model/reading-words.ts';
import { isBargain } from './bargain.ts';
import { isDecided } from './decided.ts';
import { readDeferDate } from './defer-date.ts';
import { fold } from './normalize.ts';
import type { Reading, Span } from './reading.ts';
import { isNegated, isQuestion, readMail, segmentAt, terms, within, words } from './reading.ts';
import type { Hit } from './term-tree.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `evidence`: the words that decided, folded. `deferUntil`: ISO date, only with `defer` and when one can be told. */
export type FeedbackReading = { feedback: Feedback; evidence: string[]; deferUntil: string | null };

/** Answers are short; what stands further down is somebody's history or an attack. */
const READ_LIMIT = 8_000;
const MOST_HITS = 50;
const NOTHING_SOLD = { categories: [], products: [] };
const ASKED_ABOUT = ['sample', 'leadtime', 'payment', 'techinfo', 'moq', 'cert', 'quote'];
/** An answer with more words than this is more than thanks. */
const SHORT = 16;
const MONEY =
  /(?:usd|eur|us\$|\$|€|£|¥|rmb|cny|gbp) ?\d|\d ?(?:usd|eur|\$|€|£|dollars?|euros?|%|美金|美元|欧元|元|块|ドル|円|달러|원|руб|tl|lira|دولار)|\d[.,]\d\d(?!\d)/;

type Kind = [feedback: Feedback, evidence: string[]];

/**
 * The first class in the order of domain 3.2 that the customer's own words (quoted text removed) show. An acceptance
 * counts only without negation, condition, question or objection: what is not clearly a yes is never one.
 * @param today start of the day of arrival in the company's zone; without it no date is told
 */
export function readFeedback(
  text: string,
  language: string,
  vocabulary: Vocabulary,
  settings: ReadingWords,
  today?: DateTime,
): FeedbackReading {
  const own = text.slice(0, READ_LIMIT);
  const reading = readMail({
    messageId: 0,
    subject: '',
    text: own,
    language,
    catalogue: NOTHING_SOLD,
    vocabulary,
    words: settings,
  });
  const later = today === undefined ? null : readDeferDate(reading, today);
  const [feedback, evidence] = judge(reading, settings, later).find(([, found]) => found.length > 0) ?? ['other', []];
  return { feedback, evidence: [...new Set(evidence)], deferUntil: feedback === 'defer' ? later : null };
}

/** `later`: a day named in the answer; where nothing else is said, it puts us off to that day. */
function judge(reading: Reading, settings: ReadingWords, later: string | null): Kind[] {
  const product = productObjections(reading);
  const price = priceObjections(reading, product);
  const handover = textsOf(reading, words(reading, 'handover'));
  const putOff = terms(reading, 'defer');
  const defers = textsOf(reading, putOff);
  const objected = price.length + product.length > 0;
  // "At this price we cannot proceed" is about the price.
  const stops = objected ? [] : words(reading, 'no_go');
  const lost = [...textsOf(reading, [...terms(reading, 'not_interested'), ...stops]), ...wentElsewhere(reading)];
  const asked = question(reading);
  // Faults of a sample are an objection; faults of goods that were bought are a complaint.
  const ofSample = terms(reading, 'sample').length > 0;
  const complaint = ofSample ? [] : complaints(reading, product);
  const yes = objected ? [] : acceptance(reading);
  // "Well received, we will let you know" names no time.
  const isPromise = later === null && putOff.every((hit) => isPromised(reading, hit));
  const arrived = received(reading);
  // "I pass it on to the client and will let you know" stays with him.
  const answers = words(reading, 'promise').length > 0;
  // "Not now, maybe next year" is put off, and "another supplier is cheaper, can you do better?" bargains.
  const isLost =
    (defers.length === 0 || (later === null && isDecided(reading))) &&
    !(price.length > 0 && (asked.length > 0 || isConditional(reading)));
  const refused = lost.length > 0 && isLost;
  return [
    ['unsubscribe', [...textsOf(reading, terms(reading, 'stop')), ...oneWordStop(reading, settings)]],
    ['complaint', complaint],
    ['not_interested', refused ? lost : []],
    ['accept_proforma', yes],
    ['price_objection', price],
    ['product_objection', product],
    ['positive_ack', isPromise && asked.length === 0 && (handover.length === 0 || answers) ? arrived : []],
    ['defer', defers],
    ['question', asked],
    ['other', handover],
    ['defer', later === null || words(reading, 'delivery_cue').length > 0 ? [] : [later]],
    ['positive_ack', arrived],
    ['question', textsOf(reading, words(reading, 'request'))],
    ['positive_ack', isShortAnswer(reading) ? textsOf(reading, reading.words.get('acknowledgement') ?? []) : []],
  ];
}

/** An answer that is nothing but "stop" or "TD". */
function oneWordStop({ text }: Reading, { terms: sections }: ReadingWords): string[] {
  const only = text.replace(/[\s\p{P}]+/gu, ' ').trim();
  if (only.length > 20) return [];
  const known = Object.values(sections.stop_word).flatMap((byLanguage) => Object.values(byLanguage).flat());
  return known.some((word) => fold(word) === only) ? [only] : [];
}

/** Words of complaint, where more than one stands or the goods have arrived. */
function complaints(reading: Reading, product: string[]): string[] {
  const found = textsOf(reading, affirmed(reading, terms(reading, 'complaint')));
  return new Set(found).size > 1 || product.length === 0 ? found : [];
}

/** Words of acceptance in a sentence that neither denies, nor asks, nor makes a condition. */
function acceptance(reading: Reading): string[] {
  const strong = terms(reading, 'acceptance');
  const hits = [...strong, ...terms(reading, 'proforma'), ...words(reading, 'agreement')].slice(0, MOST_HITS);
  const sure = hits.filter((hit) => {
    const segment = segmentAt(reading, hit.start);
    const denied = deniesIn(reading, segment) || inside(reading, 'condition', segment);
    return !isQuestion(reading, segment) && !denied && within(terms(reading, 'defer'), segment).length === 0;
  });
  const doubted = strong.some((hit) => !sure.includes(hit));
  return doubted ? [] : textsOf(reading, sure);
}

/** A negation anywhere in the sentence is enough: accepting by mistake costs more than asking once. */
function deniesIn(reading: Reading, segment: Span): boolean {
  const negations = within(words(reading, 'negation'), segment);
  // "org. no." is a number.
  return negations.some(({ start, end }) => !/^no\. ?\S/.test(reading.text.slice(start, end + 3)));
}

/** A phrase of its own, or a word for price and one for too much in one sentence; "not too expensive" is none. */
function priceObjections(reading: Reading, product: string[]): string[] {
  const productSpans = words(reading, 'product_objection');
  const named = affirmed(reading, terms(reading, 'price_objection').slice(0, MOST_HITS)).filter(
    (hit) => product.length === 0 || !productSpans.some((span) => span.start < hit.end && span.end > hit.start),
  );
  const complaints = words(reading, 'price_complaint').filter(({ label }) => label !== 'courtesy');
  const beside = affirmed(reading, complaints.slice(0, MOST_HITS)).filter((hit) => {
    const segment = segmentAt(reading, hit.start);
    // "Can you do 180?"
    if (hit.label === 'bargain') return isBargain(reading, hit, segment);
    const price = within(words(reading, 'price_word'), segment).some(
      ({ start, end }) => start !== hit.start || end !== hit.end,
    );
    const others = within(productSpans, segment).length > 0;
    return !others && (price || MONEY.test(reading.text.slice(segment.start, segment.end)));
  });
  return textsOf(reading, [...named, ...beside]);
}

/** Another supplier in a sentence that neither speaks of prices nor asks: the order is his. */
function wentElsewhere(reading: Reading): string[] {
  const hits = words(reading, 'other_supplier')
    .slice(0, MOST_HITS)
    .filter((hit) => {
      const segment = segmentAt(reading, hit.start);
      const bargains = inside(reading, 'price_complaint', segment) || inside(reading, 'price_word', segment);
      return !bargains && !isQuestion(reading, segment) && !MONEY.test(reading.text.slice(segment.start, segment.end));
    });
  return textsOf(reading, hits);
}

/** What is wrong with product or terms; not what is asked about ("does it scratch?") or denied. */
function productObjections(reading: Reading): string[] {
  const hits = words(reading, 'product_objection')
    .slice(0, MOST_HITS)
    .filter(
      (hit) =>
        !isQuestion(reading, segmentAt(reading, hit.start)) &&
        (hit.label !== 'quality' || !isNegated(reading, hit.start)),
    );
  const all = [...hits, ...excesses(reading)];
  return textsOf(reading, all.length > 0 || terms(reading, 'sample').length === 0 ? all : badOfSample(reading));
}

/** "Too narrow", said of anything but a price. */
function excesses(reading: Reading): Hit[] {
  return affirmed(reading, words(reading, 'excess').slice(0, MOST_HITS)).filter((hit) => {
    const segment = segmentAt(reading, hit.start);
    const ofPrice =
      inside(reading, 'price_word', segment) ||
      inside(reading, 'price_complaint', segment) ||
      within(terms(reading, 'price_objection'), segment).length > 0 ||
      MONEY.test(reading.text.slice(segment.start, segment.end));
    const thanks = within(reading.words.get('acknowledgement') ?? [], segment).some(({ label }) => label === 'thanks');
    return !ofPrice && !thanks && !isQuestion(reading, segment);
  });
}

/** A sample that was tried and of which nothing good is said. */
function badOfSample(reading: Reading): Hit[] {
  const isSaid = (hit: Hit) => !isQuestion(reading, segmentAt(reading, hit.start));
  const bad = words(reading, 'bad').filter(isSaid);
  const denied = words(reading, 'negation').filter(isSaid);
  return bad.length + denied.length > 1 ? [...bad, ...denied] : [];
}

/** A question mark, or a topic of trade in a sentence that requests something. */
function question(reading: Reading): string[] {
  const body = reading.text.slice(0, reading.signatureStart);
  if (/[?？؟]/.test(body)) return ['?'];
  const hits = ASKED_ABOUT.flatMap((group) => terms(reading, group)).filter((hit) =>
    inside(reading, 'request', segmentAt(reading, hit.start)),
  );
  const topics = words(reading, 'asks').filter((hit) => inside(reading, 'request', segmentAt(reading, hit.start)));
  return textsOf(reading, [...hits, ...topics]);
}

/** "We will let you know": puts off to no time. */
function isPromised(reading: Reading, { start, end }: Hit): boolean {
  return words(reading, 'promise').some((promise) => promise.start < end && promise.end > start);
}

/** "Well received", "noted": also in what the mail closes with. */
function received(reading: Reading): string[] {
  const hits = reading.words.get('acknowledgement') ?? [];
  return textsOf(
    reading,
    hits.filter(({ label }) => label === 'received'),
  );
}

function isShortAnswer({ text, signatureStart }: Reading): boolean {
  const body = text.slice(0, signatureStart === 0 ? text.length : signatureStart);
  const unspaced = body.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0;
  return (body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) + unspaced / 2 <= SHORT;
}

function isConditional(reading: Reading): boolean {
  return words(reading, 'condition').some(({ label }) => label === 'if');
}

function inside(reading: Reading, section: WordSection, span: Span): boolean {
  return within(words(reading, section), span).length > 0;
}

function affirmed(reading: Reading, hits: Hit[]): Hit[] {
  return hits.filter(({ start }) => !isNegated(reading, start));
}

function textsOf({ text }: Reading, hits: Span[]): string[] {
  return hits.map(({ start, end }) => text.slice(start, end));
}
