/** Says in plain words what proves the answers of the team, and which settings would let our own server's word count. */
import type { Company } from '../model/company.ts';
import { readResults } from './results-field.ts';

/** @param seen topmost Authentication-Results of the newest mails, and how many Received fields stand above each */
export function describeProof(
  { answers, authservIds = [], resultsBelowReceived = 0 }: Company,
  seen: readonly { value: string; above: number }[],
): string {
  const isLenient = answers?.proof === 'lenient';
  const rule = isLenient
    ? 'lenient: an answer counts unless it is found forged, so whoever learns a code can answer under a name of the team'
    : 'strict: an answer counts when our mail server has found it genuine or its sender’s domain has signed it (DKIM)';
  const trusted =
    authservIds.length === 0 ? 'no server of ours is named (authservIds)' : `we trust ${authservIds.join(', ')}`;
  const counted = count(seen);
  const used = counted.find(({ server }) => authservIds.includes(server));
  const [first] = counted;
  if (used && used.above > resultsBelowReceived) {
    return `${rule}; ${trusted}, but its results stand below ${used.above} Received fields: set resultsBelowReceived: ${used.above}`;
  }
  if (used || !first) return `${rule}; ${trusted}`;
  const place = first.above === 0 ? '' : ` and resultsBelowReceived: ${first.above}`;
  return `${rule}; ${trusted}. Of the newest mails ${first.mails} bear results of ${first.server}: if that is our own server, set authservIds: [${first.server}]${place}`;
}

/** Servers by how many mails bear their results at the same place. */
function count(seen: readonly { value: string; above: number }[]): { server: string; above: number; mails: number }[] {
  const places = new Map<string, { server: string; above: number; mails: number }>();
  for (const { value, above } of seen) {
    const field = readResults(value);
    if (!field) continue;
    const server = field.server ?? 'none';
    const place = places.get(`${server} ${above}`) ?? { server, above, mails: 0 };
    places.set(`${server} ${above}`, { ...place, mails: place.mails + 1 });
  }
  return [...places.values()].sort((a, b) => b.mails - a.mails);
}
