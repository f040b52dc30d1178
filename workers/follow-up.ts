/** Stage follow-up: the time has come to ask the customer again; the salesperson gets the words for it. */

import { createDraft } from '../src/db/drafts.ts';
import { failFollowUp, followUpById, moveFollowUp } from '../src/db/follow-ups.ts';
import { moveInquiry } from '../src/db/inquiries.ts';
import { type LoadedInquiry, loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { lastSentTo } from '../src/db/outgoing.ts';
import type { Row } from '../src/db/schema.ts';
import { alarmAboutInquiry } from '../src/desk/needs-person.ts';
import { planNext } from '../src/desk/plan-next.ts';
import { replyContext } from '../src/desk/reply-context.ts';
import { shouldStop } from '../src/follow-up/stop.ts';
import type { DraftText } from '../src/model/draft.ts';
import { composeFollowUp } from '../src/reply/compose.ts';
import type { Stage } from './run-stage.ts';

type Subject = LoadedInquiry & { followUp: Row<'follow_ups'>; sentAt: Date };
type Outcome = { kind: 'stop'; reason: string } | { kind: 'skip' } | { kind: 'draft'; draft: DraftText };

export const followUp: Stage<Subject, Outcome> = {
  name: 'follow-up',

  async load(app, id) {
    const followUp = await followUpById(app.db, id);
    if (followUp?.status !== 'scheduled' || followUp.due_at > app.clock.now()) return null;
    const inquiry = await loadInquiry(app.db, followUp.inquiry_id);
    if (!inquiry) return null;
    const sent = await lastSentTo(app.db, followUp.inquiry_id);
    return { ...inquiry, followUp, sentAt: sent?.sent_at ?? followUp.created_at };
  },

  decide({ row, view, quotation, followUp, suppressed, sentAt }, app) {
    const reason = shouldStop({ inquiryStatus: row.status, suppressed });
    if (reason) return { kind: 'stop', reason };
    const quoteNo = quotation?.quoteNo ?? null;
    const context = replyContext(app, row.owner);
    const draft = composeFollowUp(view, followUp.template, quoteNo, sentAt, context);
    return draft ? { kind: 'draft', draft } : { kind: 'skip' };
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
        warnings: awayWarnings(row),
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
