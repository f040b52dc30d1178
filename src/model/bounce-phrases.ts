/** How mail servers say that a mail did not arrive, and why, as in config/bounce-phrases.yaml. */
import { z } from 'zod';

/** Case and runs of white space do not matter; ` * ` stands for up to a hundred characters. */
const Phrases = z.array(z.string().min(2).toLowerCase()).min(1);

/** Why a mail did not arrive, in the classes of RFC 3463. */
export const BounceReason = z.enum([
  // The address is dead.
  'user_unknown',
  'host_unknown',
  'moved',
  'not_accepting',
  // The address may be right.
  'mailbox_full',
  'suspended',
  'too_large',
  'virus',
  'spam',
  'authentication',
  'rate_limited',
  'blocked',
  'relaying',
  'sender_rejected',
  'refused',
  'policy',
  'content',
  'expired',
  'network',
  'system',
  'syntax',
  'unknown',
]);
export type BounceReason = z.infer<typeof BounceReason>;

export const BouncePhrases = z.object({
  /** Tried in this order; the first entry of which a phrase is found decides. */
  reasons: z.array(z.object({ reason: BounceReason, phrases: Phrases })).min(1),
  /** Sentences that say that a mail did not arrive. */
  failures: Phrases,
  /** Sentences of a server that keeps trying. */
  delays: Phrases,
  /** How the subject of a notice begins; enough only beside a failure and a named recipient. */
  subjects: Phrases,
  /** Lines below which the returned mail stands. */
  copyMarks: Phrases,
  /** Labels before the address that was not reached, without the colon. */
  recipientLabels: Phrases,
  /** Display names of mail servers. */
  daemonNames: Phrases,
});
export type BouncePhrases = z.infer<typeof BouncePhrases>;
