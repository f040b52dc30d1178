/** Reads what our own receiving server found out about the sender of a mail (RFC 8601); nobody else's word counts. */
import type { MailMessage } from '../model/message.ts';
import { belongsTo, organisationOf } from './organisation.ts';

/** `pass` and `fail` are about the domain in From; `unknown`: nobody we trust says anything. */
export type Authentication = { verdict: 'pass' | 'fail' | 'unknown'; evidence: string };

type Result = { method: string; result: string; domain: string | null };

const LONGEST = 10_000;
const MOST_RESULTS = 40;
const UNKNOWN: Authentication = { verdict: 'unknown', evidence: '' };

/**
 * The topmost Authentication-Results of one of `authservIds`. Without any configured a pass proves nothing, since
 * everybody can write the header; a failure seen by a server below `ownDomains` counts, as no sender would forge one.
 */
export function readAuthentication(
  message: Pick<MailMessage, 'from' | 'headers'>,
  authservIds: readonly string[],
  ownDomains: readonly string[],
): Authentication {
  const from = message.from ? organisationOf(message.from.address) : null;
  if (from === null) return UNKNOWN;
  for (const value of message.headers['authentication-results'] ?? []) {
    const [id, ...parts] = value
      .slice(0, LONGEST)
      .replace(/\([^()]{0,500}\)/g, ' ')
      .split(';', MOST_RESULTS);
    const server = /[^\s;]+/.exec(id ?? '')?.[0].toLowerCase() ?? '';
    const isTrusted = authservIds.includes(server);
    if (!isTrusted && !(authservIds.length === 0 && belongsTo(server, ownDomains))) continue;
    const found = verdictOf(parts.map(toResult), from);
    return isTrusted || found.verdict === 'fail' ? found : UNKNOWN;
  }
  return UNKNOWN;
}

/** DMARC decides; without it an aligned DKIM signature passes, and a failed SPF without one fails. */
function verdictOf(results: Result[], from: string): Authentication {
  const dmarc = results.find(({ method }) => method === 'dmarc');
  const isAligned = ({ domain }: Result) => domain !== null && organisationOf(domain) === from;
  if (dmarc?.result === 'pass' && (dmarc.domain === null || isAligned(dmarc))) {
    return { verdict: 'pass', evidence: 'dmarc=pass' };
  }
  if (dmarc?.result === 'fail') return { verdict: 'fail', evidence: `dmarc=fail ${dmarc.domain ?? from}` };
  if (results.some((result) => result.method === 'dkim' && result.result === 'pass' && isAligned(result))) {
    return { verdict: 'pass', evidence: 'dkim=pass' };
  }
  const spf = results.find(({ method }) => method === 'spf');
  if (spf?.result === 'pass' && isAligned(spf)) return { verdict: 'pass', evidence: 'spf=pass' };
  return spf?.result === 'fail' ? { verdict: 'fail', evidence: `spf=fail ${spf.domain ?? from}` } : UNKNOWN;
}

function toResult(part: string): Result {
  const [method, result] = /^\s*([a-z-]{1,20})\s*=\s*([a-z]{1,20})/i.exec(part)?.slice(1) ?? [];
  const property = /\b(?:header\.from|header\.d|header\.i|smtp\.mailfrom)\s*=\s*"?([^\s;"]{1,300})/i.exec(part)?.[1];
  const domain = property?.slice(property.lastIndexOf('@') + 1).toLowerCase();
  return { method: method?.toLowerCase() ?? '', result: result?.toLowerCase() ?? '', domain: domain ?? null };
}
