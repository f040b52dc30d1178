/** The words of an inquiry: its status, class, facts and the reasons behind them (domain 1.2, 1.3, 1.11). */
import { z } from 'zod';
import { fact, SetBy } from './fact.ts';
import { UnclearPoint } from './unclear-point.ts';

/** A decimal number as text: money and quantities are never floats. */
export const DecimalText = z.string().regex(/^\d+(\.\d+)?$/);

/**
 * Where an inquiry stands. `new` to `approved` are passed by the workers (src/lifecycle.ts says which one is next);
 * the others wait for a person, for the customer or for time.
 */
export const InquiryStatus = z.enum([
  'new',
  'classified',
  'enriched',
  'priced',
  'drafted',
  'awaiting_approval',
  'approved',
  'replied',
  'following_up',
  'negotiating',
  'needs_review',
  'won',
  'lost',
  'dormant',
  'closed_noise',
  'quarantined',
]);
export type InquiryStatus = z.infer<typeof InquiryStatus>;

export const InquiryClass = z.enum(['high', 'general', 'low']);
export type InquiryClass = z.infer<typeof InquiryClass>;

export const Urgency = z.enum(['urgent', 'normal', 'none']);
export type Urgency = z.infer<typeof Urgency>;

export const Intent = z.enum([
  'purchase',
  'sample_request',
  'distributor_agency',
  'switch_supplier',
  'market_research',
  'technical_information',
  'private_retail',
  'complaint',
  'other',
]);
export type Intent = z.infer<typeof Intent>;

/** How he speaks to us (domain 3.1). */
const Tone = z.enum(['formal', 'friendly', 'demanding', 'complaining', 'neutral']);
export type Tone = z.infer<typeof Tone>;

/** Where the buyer wrote (domain 1.1). */
export const ChannelKind = z.enum([
  'email',
  'web_form',
  'alibaba',
  'global_sources',
  'made_in_china',
  'indiamart',
  'tradekey',
  'ec21',
  'hktdc',
  'linkedin',
  'other_platform',
  'manual',
]);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** The eleven rules of Incoterms® 2020. */
export const Incoterm = z.enum(['EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP']);
export type Incoterm = z.infer<typeof Incoterm>;

/** Units buyers use; containers count as units of quantity too ("2x20GP"). */
export const Unit = z.enum([
  'pcs',
  'sets',
  'pairs',
  'cartons',
  'kg',
  't',
  'm',
  'm2',
  'm3',
  'l',
  '20GP',
  '40GP',
  '40HQ',
]);
export type Unit = z.infer<typeof Unit>;

export const QuantityKind = z.enum(['order', 'moq_question', 'sample', 'annual', 'tiered', 'unclear']);
export type QuantityKind = z.infer<typeof QuantityKind>;

export const Ask = z.enum([
  'price',
  'moq',
  'lead_time',
  'sample',
  'catalogue',
  'price_list',
  'datasheet',
  'certificate',
  'payment_terms',
  'shipping',
  'customisation',
  'company_profile',
  'warranty',
  'packaging',
]);
export type Ask = z.infer<typeof Ask>;

/** One product asked for. `productSku` is null when only a category, or nothing of ours, was recognised. */
export const InquiryItem = z.object({
  productText: fact(z.string()),
  productSku: z.string().nullable(),
  categoryId: z.string().nullable(),
  matchConfidence: z.number().min(0).max(1),
  quantity: fact(DecimalText).nullable(),
  quantityUnit: Unit.nullable(),
  quantityKind: QuantityKind,
  attributes: z.array(fact(z.object({ name: z.string(), value: z.string(), unit: z.string().nullable() }))),
});
export type InquiryItem = z.infer<typeof InquiryItem>;

/** What the buyer wrote about himself. Nothing here is guessed: null when the mail does not say it. */
export const ContactFacts = z.object({
  name: z.string().nullable(),
  company: z.string().nullable(),
  /** E.164. */
  phone: z.string().nullable(),
  /** ISO 3166-1 alpha-2 with the evidence it rests on, strongest first. */
  country: z.string().length(2).nullable(),
  countryEvidence: z.array(z.object({ source: z.string(), country: z.string(), weight: z.number() })),
  /** His function as he signs it, and what it says of his say in the purchase (domain 7 A). */
  title: z.string().optional(),
  decisionRole: z.enum(['owner', 'buyer', 'engineer', 'assistant', 'agent']).optional(),
  /** Where a form or platform names it, or his signature. */
  website: z.string().optional(),
  /** The postal address in one line, parts separated by commas. */
  address: z.string().optional(),
  /** What of it a person of ours has set, with his address in the team. */
  confirmed: z.partialRecord(z.enum(['name', 'company', 'country']), SetBy).optional(),
});
export type ContactFacts = z.infer<typeof ContactFacts>;

export const InquiryFacts = z.object({
  items: z.array(InquiryItem),
  incoterm: fact(Incoterm).nullable(),
  /** The named place of the rule; `locode` is its UN/LOCODE when it is a known port. */
  place: fact(z.object({ name: z.string(), locode: z.string().nullable(), country: z.string().nullable() })).nullable(),
  destinationCountry: fact(z.string().length(2)).nullable(),
  /** The latest acceptable date, resolved from the day of arrival. */
  deliveryDate: fact(z.object({ date: z.iso.date(), kind: z.enum(['ship_by', 'arrive_by']) })).nullable(),
  paymentTerms: fact(z.string()).nullable(),
  targetPrice: fact(z.object({ amount: DecimalText, currency: z.string().length(3) })).nullable(),
  certificates: z.array(fact(z.string())),
  asks: z.array(fact(Ask)),
  /** The buyer's questions in his order. */
  questions: z.array(z.object({ no: z.int(), text: z.string(), topic: Ask.nullable() })),
  unclearPoints: z.array(UnclearPoint),
});
export type InquiryFacts = z.infer<typeof InquiryFacts>;

/** One reason of the triage rubric (domain 2): its id, its weight and the words that triggered it. */
export const Signal = z.object({ id: z.string(), weight: z.int(), evidence: z.string() });
export type Signal = z.infer<typeof Signal>;

export const Triage = z.object({
  class: InquiryClass,
  /** A person has set the class; the rubric says `read`. */
  classSet: SetBy.extend({ read: InquiryClass }).optional(),
  score: z.int().min(0).max(100),
  /** Whether the hard rule for `high` held (domain 2.4). */
  ruleMet: z.boolean(),
  signals: z.array(Signal),
  urgency: Urgency,
  urgencyReason: z.string(),
  intent: Intent,
  intentReason: z.string(),
  /** Absent in what was read before tones were told. */
  tone: Tone.optional(),
  toneReason: z.string().optional(),
});
export type Triage = z.infer<typeof Triage>;

/** What the customer's answer to one of our mails means (domain 3.2). */
export const Feedback = z.enum([
  'unsubscribe',
  'complaint',
  'not_interested',
  'accept_proforma',
  'price_objection',
  'product_objection',
  'defer',
  'question',
  'positive_ack',
  'other',
]);
export type Feedback = z.infer<typeof Feedback>;

/** What a salesperson should know of a customer, as codes and values: it is said in the language of who reads it. */
export const BackgroundNote = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('competitor'), domain: z.string() }),
  /** ISO 3166-1 alpha-2; `sources` as in ContactFacts.countryEvidence; `others`: where other signs point, as strongly. */
  z.object({
    kind: z.literal('country'),
    country: z.string().length(2),
    sources: z.array(z.string()),
    others: z.array(z.string()),
  }),
  z.object({ kind: z.literal('earlier'), count: z.int() }),
  /** Named by himself, or concluded from his mail domain; not visited. */
  z.object({ kind: z.enum(['website_named', 'website_guessed']), website: z.string() }),
  z.object({ kind: z.enum(['no_country', 'own_country', 'no_company']) }),
]);
export type BackgroundNote = z.infer<typeof BackgroundNote>;

/** What is known of the customer beyond his words (domain 1.4, section 7 part A). */
export const Background = z.object({
  emailKind: z.enum(['corporate', 'free_mail', 'disposable', 'unknown']),
  domain: z.string().nullable(),
  website: z.string().nullable(),
  country: z.string().length(2).nullable(),
  earlierInquiries: z.int(),
  competitor: z.boolean(),
  /** The most important first. */
  notes: z.array(BackgroundNote),
});
export type Background = z.infer<typeof Background>;
