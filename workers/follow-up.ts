/** Stage follow-up: the time has come to ask the customer again; the salesperson gets the words for it. */

import { createDraft } from '../src/db/drafts.ts';
import { failFollowUp, followUpById, moveFollowUp } from '../src/db/follow-ups.ts';
import { moveInquiry } from '../src/db/inquiries.ts';
import { type LoadedInquiry, loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { lastSentTo } from '../src/db/outgoing.ts';
import type { Row } from '../src/db/schema.ts';
import { draftFaults } from '../src/desk/draft-warnings.ts';
import { alarmAboutInquiry } from '../src/desk/needs-person.ts';
import { planNext } from '../src/desk/plan-next.ts';
import { replyContext } from '../src/desk/reply-context.ts';
import { screenInquiry } from '../src/desk/screening.ts';
import { writeFollowUp } from '../src/desk/write-letter.ts';
import { shouldStop } from '../src/follow-up/stop.ts';
import type { DraftText } from '../src/model/draft.ts';
import type { Stage } from './run-stage.ts';

type Subject = LoadedInquiry & { followUp: Row<'follow_ups'>; sentAt: Date; sanctioned: boolean };
type Outcome =
  | { kind: 'stop'; reason: string }
  | { kind: 'skip' }
  | { kind: 'draft'; draft: DraftText; warnings: string[] };

export const followUp: Stage<Subject, Outcome> = {
  name: 'follow-up',

  async load(app, id) {
    const followUp = await followUpById(app.db, id);
    if (followUp?.status !== 'scheduled' || followUp.due_at > app.clock.now()) return null;
    const inquiry = await loadInquiry(app.db, followUp.inquiry_id);
    if (!inquiry) return null;
    const sent = await lastSentTo(app.db, followUp.inquiry_id);
    const { status } = await screenInquiry(app.db, app, inquiry);
    const sanctioned = status === 'possible_match';
    return { ...inquiry, followUp, sentAt: sent?.sent_at ?? followUp.created_at, sanctioned };
  },

  async decide(inquiry, app) {
    const { row, followUp, suppressed, sentAt, sanctioned } = inquiry;
    const reason = shouldStop({ inquiryStatus: row.status, suppressed, sanctioned });
    if (reason) return { kind: 'stop', reason };
    const draft = writeFollowUp(inquiry, followUp.template, sentAt, replyContext(app, row.owner));
    if (!draft) return { kind: 'skip' };
    const faults = await draftFaults(app, inquiry, { ...draft, purpose: 'follow_up' }, null, sentAt);
    return { kind: 'draft', draft, warnings: [...awayWarnings(row), ...faults] };
  },

  async save(trx, { row, view, quotation, followUp, suppressed, sentAt }, outcome, app) {
    const at = app.clock.now();
    if (outcome.kind === 'stop') {
      mustHold(await moveFollowUp(trx, followUp.id, 'scheduled', 'cancelled', outcome.reason));
      return [];
    }
    if (outcome.kind === 'skip') {
      mustHold(await moveFollowUp(trx, followUp.id, 'scheduled', 'cancelled', 'there is nothing new to tell'));
      const next = { inquiry: row, from: ['replied', 'following_up'] as const, step: followUp.step + 1 };
      mustHold(await planNext(trx, app, { ...next, sentAt, suppressed }));
      return [];
    }
    mustHold(await moveFollowUp(trx, followUp.id, 'scheduled', 'drafted'));
    const detail = { step: followUp.step, purpose: 'follow_up' };
    mustHold(await moveInquiry(trx, row.id, { from: ['replied', 'following_up'], to: 'drafted', at, detail }));
    const id = await createDraft(
      trx,
      {
        inquiryId: row.id,
        purpose: 'follow_up',
        ...outcome.draft,
        recipient: view.customer.address,
        answersMessageId: row.message_id,
        quotationId: quotation?.id ?? null,
        followUpId: followUp.id,
        warnings: outcome.warnings,
      },
      at,
    );
    return [{ queue: 'ask-approval', id }];
  },

  async fail(app, id, reason) {
    await failFollowUp(app.db, id, reason);
    const followUp = await followUpById(app.db, id);
    return followUp ? alarmAboutInquiry(app, followUp.inquiry_id, reason) : [];
  },
};

/** Shown with the request: what the customer's machine has told. */
function awayWarnings({ away }: Row<'inquiries'>): string[] {
  if (!away) return [];
  return [
    ...(away.until ? [`An automatic answer of the customer says that he is away until ${away.until}.`] : []),
    ...(away.successor ? [`It names ${away.successor} to write to instead.`] : []),
  ];
}
