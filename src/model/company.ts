/** Who the seller is and who works there, as written in config/company.yaml. */
import { z } from 'zod';

export const TeamMember = z.object({
  name: z.string(),
  email: z.email().toLowerCase(),
  /** Other addresses this person writes from (phone, private mailbox). */
  aliases: z.array(z.email().toLowerCase()).default([]),
  role: z.enum(['sales', 'manager']),
  /** Language of the mails the desk sends to this person. */
  language: z.enum(['en', 'zh']).default('zh'),
  phone: z.string().optional(),
});
export type TeamMember = z.infer<typeof TeamMember>;

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
  competitorDomains: z.array(z.string().toLowerCase()).default([]),
  /**
   * The names by which our own receiving server signs its Authentication-Results (RFC 8601, authserv-id), e.g.
   * `mx.google.com`. Empty: no result is taken as proof.
   */
  authservIds: z.array(z.string().toLowerCase()).optional(),
});
export type Company = z.infer<typeof Company>;
