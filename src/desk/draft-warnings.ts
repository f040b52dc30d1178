/** What the approver of a draft is warned of: risk, gaps in the price, faults that the check before sending finds. */
import type { App } from '../app.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { DraftPurpose, DraftText } from '../model/draft.ts';
import { sayFinding } from '../reply/check/say-finding.ts';
import type { CustomerAnswer } from '../reply/view.ts';
import { lookOver } from './look-over.ts';
import { ownerOf } from './team.ts';

type Inquiry = Pick<LoadedInquiry, 'row' | 'view' | 'quotation' | 'suppressed'>;
type Drafted = DraftText & { purpose: DraftPurpose };

/** Begins the words of templates/words.yaml for it. */
const NO_BANK = 'The proforma invoice names no bank account: company.yaml has none (bank).';

/** @param said the customer's answer that the draft replies to: the figures that our mail repeats of it are his */
export async function draftWarnings(
  app: App,
  inquiry: Inquiry,
  draft: Drafted,
  said: CustomerAnswer | null,
): Promise<string[]> {
  const { view, row } = inquiry;
  const isProforma = draft.template === 'feedback-accept' && view.price.offer.kind === 'quotation';
  const reasons = row.risk?.signals.map(({ id, evidence }) => `${id} (${evidence})`).join(', ');
  return [
    ...(row.risk ? [`Caution, risk ${row.risk.score}: ${reasons}`] : []),
    ...view.price.missing,
    ...(isProforma && !app.config.company.bank ? [NO_BANK] : []),
    ...(await draftFaults(app, inquiry, draft, said, null)),
  ];
}

/**
 * The findings alone, in the language of the person who signs.
 * @param lastSentAt when our last mail went out, for a draft that names the day
 */
export async function draftFaults(
  app: App,
  inquiry: Inquiry,
  draft: Drafted,
  said: CustomerAnswer | null,
  lastSentAt: Date | null,
): Promise<string[]> {
  const letter = { ...draft, recipient: inquiry.view.customer.address, attachments: [], edited: false };
  const occasion = { answer: said, lastSentAt, drafted: null, draftedAt: null, approvedBy: null, files: null };
  const findings = await lookOver(app.db, app, inquiry, letter, occasion);
  const { replyWords, company } = app.config;
  const words = replyWords.team[ownerOf(company, inquiry.row.owner).language];
  // A likeness to a sanctioned name is told when the draft is shown, as it then is.
  return findings.filter(({ code }) => code !== 'sanctions').map((found) => sayFinding(found, words));
}
