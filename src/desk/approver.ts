/** Who is asked about a draft: its owner, whoever stands in for him, or a manager where only a manager may agree. */
import { dayOf } from '../follow-up/business-hours.ts';
import type { Company, TeamMember } from '../model/company.ts';
import type { AskedBecause } from '../reply/approval/compose-approval.ts';
import { memberByAddress, ownerOf } from './team.ts';

/** `absent`: addresses of those whose mail program has told that they are away. */
export type Presence = { company: Company; absent: ReadonlySet<string>; now: Date };

export type Asked = { person: TeamMember; because: AskedBecause[] };

/** Why only a manager may agree: the price lies below the margin floor, or a name is like a sanctioned one. */
export type ManagersMatter = 'floor' | 'sanctions';

export function chooseApprover(owner: string, needsManager: ManagersMatter | null, presence: Presence): Asked {
  const { company } = presence;
  const member = ownerOf(company, owner);
  const person = isAway(member, presence) ? standIn(member, presence) : member;
  const away = person === member ? [] : [{ kind: 'away' as const, name: member.name, since: null }];
  if (needsManager === null || person.role === 'manager') return { person, because: away };
  const manager = presentManager(presence, new Set()) ?? firstManager(company);
  if (!manager) return { person, because: away };
  return { person: manager, because: [{ kind: needsManager, name: member.name, since: null }] };
}

/**
 * Who is asked besides those who keep silent; null when there is nobody else.
 * @param asked addresses of everybody who has been asked
 */
export function nextApprover(
  step: 'deputy' | 'manager',
  silent: TeamMember,
  asked: ReadonlySet<string>,
  needsManager: boolean,
  presence: Presence,
): TeamMember | null {
  const { company } = presence;
  const manager = presentManager(presence, asked);
  if (step === 'manager') return manager;
  const deputy = silent.deputy === undefined ? null : memberByAddress(company, silent.deputy);
  const fits = deputy && !asked.has(deputy.email) && !isAway(deputy, presence);
  return fits && (!needsManager || deputy.role === 'manager') ? deputy : null;
}

export function isAway(member: TeamMember, { company, absent, now }: Presence): boolean {
  const day = dayOf(now, member.timeZone ?? company.timeZone);
  return absent.has(member.email) || (member.away ?? []).some(({ from, until }) => from <= day && day <= until);
}

/** His deputy, the deputy's deputy and so on, then a manager; nobody there: himself, the draft must lie somewhere. */
function standIn(member: TeamMember, presence: Presence): TeamMember {
  const seen = new Set([member.email]);
  let candidate = member;
  while (candidate.deputy !== undefined && !seen.has(candidate.deputy)) {
    const next = memberByAddress(presence.company, candidate.deputy);
    if (!next) break;
    if (!isAway(next, presence)) return next;
    seen.add(next.email);
    candidate = next;
  }
  return presentManager(presence, seen) ?? member;
}

function presentManager(presence: Presence, but: ReadonlySet<string>): TeamMember | null {
  const managers = presence.company.team.filter(({ role, email }) => role === 'manager' && !but.has(email));
  return managers.find((manager) => !isAway(manager, presence)) ?? null;
}

function firstManager({ team }: Company): TeamMember | undefined {
  return team.find(({ role }) => role === 'manager');
}
