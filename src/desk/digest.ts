/** Sends everybody in the morning the list of what waits for him; managers get that of all. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { hasTeamMail } from '../db/outgoing.ts';
import { followUpsUntil, waitingDrafts } from '../db/waiting.ts';
import { instantOf, isWorkingDay } from '../follow-up/business-hours.ts';
import { addDays } from '../follow-up/calendar.ts';
import type { TeamMember } from '../model/company.ts';
import type { Handoff } from '../queues.ts';
import { composeDigest, type Digest } from '../reply/compose-digest.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { ownerOf } from './team.ts';

/** A desk that is started later in the day does not send the morning's list any more. */
const MOST_LATE_MS = 2 * 3_600_000;

/** Once a working day for each person; nobody gets an empty list. */
export async function sendDigests(trx: Db, app: App): Promise<Handoff[]> {
  const { company, approvals } = app.config;
  const now = app.clock.now();
  const local = DateTime.fromJSDate(now, { zone: company.timeZone });
  const day = local.toISODate() ?? '';
  const late = now.getTime() - instantOf(day, approvals.digestAt, company.timeZone).getTime();
  if (late < 0 || late > MOST_LATE_MS || !isWorkingDay(day, company.country)) return [];
  const unsent: TeamMember[] = [];
  for (const member of company.team) if (!(await hasTeamMail(trx, keyOf(day, member)))) unsent.push(member);
  if (unsent.length === 0) return [];
  const waiting = await waitingDrafts(trx);
  const followUps = await followUpsUntil(trx, instantOf(addDays(day, 1), '00:00', company.timeZone));
  const handoffs: Handoff[] = [];
  for (const member of unsent) {
    const digest = digestOf(app, member, day, waiting, followUps);
    if (digest.waiting.length + digest.followUps.length === 0) continue;
    const content = composeDigest(digest, replyContext(app, member.email));
    const mail = { purpose: 'digest', dedupeKey: keyOf(day, member), to: member, ...content } as const;
    handoffs.push(...(await queueTeamMail(trx, app, { ...mail, inquiryId: null, mailbox: null })));
  }
  return handoffs;
}

function keyOf(day: string, { email }: TeamMember): string {
  return `digest:${day}:${email}`;
}

function digestOf(
  app: App,
  { email, role }: TeamMember,
  day: string,
  waiting: Awaited<ReturnType<typeof waitingDrafts>>,
  followUps: Awaited<ReturnType<typeof followUpsUntil>>,
): Digest {
  const { company } = app.config;
  const isHis = (address: string) => role === 'manager' || ownerOf(company, address).email === email;
  const nameOf = (address: string) => (address === email ? null : ownerOf(company, address).name);
  const at = (instant: Date) => DateTime.fromJSDate(instant, { zone: company.timeZone }).toFormat('MM-dd HH:mm');
  return {
    day: day.slice(5),
    waiting: waiting
      .filter(({ approver }) => isHis(approver))
      .map(({ approver, since, ...draft }) => ({
        ...draft,
        who: nameOf(approver),
        since: at(since),
        hours: Math.round((app.clock.now().getTime() - since.getTime()) / 3_600_000),
      })),
    followUps: followUps
      .filter(({ owner }) => isHis(owner))
      .map(({ inquiryNo, owner, customer, dueAt }) => ({ inquiryNo, customer, who: nameOf(owner), at: at(dueAt) })),
  };
}
