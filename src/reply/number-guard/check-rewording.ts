/** The number guard: a reworded draft may say what the draft and the facts say, all that the draft must say, no more. */
import { detectLanguage } from '../../analyze/language.ts';
import { type Normalized, normalize } from '../../analyze/normalize.ts';
import type { DraftText } from '../../model/draft.ts';
import { type Claim, isSaid, said } from './claim.ts';
import { shorterDates } from './dates.ts';
import { type GuardSources, guardWords } from './guard-words.ts';
import { countQuestions, findLost, findMoved, findRepeated } from './kept.ts';
import { hostsOf } from './links.ts';
import { meantValues } from './numbers.ts';
import { readClaims } from './read-claims.ts';
import { findDisguised, wordsOf } from './tokens.ts';

/** Why a rewording may not be used; `found` are its own words, or those of the draft that it lost. */
export type RewordingFault = {
  kind:
    | 'empty'
    | 'length'
    | 'language'
    | 'placeholder'
    | 'markup'
    | 'disguised'
    | 'invented'
    | 'repeated'
    | 'lost'
    | 'moved'
    | 'questions';
  found: string;
};

const SHORTEST_SHARE = 0.5;
const LONGEST_SHARE = 1.6;
/** A short draft may gain a sentence whatever its share. */
const SENTENCE = 240;
const LONGEST = 20_000;
/** Shorter paragraphs say too little about their language. */
const TELLING = 60;
const PLACEHOLDER = /\[[^[\]\n]{0,60}\]|\{\{|\}\}|\{%|_{3,}|\bX{2,}\b|<\/?[a-z][^<>\n]{0,80}>|!\[|\]\(/giu;
const INVISIBLE = /[\u202a-\u202e\u2066-\u2069\u200b\u2060\p{Co}\p{Cn}]|(?![\n\r\t])\p{Cc}/gu;

/**
 * @param answer the reworded body of the draft
 * @param facts what else may be said, in plain lines
 * @returns no fault = the rewording may be used instead of the draft
 */
export function checkRewording(
  answer: string,
  draft: DraftText,
  facts: readonly string[],
  sources: GuardSources,
): RewordingFault[] {
  const size = sizeFaults(answer, draft.text);
  if (size.length > 0) return size;
  const language = draft.language.toLowerCase().split('-')[0] ?? draft.language;
  return [
    ...formFaults(answer, draft.text),
    ...languageFaults(answer, draft.text, language),
    ...claimFaults(answer, draft, facts, language, sources),
  ];
}

function sizeFaults(answer: string, draft: string): RewordingFault[] {
  const length = answer.trim().length;
  if (length === 0) return [{ kind: 'empty', found: '' }];
  const tooLong = length > Math.min(LONGEST, Math.max(draft.length * LONGEST_SHARE, draft.length + SENTENCE));
  if (tooLong || length < draft.trim().length * SHORTEST_SHARE) return [{ kind: 'length', found: String(length) }];
  return [];
}

function formFaults(answer: string, draft: string): RewordingFault[] {
  const fault = (kind: RewordingFault['kind']) => (found: string) => ({ kind, found });
  const own = (found: string) => !draft.includes(found);
  const asked = countQuestions(draft);
  return [
    ...(answer.match(PLACEHOLDER) ?? []).filter(own).map(fault('placeholder')),
    ...(answer.match(INVISIBLE) ?? []).filter(own).map(fault('disguised')),
    ...findDisguised(normalize(answer)).filter(own).map(fault('disguised')),
    ...(countQuestions(answer) < asked ? [{ kind: 'questions' as const, found: String(asked) }] : []),
  ];
}

/** Every paragraph that is long enough to tell is in the language of the draft. */
function languageFaults(answer: string, draft: string, language: string): RewordingFault[] {
  const paragraphs = answer
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.length >= TELLING && !draft.includes(paragraph));
  return [answer, ...paragraphs]
    .map((text) => ({ text, found: detectLanguage(text, language) }))
    .filter(({ found }) => found.language !== language && found.confidence > 0.9)
    .slice(0, 1)
    .map(({ found }) => ({ kind: 'language', found: found.language }));
}

function claimFaults(
  answer: string,
  draft: DraftText,
  facts: readonly string[],
  language: string,
  sources: GuardSources,
): RewordingFault[] {
  const words = guardWords(sources);
  const read = (text: string) => {
    const normalized = normalize(text);
    return { normalized, claims: readClaims(normalized, language, words, sources.readingWords) };
  };
  const ours = [draft.text, draft.subject, ...facts].map((text) => read(text.slice(0, LONGEST)));
  const body = ours[0] ?? read('');
  const theirs = read(answer);
  const meant = (claim: Claim) => meantValues(claim, language);
  const known = ours.flatMap(({ claims }) => claims);
  const allowed = new Set([...said(known, (claim) => shorter(meant(claim))), ...names(ours)]);
  const repeated = said(theirs.claims, meant);
  const quote = (claim: Claim) => theirs.normalized.raw.slice(...rawSpan(theirs.normalized, claim));
  return [
    ...theirs.claims
      .filter((claim) => !isSaid(claim, allowed, meant) && !isKnownWord(claim, allowed))
      .map((claim) => ({ kind: 'invented' as const, found: quote(claim) })),
    ...findRepeated(known, theirs.claims, meant).map((claim) => ({ kind: 'repeated' as const, found: quote(claim) })),
    ...findLost(body.claims, repeated, meant).map(({ written }) => ({ kind: 'lost' as const, found: written })),
    ...findMoved(textOf(body), textOf(theirs), meant).map((found) => ({ kind: 'moved' as const, found })),
  ];
}

function shorter(values: readonly string[]): string[] {
  return values.flatMap(shorterDates);
}

type Read = { normalized: Normalized; claims: readonly Claim[] };

function textOf({ normalized, claims }: Read) {
  return { text: normalized.text, claims };
}

/** Words that may be written again with a capital, and hosts that may stand for their pages. */
function names(texts: readonly Read[]): string[] {
  return texts.flatMap(({ normalized, claims }) => [
    ...wordsOf(normalized).map((word) => `word ${word}`),
    ...hostsOf(claims).map((host) => `link  ${host}`),
  ]);
}

function isKnownWord({ kind, written }: Claim, allowed: ReadonlySet<string>): boolean {
  return kind === 'name' && written.split(/[^\p{L}\p{N}]+/u).every((word) => allowed.has(`word ${word}`));
}

function rawSpan({ starts, ends, raw }: Normalized, { start, end }: Claim): [number, number] {
  return [starts[start] ?? raw.length, ends[end - 1] ?? raw.length];
}
