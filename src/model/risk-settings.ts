/** Names and words by which fraud and noise are told, as in config/risk.yaml (domain 2.2, 2.3). */
import { z } from 'zod';

/** group -> language -> phrases; `*` at the end of a word makes it a stem. */
const Groups = z.record(z.string(), z.record(z.string(), z.array(z.string().min(2))));
const Domains = z.array(z.string().toLowerCase());

export const RiskSettings = z.object({
  /** Well-known senders besides the platforms of config/channels, with the domains that are really theirs. */
  brands: z.array(z.object({ names: z.array(z.string().min(2)).min(1), domains: Domains.min(1) })),
  /** Words beside a brand in a sender's name that make it a notification: `Alibaba Service Team`. */
  noticeWords: z.array(z.string()),
  /** Services that hide where a link leads. */
  linkShorteners: Domains,
  /** Hosts where anybody puts a page or form without paying. */
  freeHosts: Domains,
  /** Domains of providers that pass on for others that our mail was called spam. */
  feedbackProviders: Domains.default([]),
  words: Groups,
});
export type RiskSettings = z.infer<typeof RiskSettings>;
