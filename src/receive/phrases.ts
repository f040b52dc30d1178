/** Finds the phrases of config/risk.yaml and of the vocabulary in one pass over a text. */
import { normalize } from '../analyze/normalize.ts';
import { compileVocabulary, readVocabulary, type Vocabulary } from '../analyze/vocabulary.ts';
import type { RiskSettings } from '../model/risk-settings.ts';

/** group -> its different phrases, as the data spell them. */
export type Phrases = ReadonlyMap<string, readonly string[]>;

/** Fraud and pitches show in the first pages. */
const LONGEST = 12_000;
/** Of one group; more say no more. */
const MOST = 30;

const compiled = new WeakMap<RiskSettings['words'], Vocabulary>();

type Question = [text: string, language: string, vocabulary: Vocabulary, settings: RiskSettings | undefined];

/** Several gates ask of the same words: the last answer is kept. */
let last: { question: Question; phrases: Phrases } | undefined;

/** The phrases in `language` and in English; those of both sources under one name are taken together. */
export function findPhrases(...question: Question): Phrases {
  const asked = last?.question;
  if (last === undefined || question.some((part, index) => part !== asked?.[index])) {
    last = { question, phrases: findAnew(...question) };
  }
  return last.phrases;
}

function findAnew(...[text, language, vocabulary, settings]: Question): Phrases {
  const { text: folded } = normalize(text.slice(0, LONGEST));
  const found = new Map<string, string[]>();
  for (const source of [vocabulary, ...(settings ? [riskVocabulary(settings)] : [])]) {
    for (const [group, hits] of readVocabulary(source, language, folded)) {
      found.set(group, withoutParts([...(found.get(group) ?? []), ...hits.map(({ label }) => label)]));
    }
  }
  return found;
}

/** Each phrase once; one that is part of another ("my cv", "my cv and") is the same words counted twice. */
function withoutParts(labels: string[]): string[] {
  const different = [...new Set(labels)].slice(0, MOST);
  return different.filter((label) => !different.some((other) => other !== label && other.includes(label)));
}

function riskVocabulary({ words }: RiskSettings): Vocabulary {
  const known = compiled.get(words);
  if (known) return known;
  const langs = [...new Set(Object.values(words).flatMap((languages) => Object.keys(languages)))];
  const groups = Object.fromEntries(Object.entries(words).map(([group, terms]) => [group, { terms }]));
  const vocabulary = compileVocabulary({ langs, cert_codes: [], groups });
  compiled.set(words, vocabulary);
  return vocabulary;
}
