/** Tells offers, pitches, applications and newsletters from inquiries (domain 2.3). */
import { findTerms, type Vocabulary } from '../analyze/vocabulary.ts';
import type { Signal } from '../model/inquiry.ts';
import type { MailMessage } from '../model/message.ts';
import { hasHeader, headerValue } from './headers.ts';

export type NotInquiryCategory =
  | 'supplier_offer'
  | 'freight_pitch'
  | 'service_pitch'
  | 'job_application'
  | 'newsletter';
export type NotInquiry = { category: NotInquiryCategory; score: number; signals: Signal[] };
/** Whether the mail names a product or category of ours, and an order quantity. */
export type OurMentions = { product: boolean; quantity: boolean };

/** Weight of the first phrase; from `threshold` on the mail is filed without a reply. */
const FIRST: Record<NotInquiryCategory, number> = {
  supplier_offer: 30,
  freight_pitch: 30,
  service_pitch: 40,
  job_application: 40,
  newsletter: 30,
};
const FURTHER = 15;
const BULK = 40;
const THRESHOLD = 45;
const PRODUCT_AND_QUANTITY = -40;
const PRODUCT_AND_QUOTE = -15;
const LONGEST = 200_000;

/**
 * The category with the highest score of at least 45, or null: then the mail is treated as an inquiry.
 * @param text the sender's own words; the subject is read as well
 */
export function readNotInquiry(
  message: MailMessage,
  text: string,
  language: string,
  vocabulary: Vocabulary,
  mentionsOurProduct: OurMentions,
): NotInquiry | null {
  const searched = `${message.subject}\n${text}`.slice(0, LONGEST);
  const ours = buyerSignals(searched, language, vocabulary, mentionsOurProduct);
  const categories = Object.keys(FIRST) as NotInquiryCategory[];
  const scored = categories.map((category) => {
    const signals = [...phraseSignals(category, searched, language, vocabulary), ...bulkSignals(category, message)];
    const all = signals.length === 0 ? [] : [...signals, ...ours];
    return { category, score: all.reduce((sum, { weight }) => sum + weight, 0), signals: all };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score >= THRESHOLD ? best : null;
}

function phraseSignals(category: NotInquiryCategory, text: string, language: string, vocabulary: Vocabulary): Signal[] {
  const terms = new Set(findTerms(vocabulary, category, language, text).map(({ term }) => term));
  return [...terms].map((evidence, index) => ({
    id: category,
    weight: index === 0 ? FIRST[category] : FURTHER,
    evidence,
  }));
}

function bulkSignals(category: NotInquiryCategory, message: MailMessage): Signal[] {
  if (category !== 'newsletter') return [];
  const header = ['list-unsubscribe', 'list-id'].find((name) => hasHeader(message, name));
  const bulk = /^(?:bulk|list)$/i.test(headerValue(message, 'precedence')) ? 'precedence: bulk' : undefined;
  const evidence = header ?? bulk;
  return evidence ? [{ id: 'bulk_mail', weight: BULK, evidence }] : [];
}

/** What protects buyers who introduce themselves like sellers ("we are a leading distributor in Chile"). */
function buyerSignals(text: string, language: string, vocabulary: Vocabulary, mentions: OurMentions): Signal[] {
  if (!mentions.product) return [];
  const quote = findTerms(vocabulary, 'quote', language, text)[0];
  return [
    ...(mentions.quantity ? [{ id: 'our_product_and_quantity', weight: PRODUCT_AND_QUANTITY, evidence: '' }] : []),
    ...(quote ? [{ id: 'our_product_and_quote', weight: PRODUCT_AND_QUOTE, evidence: quote.term }] : []),
  ];
}
