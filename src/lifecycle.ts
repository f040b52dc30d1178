/** Which stage comes next for a thing in a given state. Read this first: it is the order of the whole process. */
import type { FollowUpStatus } from './db/schema.ts';
import type { MessageStatus, OutgoingStatus } from './db/schema-mail.ts';
import type { DraftStatus } from './model/draft.ts';
import type { InquiryStatus } from './model/inquiry.ts';
import type { QueueName } from './queues.ts';

type NextStage<Status extends string> = { readonly [Value in Status]?: QueueName };

/**
 * A message is stored first, then routed to its one disposition. A team member's answer is also decided on.
 *
 *   stored -> deciding -> done
 */
export const messageStages: NextStage<MessageStatus> = {
  stored: 'route',
  deciding: 'decide',
};

/**
 * An inquiry is read, its sender looked at, priced and drafted; then people decide and time passes.
 *
 *   new -> classified -> enriched -> priced -> drafted -> awaiting_approval -> approved -> replied -> following_up
 *   any answer of the customer -> negotiating -> drafted -> …
 *   what no rule can settle -> needs_review; nobody answers any more -> dormant
 */
export const inquiryStages: NextStage<InquiryStatus> = {
  new: 'classify',
  classified: 'enrich',
  enriched: 'price',
  priced: 'draft',
  negotiating: 'draft',
};

/** A draft is put before its approver; his answer makes it approved (and an outgoing mail), rejected or superseded. */
export const draftStages: NextStage<DraftStatus> = {
  drafted: 'ask-approval',
  // When its time has come (drafts.next_step_at).
  awaiting_approval: 'escalate',
};

/** An outgoing mail is claimed, sent and recorded; `sending` after a crash is looked into, not sent again. */
export const outgoingStages: NextStage<OutgoingStatus> = {
  queued: 'send',
  sending: 'send',
};

/** A follow-up becomes a draft when it is due. */
export const followUpStages: NextStage<FollowUpStatus> = {
  scheduled: 'follow-up',
};
