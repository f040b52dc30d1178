/** Gathers what a letter may rely on and has it looked over: when it is drafted, when it is edited, when it leaves. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import { otherCustomersIn } from '../db/other-customers.ts';
import { checkLetter } from '../reply/check/check-letter.ts';
import type { Finding } from '../reply/check/finding.ts';
import { wordsWrittenRight } from '../reply/check/known-words.ts';
import type { CheckFacts, Letter } from '../reply/check/letter.ts';
import { misspellings } from '../spelling/misspellings.ts';
import { replyContext } from './reply-context.ts';
import { screenInquiry } from './screening.ts';

type Inquiry = Pick<LoadedInquiry, 'row' | 'view' | 'quotation' | 'suppressed'>;
/** What differs from one occasion to the other; `draftedAt` is when the draft was written, null = now. */
type Occasion = Pick<CheckFacts, 'answer' | 'lastSentAt' | 'drafted' | 'approvedBy' | 'files'> & {
  draftedAt: Date | null;
};

export async function lookOver(
  db: Db,
  app: App,
  inquiry: Inquiry,
  letter: Letter,
  occasion: Occasion,
): Promise<Finding[]> {
  const { row, view, quotation, suppressed } = inquiry;
  const { config, vocabulary } = app;
  const { draftedAt, ...said } = occasion;
  const context = replyContext(app, row.owner);
  const { status } = await screenInquiry(db, app, inquiry);
  const day = draftedAt && DateTime.fromJSDate(draftedAt, { zone: config.company.timeZone }).toISODate();
  const facts: CheckFacts = {
    ...said,
    inquiry: view,
    quoteNo: quotation?.quoteNo ?? null,
    participants: [view.customer.address],
    suppressed,
    quarantined: row.status === 'quarantined',
    sanctions: status === 'not_checked' ? null : status,
    others: await otherCustomersIn(db, `${letter.subject}\n${letter.text}`, row),
    library: config.documents.documents,
    reply: { policy: row.reply_policy, limits: row.reply_limits },
    mostBytes: config.documents.mostMegabytes * 1_000_000,
    misspelled: null,
    leavesOn: context.today,
    context: { ...context, today: day ?? context.today },
  };
  const right = wordsWrittenRight(facts, letter);
  const misspelled = await misspellings(letter.text, letter.language, right, config.spellingWords);
  const { claimWords, readingWords, replyWords } = config;
  return checkLetter(letter, { ...facts, misspelled }, { claimWords, readingWords, replyWords, vocabulary });
}
