/** Sends a draft by a rule of the owner instead of a person's word, records it, and tells the owner of the inquiry. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import { approvalById, createApproval, usesOfRule } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import { isKnownCustomer } from '../db/conversations.ts';
import { addEvent } from '../db/events.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { Row } from '../db/schema.ts';
import type { AutoSendRule } from '../model/auto-send.ts';
import type { Handoff } from '../queues.ts';
import { hashToken, makeToken } from '../reply/approval-token.ts';
import { chooseRule } from '../reply/auto-send.ts';
import { composeSentByRule } from '../reply/compose-notice.ts';
import { approveDraft } from './apply-decision.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { screenInquiry } from './screening.ts';
import { ownerOf } from './team.ts';

/** The rule that may stand in for the approver of this draft; null: ask him. */
export async function ruleFor(app: App, inquiry: LoadedInquiry, draft: Row<'drafts'>): Promise<AutoSendRule | null> {
  const { rules } = app.config.autoSend;
  const { row, view } = inquiry;
  if (rules.length === 0 || inquiry.suppressed) return null;
  if ((await screenInquiry(app.db, app, inquiry)).status === 'possible_match') return null;
  // Why there is no price is a doubt, no finding: a draft that offers nothing may go out all the same.
  const findings = draft.warnings.filter((warning) => !view.price.missing.includes(warning));
  return chooseRule(rules, {
    template: draft.template,
    class: view.triage.class,
    offer: view.price.offer,
    belowFloor: view.price.belowFloor,
    knownCustomer: await isKnownCustomer(app.db, draft.recipient.toLowerCase(), null),
    warnings: findings.length + (row.risk ? 1 : 0) + (row.away ? 1 : 0),
    doubts: view.facts.unclearPoints.length + view.price.missing.length,
  });
}

/**
 * Within the transaction that has put the draft before its approver. The approval is the rule's, not a person's; its
 * token is never told to anybody.
 * @returns null when the rule is used up for today
 * @throws LostRace
 */
export async function sendByRule(
  trx: Db,
  app: App,
  inquiry: LoadedInquiry,
  draft: Row<'drafts'>,
  rule: AutoSendRule,
): Promise<Handoff[] | null> {
  const { row } = inquiry;
  const at = app.clock.now();
  const approver = `rule:${rule.name}`;
  const today = DateTime.fromJSDate(at, { zone: app.config.company.timeZone }).startOf('day').toJSDate();
  if ((await usesOfRule(trx, approver, today)) >= rule.maxPerDay) return null;
  const id = await createApproval(trx, {
    draftId: draft.id,
    inquiryId: row.id,
    approver,
    tokenHash: hashToken(makeToken(app.random(10))),
    pageHash: null,
    requestedAt: at,
    expiresAt: new Date(at.getTime() + 60_000),
  });
  const approval = await approvalById(trx, id);
  if (!approval) throw new Error(`approval ${id} is gone`);
  const yes = { status: 'approved', text: draft.text, messageId: null } as const;
  const sent = await approveDraft(trx, app, { ...inquiry, draft, approval }, yes);
  const detail = { approvalId: id, rule: rule.name, by: 'rule', draftVersion: draft.version };
  await addEvent(trx, { kind: 'decision_approve', at, inquiryId: row.id, detail });
  const to = ownerOf(app.config.company, row.owner);
  const letter = {
    inquiryNo: row.inquiry_no,
    rule: rule.name,
    to: draft.recipient,
    subject: draft.subject,
    text: draft.text,
  };
  const told = await queueTeamMail(trx, app, {
    purpose: 'sent_by_rule',
    dedupeKey: `sent-by-rule:${id}`,
    to,
    ...composeSentByRule(letter, replyContext(app, to.email)),
    inquiryId: row.id,
    mailbox: row.mailbox,
  });
  return [...sent, ...told];
}
