/** Reads what our own receiving server found out about the sender of a mail (RFC 8601); nobody else's word counts. */
import type { Company } from '../model/company.ts';
import type { MailMessage } from '../model/message.ts';
import { belongsTo, organisationOf } from './organisation.ts';
import { type MethodResult, readResults } from './results-field.ts';

/** `pass` and `fail` are about the domain in From; `unknown`: nobody we trust says anything. */
export type Authentication = { verdict: 'pass' | 'fail' | 'unknown'; evidence: string };

const UNKNOWN: Authentication = { verdict: 'unknown', evidence: '' };

/**
 * The topmost Authentication-Results of one of `authservIds` that stands no lower than our servers write it. Without
 * any configured a pass proves nothing, since everybody can write the field; a failure seen by a server below our own
 * domains counts, as no sender would forge one. Two From fields are a forgery (RFC 5322, 3.6 allows one).
 */
export function readAuthentication(
  message: Pick<MailMessage, 'from' | 'headers' | 'receivedAbove'>,
  company: Pick<Company, 'authservIds' | 'domains' | 'resultsBelowReceived'>,
): Authentication {
  const { authservIds = [], domains, resultsBelowReceived = 0 } = company;
  const address = message.from?.address;
  const from = address ? organisationOf(address) : null;
  if (!address || from === null) return UNKNOWN;
  if ((message.headers.from?.length ?? 0) > 1) return { verdict: 'fail', evidence: 'several From fields' };
  const deepest = message.receivedAbove ?? [];
  for (const [index, value] of (message.headers['authentication-results'] ?? []).entries()) {
    // A message stored before positions were kept has none; a field beyond the list was not counted.
    const isOutside = message.receivedAbove !== undefined && (deepest[index] ?? Infinity) > resultsBelowReceived;
    const field = readResults(value);
    if (!field) continue;
    const isTrusted = authservIds.includes(field.server ?? 'none') && !isOutside;
    if (!isTrusted && !(authservIds.length === 0 && belongsTo(field.server ?? '', domains))) continue;
    const found = verdictOf(field.results, address, from);
    return isTrusted || found.verdict === 'fail' ? found : UNKNOWN;
  }
  return UNKNOWN;
}

/**
 * The login of the author at our own server decides (RFC 8601, 2.7.4), then DMARC; without them an aligned DKIM
 * signature passes, and a failed SPF without one fails.
 */
function verdictOf(results: readonly MethodResult[], address: string, from: string): Authentication {
  const of = (method: string, result: string) =>
    results.filter((found) => found.method === method && found.result === result);
  const isAligned = ({ domain }: MethodResult) => domain !== null && organisationOf(domain) === from;
  if (of('auth', 'pass').some(({ login }) => login === address)) return { verdict: 'pass', evidence: 'auth=pass' };
  const [failed] = of('dmarc', 'fail');
  if (failed) return { verdict: 'fail', evidence: `dmarc=fail ${failed.domain ?? from}` };
  if (of('dmarc', 'pass').some((dmarc) => dmarc.domain === null || isAligned(dmarc))) {
    return { verdict: 'pass', evidence: 'dmarc=pass' };
  }
  if (of('dkim', 'pass').some(isAligned)) return { verdict: 'pass', evidence: 'dkim=pass' };
  if (of('spf', 'pass').some(isAligned)) return { verdict: 'pass', evidence: 'spf=pass' };
  const [refused] = of('spf', 'fail');
  return refused ? { verdict: 'fail', evidence: `spf=fail ${refused.domain ?? from}` } : UNKNOWN;
}
