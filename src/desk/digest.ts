/** Sends everybody in the morning the list of what waits for him; managers get that of all. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { type DailyList, readDailyList } from '../db/waiting.ts';
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
/** The desk does not see what is answered there; older ones are answered or lost. */
const DAYS_ON_PLATFORM = 7;
/** No holidays are longer. */
const MOST_DAYS_OFF = 14;

/** Once a working day for each person; nobody gets a list with nothing to do. */
export async function sendDigests(trx: Db, app: App): Promise<Handoff[]> {
  const { company, approvals } = app.config;
  const now = app.clock.now();
  const local = DateTime.fromJSDate(now, { zone: company.timeZone });
  const day = local.toISODate() ?? '';
  const late = now.getTime() - instantOf(day, approvals.digestAt, company.timeZone).getTime();
  if (late < 0 || late > MOST_LATE_MS || !isWorkingDay(day, company.country)) return [];
  const since = lastWorkingDay(day, company.country);
  const midnight = (of: string) => instantOf(of, '00:00', company.timeZone);
  const { sent, ...list } = await readDailyList(trx, {
    until: midnight(addDays(day, 1)),
    platformsSince: midnight(addDays(day, -DAYS_ON_PLATFORM)),
    figuresOf: [midnight(since), midnight(day)],
    keys: company.team.map((member) => keyOf(day, member)),
  });
  const handoffs: Handoff[] = [];
  for (const member of company.team.filter((one) => !sent.has(keyOf(day, one)))) {
    const digest = digestOf(app, member, { day, since }, list);
    if (digest.waiting.length + digest.followUps.length + digest.platforms.length === 0) continue;
    const content = composeDigest(digest, replyContext(app, member.email));
    const mail = { purpose: 'digest', dedupeKey: keyOf(day, member), to: member, ...content } as const;
    handoffs.push(...(await queueTeamMail(trx, app, { ...mail, inquiryId: null, mailbox: null })));
  }
  return handoffs;
}

function keyOf(day: string, { email }: TeamMember): string {
  return `digest:${day}:${email}`;
}

/** On a Monday the figures are those from Friday on. */
function lastWorkingDay(day: string, country: string): string {
  let before = addDays(day, -1);
  for (let tries = 0; tries < MOST_DAYS_OFF && !isWorkingDay(before, country); tries += 1) before = addDays(before, -1);
  return before;
}

function digestOf(
  app: App,
  { email, role }: TeamMember,
  { day, since }: { day: string; since: string },
  { waiting, followUps, platforms, figures }: DailyList,
): Digest {
  const { company } = app.config;
  const isHis = (address: string) => role === 'manager' || ownerOf(company, address).email === email;
  const nameOf = (address: string) => (address === email ? null : ownerOf(company, address).name);
  const at = (instant: Date) => DateTime.fromJSDate(instant, { zone: company.timeZone }).toFormat('MM-dd HH:mm');
  const hours = (from: Date) => Math.round((app.clock.now().getTime() - from.getTime()) / 3_600_000);
  const late = new Set(waiting.filter(({ overdue }) => overdue).map(({ inquiryNo }) => inquiryNo));
  return {
    day: day.slice(5),
    waiting: waiting
      .filter(({ approver }) => isHis(approver))
      .map(({ approver, ...draft }) => ({
        ...draft,
        who: nameOf(approver),
        since: at(draft.since),
        hours: hours(draft.since),
      })),
    followUps: followUps
      .filter(({ owner }) => isHis(owner))
      .map(({ inquiryNo, owner, customer, dueAt }) => ({ inquiryNo, customer, who: nameOf(owner), at: at(dueAt) })),
    platforms: platforms
      .filter(({ owner }) => isHis(owner))
      .map(({ owner, ...one }) => ({ ...one, who: nameOf(owner), since: at(one.since), hours: hours(one.since) })),
    figures: { ...figures, since: since.slice(5), isYesterday: since === addDays(day, -1), overdue: late.size },
  };
}
