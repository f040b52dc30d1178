/** Carries out what a person answers besides yes and no: revise, hand over, put off, close, how to answer. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import { closeApproval, voidApprovals } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import { moveDraft, planStep } from '../db/drafts.ts';
import { cancelFollowUps } from '../db/follow-ups.ts';
import { holdInquiry, moveInquiry } from '../db/inquiries.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import { mustHold } from '../db/lost-race.ts';
import type { Row } from '../db/schema.ts';
import { beginOfWork } from '../follow-up/business-hours.ts';
import type { TeamMember } from '../model/company.ts';
import type { CloseCode, Decision } from '../model/draft.ts';
import type { Handoff } from '../queues.ts';
import { statusOfClosed } from './apply-commands.ts';
import { chooseApprover, type Presence } from './approver.ts';
import { type Redraft, saveRedraft } from './redraft.ts';
import { ownerOf } from './team.ts';
import { tellDecided } from './tell-decided.ts';
import { workingTime } from './waiting-plan.ts';

/** A draft that waits, the request that was answered, and the answer. */
export type Answered = LoadedInquiry & {
  draft: Row<'drafts'>;
  approval: Row<'approvals'>;
  answer: { id: number; messageId: string | null; token: string | null };
  person: TeamMember;
};

/**
 * The next version in place of the one that waits; the requests for that one are void.
 * @throws LostRace
 */
export async function revise(
  trx: Db,
  app: App,
  { draft, approval, answer, person, ...inquiry }: Answered,
  next: Redraft,
  presence: Presence,
): Promise<Handoff[]> {
  await end(trx, app, { row: inquiry.row, draft, approval, answer }, 'revised');
  const handoffs = await saveRedraft(trx, app, { inquiry, draft }, next);
  const handedOver = next.owner !== inquiry.row.owner;
  const belowFloor = next.price?.belowFloor ?? inquiry.view.price.belowFloor;
  const { person: asked } = chooseApprover(next.owner, belowFloor ? 'floor' : null, presence);
  const about = String(answer.id);
  const inReplyTo = answer.messageId;
  if (handedOver) {
    const name = ownerOf(app.config.company, next.owner).name;
    const before = ownerOf(app.config.company, inquiry.row.owner);
    const told = [person, before].filter(
      ({ email }, index, all) => all.findIndex((one) => one.email === email) === index,
    );
    for (const to of told.filter(({ email }) => email !== next.owner)) {
      handoffs.push(...(await tellDecided(trx, app, inquiry.row, to, { kind: 'assigned', about, name, inReplyTo })));
    }
  } else if (belowFloor && asked.email !== person.email) {
    handoffs.push(
      ...(await tellDecided(trx, app, inquiry.row, person, { kind: 'floor', about, name: asked.name, inReplyTo })),
    );
  }
  return handoffs;
}

/** The request stays good: he may answer earlier. */
export async function snooze(
  trx: Db,
  app: App,
  { row, draft, answer, person }: Answered,
  { until }: Extract<Decision, { kind: 'snooze' }>,
): Promise<Handoff[]> {
  const time = workingTime(app, person);
  const at = beginOfWork(until, time);
  mustHold(await planStep(trx, draft.id, draft.next_step, { step: 'show_again', at }));
  const told = DateTime.fromJSDate(at, { zone: time.timeZone }).toFormat('yyyy-MM-dd HH:mm');
  const { id, token, messageId } = answer;
  return tellDecided(trx, app, row, person, {
    kind: 'snoozed',
    about: String(id),
    until: told,
    token,
    inReplyTo: messageId,
  });
}

/** Won or lost: nothing more is sent by itself. Any mail of the customer opens it again (domain 1.11). */
export async function close(
  trx: Db,
  app: App,
  { row, draft, approval, answer, person }: Answered,
  { code, reason }: { code: CloseCode; reason: string },
): Promise<Handoff[]> {
  const at = app.clock.now();
  await end(trx, app, { row, draft, approval, answer }, 'closed');
  await cancelFollowUps(trx, row.id, 'closed by a person', at);
  mustHold(await moveDraft(trx, draft.id, 'awaiting_approval', 'superseded', at));
  const move = { from: ['awaiting_approval'], to: statusOfClosed(code), at, reason: reason || code } as const;
  mustHold(await moveInquiry(trx, row.id, { ...move, set: { close_code: code }, detail: { code } }));
  const closedAs = app.config.replyWords.team[person.language].sheet.closed[code];
  const about = String(answer.id);
  return tellDecided(trx, app, row, person, { kind: 'closed', about, closedAs, reason, inReplyTo: answer.messageId });
}

export function help(trx: Db, app: App, { row, answer, person }: Answered): Promise<Handoff[]> {
  const { id, token, messageId } = answer;
  return tellDecided(trx, app, row, person, { kind: 'help', about: String(id), token, inReplyTo: messageId });
}

/** The request for a draft is answered, and nobody else needs to answer his. */
async function end(
  trx: Db,
  app: App,
  { row, draft, approval, answer }: Pick<Answered, 'row' | 'draft' | 'approval' | 'answer'>,
  reason: 'revised' | 'closed',
): Promise<void> {
  const at = app.clock.now();
  await holdInquiry(trx, row.id);
  mustHold(await closeApproval(trx, approval.id, { status: 'superseded', at, messageId: answer.id, reason }));
  await voidApprovals(trx, draft.id, at);
}
