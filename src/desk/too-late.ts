/** Tells why a decision about a draft comes too late, by mail or on the page. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { Row } from '../db/schema.ts';
import { ownerOf } from './team.ts';
import { firstAsked, hasRunOut } from './waiting-plan.ts';

export type TooLate = { kind: 'too_late'; reason: 'already_decided' | 'superseded' | 'expired' | 'price_expired' };

/** @param requests all requests for this draft */
export function tooLate(
  app: App,
  {
    approval,
    draft,
    row,
    view,
    quotation,
    requests,
  }: Pick<LoadedInquiry, 'row' | 'view' | 'quotation'> & {
    approval: Row<'approvals'>;
    draft: Row<'drafts'>;
    requests: readonly Row<'approvals'>[];
  },
): TooLate | null {
  const now = app.clock.now();
  const isDecided = requests.some(({ status }) => status !== 'open' && status !== 'superseded');
  const isClosed = row.close_code !== null && ['won', 'lost', 'closed_noise'].includes(row.status);
  if (approval.status !== 'open') {
    return { kind: 'too_late', reason: isDecided || isClosed ? 'already_decided' : 'superseded' };
  }
  if (approval.expires_at <= now) return { kind: 'too_late', reason: 'expired' };
  const isPriced = draft.quotation_id !== null && draft.quotation_id === quotation?.id;
  const runOut = isPriced && hasRunOut(app, view.price.offer, firstAsked([...requests], now));
  return runOut ? { kind: 'too_late', reason: 'price_expired' } : null;
}

/** Who has decided about the draft, and when in his words; null where a rule did. */
export function whoDecided(
  { config }: Pick<App, 'config'>,
  requests: readonly Row<'approvals'>[],
): { by: string; at: string } | null {
  const last = requests.findLast(({ status }) => status !== 'open' && status !== 'superseded');
  if (!last?.decided_at || last.approver.startsWith('rule:')) return null;
  const at = DateTime.fromJSDate(last.decided_at, { zone: config.company.timeZone }).toFormat('yyyy-MM-dd HH:mm');
  return { by: ownerOf(config.company, last.approver).name, at };
}
