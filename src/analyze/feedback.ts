/** Tells what a customer's answer to one of our mails means (domain 3.2). */
import type { Feedback } from '../model/inquiry.ts';
import type { ReadingWords } from '../model/reading-words.ts';
import { fold, normalize } from './normalize.ts';
import { segmentsOf } from './segments.ts';
import type { Hit, Hits } from './term-tree.ts';
import type { Vocabulary } from './vocabulary.ts';
import { readVocabulary } from './vocabulary.ts';
import { readWords } from './word-trees.ts';

/** `evidence`: the words that decided, folded. */
export type FeedbackReading = { feedback: Feedback; evidence: string[] };

type Answer = { text: string; language: string; terms: Hits; words: Hits; segments: { start: number; end: number }[] };

const READ_LIMIT = 30_000;
/** Words before a phrase within which a negation turns it round (domain 2.5.7). */
const NEGATION_WINDOW = 4;
const UNSPACED_WINDOW = 4;
const QUESTION_GROUPS = ['sample', 'leadtime', 'payment', 'techinfo', 'moq', 'cert', 'quote'];
const UNSPACED = new Set(['zh', 'ja', 'ko']);

/**
 * The first class in the order of domain 3.2 that the customer's own words (quoted text removed) show. An acceptance
 * counts only without negation, condition, question or price objection: what is not clearly a yes is never one.
 */
export function readFeedback(
  text: string,
  language: string,
  vocabulary: Vocabulary,
  words: ReadingWords,
): FeedbackReading {
  const answer = readAnswer(text.slice(0, READ_LIMIT), language, vocabulary, words);
  const group = (name: string) => affirmed(answer, answer.terms.get(name) ?? []);
  const section = (name: string) => (answer.words.get(name) ?? []).map((hit) => wordsOf(answer, hit));
  const stop = [...(answer.terms.get('stop') ?? []).map((hit) => wordsOf(answer, hit)), ...oneWordStop(answer, words)];
  const defer = (answer.terms.get('defer') ?? []).map((hit) => wordsOf(answer, hit));
  const productHits = answer.words.get('product_objection') ?? [];
  const product = productHits.map((hit) => wordsOf(answer, hit));
  // "MOQ too high" says "too high", but not of the price.
  const priceHits = (answer.terms.get('price_objection') ?? []).filter(
    ({ start, end }) => !productHits.some((hit) => hit.start < end && hit.end > start),
  );
  const price = affirmed(answer, priceHits);
  const lost = (answer.terms.get('not_interested') ?? []).map((hit) => wordsOf(answer, hit));
  const ordered: [Feedback, string[]][] = [
    ['unsubscribe', stop],
    ['complaint', group('complaint')],
    // "Not now, maybe next year" is put off, and "another supplier is cheaper, can you do better?" bargains.
    ['not_interested', defer.length > 0 || (price.length > 0 && /[?？؟]/.test(answer.text)) ? [] : lost],
    ['accept_proforma', price.length > 0 || product.length > 0 ? [] : acceptance(answer)],
    ['price_objection', price],
    ['product_objection', product],
    ['defer', defer],
    ['question', question(answer)],
    ['positive_ack', section('acknowledgement')],
  ];
  const [feedback, evidence] = ordered.find(([, found]) => found.length > 0) ?? (['other', []] as const);
  return { feedback, evidence: [...new Set(evidence)] };
}

function readAnswer(text: string, language: string, vocabulary: Vocabulary, words: ReadingWords): Answer {
  const normalized = normalize(text);
  return {
    text: normalized.text,
    language,
    terms: readVocabulary(vocabulary, language, normalized.text),
    words: readWords(words, language, normalized.text),
    segments: segmentsOf(normalized),
  };
}

/** An answer that is nothing but "stop" or "TD". */
function oneWordStop({ text }: Answer, { terms }: ReadingWords): string[] {
  const only = text.replace(/[\s\p{P}]+/gu, ' ').trim();
  const known = Object.values(terms.stop_word).flatMap((byLanguage) => Object.values(byLanguage).flat());
  return only.length <= 20 && known.some((word) => fold(word) === only) ? [only] : [];
}

/** Words of acceptance in a sentence that neither denies, nor asks, nor makes a condition. */
function acceptance(answer: Answer): string[] {
  const hits = [...(answer.terms.get('acceptance') ?? []), ...(answer.terms.get('proforma') ?? [])];
  const asked = new Set(['?', '？', '؟']);
  const sure = hits.filter((hit) => {
    const segment = segmentOf(answer, hit);
    const ending = answer.text.slice(segment.start, segment.end).trim().at(-1) ?? '';
    return !asked.has(ending) && !isConditional(answer, segment) && !deniesIn(answer, segment);
  });
  const denied = (answer.terms.get('acceptance') ?? []).some((hit) => !sure.includes(hit));
  return denied ? [] : sure.map((hit) => wordsOf(answer, hit));
}

function isConditional(answer: Answer, segment: { start: number; end: number }): boolean {
  return (answer.words.get('condition') ?? []).some(({ start, end }) => start >= segment.start && end <= segment.end);
}

/** A negation anywhere in the sentence is enough: accepting by mistake costs more than asking once. */
function deniesIn(answer: Answer, segment: { start: number; end: number }): boolean {
  return (answer.words.get('negation') ?? []).some(({ start, end }) => start >= segment.start && end <= segment.end);
}

function question(answer: Answer): string[] {
  if (/[?？؟]/.test(answer.text)) return ['?'];
  return QUESTION_GROUPS.flatMap((group) => (answer.terms.get(group) ?? []).map((hit) => wordsOf(answer, hit)));
}

/** Hits without a negation in the few words before them ("not too expensive"). */
function affirmed(answer: Answer, hits: Hit[]): string[] {
  return hits.filter((hit) => !isNegated(answer, hit)).map((hit) => wordsOf(answer, hit));
}

function isNegated(answer: Answer, hit: Hit): boolean {
  const { start: sentence } = segmentOf(answer, hit);
  const from = UNSPACED.has(answer.language)
    ? Math.max(sentence, hit.start - UNSPACED_WINDOW)
    : windowStart(answer.text, sentence, hit.start);
  return (answer.words.get('negation') ?? []).some(({ start, end }) => start >= from && end <= hit.start);
}

function windowStart(text: string, sentence: number, position: number): number {
  let from = position;
  for (let count = 0; count < NEGATION_WINDOW && from > sentence; count += 1) {
    from = text.lastIndexOf(' ', text.slice(0, from).trimEnd().length - 1);
  }
  return Math.max(sentence, from);
}

function segmentOf({ segments, text }: Answer, hit: Hit): { start: number; end: number } {
  return segments.find(({ start, end }) => start <= hit.start && hit.start < end) ?? { start: 0, end: text.length };
}

function wordsOf({ text }: Answer, { start, end }: Hit): string {
  return text.slice(start, end);
}
