/** Tells offers, pitches, applications and newsletters from inquiries (domain 2.3). */
import type { Vocabulary } from '../analyze/vocabulary.ts';
import type { Signal } from '../model/inquiry.ts';
import type { MailMessage } from '../model/message.ts';
import type { RiskSettings } from '../model/risk-settings.ts';
import { hasHeader, headerValue } from './headers.ts';
import { findPhrases, type Phrases } from './phrases.ts';

/** What is told by its words; mail of platforms about the account and mail among ourselves are told elsewhere. */
type SpokenCategory = 'supplier_offer' | 'freight_pitch' | 'service_pitch' | 'job_application' | 'newsletter';
export type NotInquiryCategory = SpokenCategory | 'platform_admin' | 'internal';
export type NotInquiry = { category: NotInquiryCategory; score: number; signals: Signal[] };
/**
 * Whether the mail names a product or category of ours, and an order quantity; whether it asks besides what only buyers
 * ask (its price, its minimum).
 */
export type OurMentions = { product: boolean; quantity: boolean; asked?: boolean };

/** What is known beside the words. */
export type NoiseKnowledge = {
  settings?: RiskSettings | undefined;
  /** From a form or platform: its headers and template are not the buyer's. */
  isNotification?: boolean;
  /** A mailing list of these domains is a shared mailbox of ours. */
  ownDomains?: readonly string[];
};

/** Weight of the first phrase; from `threshold` on the mail is filed without a reply. */
const FIRST: Record<SpokenCategory, number> = {
  supplier_offer: 30,
  freight_pitch: 30,
  service_pitch: 40,
  job_application: 40,
  newsletter: 30,
};
const FURTHER = 15;
const BULK = 40;
/** The sender himself says that he wrote to many. */
const OPT_OUT = 45;
const THRESHOLD = 45;
const PRODUCT_AND_QUANTITY = -40;
/** Sellers name our products and large numbers too: without a word of wanting them it protects less. */
const UNWANTED_PRODUCT_AND_QUANTITY = -15;
const PRODUCT_AND_QUOTE = -15;
const ASKED = -40;
/** "Shall I prepare a quotation for your models?" asks for nothing. */
const ASKED_WITH_OFFER = -15;
/** With an offer to send quotations or samples, this many words of wanting are needed to be believed. */
const WISHES_BESIDE_OFFER = 2;
/** A plain wish to buy: many buyers are manufacturers and introduce themselves as such. */
const WANTED = -30;

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
  knowledge: NoiseKnowledge = {},
): NotInquiry | null {
  const phrases = findPhrases(`${message.subject}\n${text}`, language, vocabulary, knowledge.settings);
  const ours = buyerSignals(phrases, mentionsOurProduct, knowledge.settings !== undefined);
  const scored = (Object.keys(FIRST) as SpokenCategory[]).map((category) => {
    const signals = [
      ...phraseSignals(category, phrases),
      ...(category === 'newsletter'
        ? [...bulkSignals(message, knowledge), ...optOut(phrases, message, knowledge)]
        : offerSignal(category, phrases)),
    ];
    // Who applies for work or sends news has other wishes.
    const wanted = category === 'job_application' ? [] : wantedSignal(phrases);
    const asked = category === 'newsletter' || !mentionsOurProduct.asked ? [] : [askedSignal(phrases)];
    const all = signals.length === 0 ? [] : [...signals, ...ours, ...wanted, ...asked];
    return { category, score: all.reduce((sum, { weight }) => sum + weight, 0), signals: all };
  });
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
  return best.score >= THRESHOLD ? best : null;
}

/** "Shall I prepare a quotation?": says nothing by itself, and much beside other words of a seller. */
function offerSignal(category: SpokenCategory, phrases: Phrases): Signal[] {
  const evidence = phrases.get('offered')?.[0];
  const isPitch = category !== 'job_application' && phrases.has(category);
  return isPitch && evidence ? [{ id: 'offered', weight: FURTHER, evidence }] : [];
}

function askedSignal(phrases: Phrases): Signal {
  const offers = phrases.has('offered') && wishes(phrases).length === 0;
  return { id: 'asked_of_our_product', weight: offers ? ASKED_WITH_OFFER : ASKED, evidence: '' };
}

/** Words of wanting; "quotation" and "price list" are none where the sender offers his own. */
function wishes(phrases: Phrases): readonly string[] {
  const wanted = phrases.get('buyer_intent') ?? [];
  if (!phrases.has('offered')) return [...wanted, ...(phrases.get('quote') ?? [])];
  return wanted.length >= WISHES_BESIDE_OFFER ? wanted : [];
}

/** What a seller says of himself, buyers who make other goods say as well: it counts as one phrase, and last. */
function phraseSignals(category: SpokenCategory, phrases: Phrases): Signal[] {
  const found = phrases.get(category) ?? [];
  const introductions = new Set(category === 'job_application' ? [] : phrases.get('introduction'));
  const said = found.filter((phrase) => !introductions.has(phrase));
  const [introduction] = found.filter((phrase) => introductions.has(phrase));
  return [...said, ...(introduction === undefined ? [] : [introduction])].map((evidence, index) => ({
    id: category,
    weight: index === 0 ? FIRST[category] : FURTHER,
    evidence,
  }));
}

/** Lists of ours put such a line below every mail, forms and platforms below what a buyer wrote. */
function optOut(phrases: Phrases, message: MailMessage, knowledge: NoiseKnowledge): Signal[] {
  if (knowledge.isNotification || isOwnList(message, knowledge)) return [];
  if (wishes(phrases).length > 0) return [];
  const evidence = phrases.get('opt_out')?.[0];
  return evidence ? [{ id: 'opt_out', weight: OPT_OUT, evidence }] : [];
}

function isOwnList(message: MailMessage, { ownDomains = [] }: NoiseKnowledge): boolean {
  const list = headerValue(message, 'list-id').toLowerCase();
  return ownDomains.some((domain) => list.includes(`.${domain}>`) || list.endsWith(`.${domain}`));
}

function bulkSignals(message: MailMessage, knowledge: NoiseKnowledge): Signal[] {
  if (knowledge.isNotification || isOwnList(message, knowledge)) return [];
  const header = ['list-unsubscribe', 'list-id'].find((name) => hasHeader(message, name));
  const bulk = /^(?:bulk|list)$/i.test(headerValue(message, 'precedence')) ? 'precedence: bulk' : undefined;
  const evidence = header ?? bulk;
  return evidence ? [{ id: 'bulk_mail', weight: BULK, evidence }] : [];
}

/** What protects buyers who introduce themselves like sellers ("we are a leading distributor in Chile"). */
function buyerSignals(phrases: Phrases, mentions: OurMentions, knowsIntent: boolean): Signal[] {
  if (!mentions.product) return [];
  const [wish] = wishes(phrases);
  const isWanted = wish !== undefined || !knowsIntent;
  const weight = isWanted ? PRODUCT_AND_QUANTITY : UNWANTED_PRODUCT_AND_QUANTITY;
  return [
    ...(mentions.quantity ? [{ id: 'our_product_and_quantity', weight, evidence: '' }] : []),
    ...(wish ? [{ id: 'our_product_and_quote', weight: PRODUCT_AND_QUOTE, evidence: wish }] : []),
  ];
}

function wantedSignal(phrases: Phrases): Signal[] {
  const wish = phrases.get('buyer_intent')?.[0];
  return wish && wishes(phrases).includes(wish) ? [{ id: 'buyer_intent', weight: WANTED, evidence: wish }] : [];
}
