/** Decides whether a planned follow-up must not go out any more; asked again at the second of sending (domain 5.7). */
import type { InquiryStatus } from '../model/inquiry.ts';

export type FollowUpState = {
  inquiryStatus: InquiryStatus;
  /** The address or its domain is on the suppression list. */
  suppressed: boolean;
  /** The customer, or somebody of his company, has written since our last mail. */
  feedbackSince?: boolean;
  /** A mail to this address came back as undeliverable. */
  bounced?: boolean;
  /** His name is like one on a sanctions list and nobody has ruled that out. */
  sanctioned?: boolean;
};

const WAITING_FOR_CUSTOMER: ReadonlySet<InquiryStatus> = new Set(['replied', 'following_up']);

/** The reason, as words for the log and the salesperson, why nothing more is sent; null = go on. */
export function shouldStop(state: FollowUpState): string | null {
  if (state.suppressed) return 'the address does not want our mail';
  if (state.sanctioned === true) return 'the name is like one on a sanctions list';
  if (state.bounced === true) return 'mail to this address came back';
  if (state.feedbackSince === true) return 'the customer has answered';
  if (!WAITING_FOR_CUSTOMER.has(state.inquiryStatus)) return `the inquiry is ${state.inquiryStatus}`;
  return null;
}
