/** Whether a letter goes into everything the buyer has asked, if only to say until when he will hear. */
import { ASK_GROUPS } from '../../analyze/extract/asks.ts';
import { fold } from '../../analyze/normalize.ts';
import { readVocabulary } from '../../analyze/vocabulary.ts';
import { readWords } from '../../analyze/word-trees.ts';
import type { Ask } from '../../model/inquiry.ts';
import { echo } from '../answers.ts';
import { chooseReply } from '../choose-reply.ts';
import { oneLine } from '../plain.ts';
import type { ReadLetter } from './figures.ts';
import { type Finding, finding } from './finding.ts';
import { primaryOf } from './known-figures.ts';
import type { CheckFacts, CheckSources, Letter } from './letter.ts';

/** Of the words of a question that an answer in other words still has. */
const SHARE = 0.34;
const SHORTEST_WORD = 4;
const EVIDENCE = 120;
/** What is told in one place. */
const TOLD_WITH: Partial<Record<Ask, Ask>> = { price_list: 'price', datasheet: 'catalogue' };

/** Mails that politely say less than was asked. */
const SAYS_LESS: ReadonlySet<string> = new Set(['reply-probing', 'reply-retail']);

/** Follow-ups answer nothing; every other letter answers what it replies to. */
export function findUnanswered(letter: Letter, read: ReadLetter, facts: CheckFacts, sources: CheckSources): Finding[] {
  if (letter.purpose === 'follow_up') return [];
  const asked = letter.purpose === 'feedback' ? facts.answer?.facts : facts.inquiry.facts;
  const questions = asked?.questions ?? [];
  const saysLess = letter.purpose === 'reply' && SAYS_LESS.has(chooseReply(facts.inquiry).template);
  if (questions.length === 0 || saysLess) return [];
  const topics = topicsOf(letter, read, facts, sources);
  return questions
    .filter(({ text, topic }) => !letter.text.includes(echo(text)) && !(topic !== null && isTold(topic, topics)))
    .filter(({ text }) => !isSpokenOf(text, read.normalized.text))
    .map(({ text }) => finding('unanswered', oneLine(text, EVIDENCE)));
}

function isTold(topic: Ask, topics: ReadonlySet<Ask>): boolean {
  const other = TOLD_WITH[topic];
  return topics.has(topic) || (other !== undefined && topics.has(other));
}

/** What the letter speaks of: by its headings, by the words buyers ask for it, by the figures that answer it. */
function topicsOf(
  { language, attachments }: Letter,
  { normalized, claims }: ReadLetter,
  { context }: CheckFacts,
  sources: CheckSources,
): Set<Ask> {
  const topics = new Set<Ask>();
  const primary = primaryOf(language);
  const words = context.words.languages[language] ?? context.words.languages.en;
  for (const [ask, label] of Object.entries(words.asks))
    if (normalized.text.includes(fold(label))) topics.add(ask as Ask);
  if (normalized.text.includes(fold(words.specification))) topics.add('datasheet');
  const vocabulary = readVocabulary(sources.vocabulary, primary, normalized.text);
  for (const [group, ask] of ASK_GROUPS) if ((vocabulary.get(group)?.length ?? 0) > 0) topics.add(ask);
  for (const { label } of readWords(sources.readingWords, primary, normalized.text).get('asks') ?? [])
    topics.add(label as Ask);
  if (claims.some(({ kind, values }) => kind === 'money' && values[0] !== '')) topics.add('price');
  if (claims.some(({ kind }) => kind === 'time')) topics.add('lead_time');
  if (claims.some(({ kind }) => kind === 'link') || attachments.length > 0)
    topics.add('catalogue').add('company_profile');
  return topics;
}

function isSpokenOf(question: string, text: string): boolean {
  const folded = fold(question.slice(0, 500));
  const spaced = (folded.match(/\p{L}+/gu) ?? []).filter((word) => word.length >= SHORTEST_WORD);
  const pairs = folded.match(/[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]{2}/gu) ?? [];
  const parts = [...new Set(pairs.length > 1 ? pairs : spaced)];
  return parts.length > 0 && parts.filter((part) => text.includes(part)).length / parts.length >= SHARE;
}
