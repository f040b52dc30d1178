/** Who the seller is and who works there, as written in config/company.yaml. */
import { z } from 'zod';
import { SalesPolicy } from './sales-policy.ts';

export const TeamMember = z.object({
  name: z.string(),
  email: z.email().toLowerCase(),
  /** Other addresses this person writes from (phone, private mailbox). */
  aliases: z.array(z.email().toLowerCase()).default([]),
  role: z.enum(['sales', 'manager']),
  /** Language of the mails the desk sends to this person. */
  language: z.enum(['en', 'zh']).default('zh'),
  phone: z.string().optional(),
  /** IANA name; without it that of the company. */
  timeZone: z.string().optional(),
  /** E-mail of the colleague who is asked when this person is away or does not answer. */
  deputy: z.email().toLowerCase().optional(),
  /** Days of absence, first and last included. */
  away: z.array(z.strictObject({ from: z.iso.date(), until: z.iso.date() })).optional(),
});
export type TeamMember = z.infer<typeof TeamMember>;

/** What an answer by e-mail needs in order to count as its author's. */
const AnswerSettings = z.object({
  /**
   * `strict`: the mail must be proven to come from the person's address. `lenient`: it is enough that nothing speaks
   * against it, for networks whose mail is neither signed nor checked. Default: strict.
   */
  proof: z.enum(['strict', 'lenient']).default('strict'),
});

/** Where buyers pay. It stands on proforma invoices and nowhere else. */
export const BankAccount = z.strictObject({
  beneficiary: z.string().min(1),
  bank: z.string().min(1),
  bankAddress: z.string().optional(),
  /** Account number or IBAN. */
  account: z.string().min(1),
  swift: z.string().regex(/^[A-Z0-9]{8}(?:[A-Z0-9]{3})?$/, 'must be a SWIFT/BIC code of 8 or 11 characters'),
});
export type BankAccount = z.infer<typeof BankAccount>;

export const Company = z.object({
  name: z.string(),
  address: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string().length(2),
  timeZone: z.string(),
  website: z.url(),
  phone: z.string().optional(),
  domains: z.array(z.string().toLowerCase()).min(1),
  team: z.array(TeamMember).min(1),
  /** E-mail of the person who gets inquiries that came without a salesperson. */
  defaultOwner: z.email().toLowerCase(),
  /** How our mails should sound, for the language model that may reword drafts, e.g. `warm, brief, no superlatives`. */
  tone: z.string().max(300).optional(),
  competitorDomains: z.array(z.string().toLowerCase()).default([]),
  /**
   * The names by which our own receiving server signs its Authentication-Results (RFC 8601, authserv-id), e.g.
   * `mx.google.com`; `none` for a server that leaves its name out. Empty: no result is taken as proof.
   */
  authservIds: z.array(z.string().toLowerCase()).optional(),
  /**
   * How many Received fields our own servers put above that field. A field further down is somebody else's: a sender
   * can write what he likes, but only below what our servers add.
   */
  resultsBelowReceived: z.int().min(0).max(20).optional(),
  answers: AnswerSettings.optional(),
  sales: SalesPolicy.optional(),
  /** PNG or JPEG beside company.yaml, for the head of quotations and proforma invoices. */
  logo: z.string().optional(),
  bank: BankAccount.optional(),
});
export type Company = z.infer<typeof Company>;
