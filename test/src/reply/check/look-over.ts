/** Looks letters over in tests, with the real words and a customer of whom everything is in order. */
import { compileVocabulary } from '../../../../src/analyze/vocabulary.ts';
import { loadConfig } from '../../../../src/config.ts';
import type { DraftText } from '../../../../src/model/draft.ts';
import { checkLetter } from '../../../../src/reply/check/check-letter.ts';
import type { Finding } from '../../../../src/reply/check/finding.ts';
import type { CheckFacts, CheckSources, Letter } from '../../../../src/reply/check/letter.ts';
import type { InquiryView } from '../../../../src/reply/view.ts';
import { context, inquiry } from '../sample.ts';

const { claimWords, readingWords, replyWords, vocabulary } = loadConfig({});
export const sources: CheckSources = {
  claimWords,
  readingWords,
  replyWords,
  vocabulary: compileVocabulary(vocabulary),
};

export function factsOf(view: InquiryView, more: Partial<CheckFacts> = {}): CheckFacts {
  return {
    inquiry: { ...view, price: { ...view.price, belowFloor: false } },
    quoteNo: 'Q-2026-0118',
    answer: null,
    lastSentAt: null,
    drafted: null,
    participants: [view.customer.address],
    suppressed: false,
    quarantined: false,
    sanctions: null,
    approvedBy: null,
    others: [],
    files: null,
    library: [],
    reply: { policy: 'smtp', limits: null },
    mostBytes: 10_000_000,
    misspelled: null,
    leavesOn: context.today,
    context,
    ...more,
  };
}

export function letterOf(words: Pick<DraftText, 'language' | 'subject' | 'text'>, more: Partial<Letter> = {}): Letter {
  const { language, subject, text } = words;
  return {
    purpose: 'reply',
    language,
    subject,
    text,
    recipient: inquiry.customer.address,
    attachments: [],
    edited: false,
    ...more,
  };
}

/** The findings for a text of the sample inquiry without questions, so that it needs to say nothing but its words. */
export function look(text: string, letter: Partial<Letter> = {}, facts: Partial<CheckFacts> = {}): Finding[] {
  const view = { ...inquiry, facts: { ...inquiry.facts, questions: [] } };
  const words = { language: 'en', subject: 'Re: Thermo bottles TB-600', text };
  return checkLetter(letterOf(words, { purpose: 'follow_up', ...letter }), factsOf(view, facts), sources);
}
