/** Prepares the words of mail clients for looking up: all languages together, folded. */
import type { HeaderLabel, MailClients } from '../model/mail-clients.ts';

export type ClientWords = {
  labels: ReadonlyMap<string, HeaderLabel>;
  wrote: WroteWords;
  originalMessage: ReadonlySet<string>;
  forwardedMessage: ReadonlySet<string>;
  /** Phrases by their first letter, which begin a line, and by their last, which end it. */
  sentFrom: { byFirst: ReadonlyMap<string, string[]>; byLast: ReadonlyMap<string, string[]> };
  sentWith: readonly string[];
  closings: ReadonlySet<string>;
  forwardPrefixes: ReadonlySet<string>;
  replyPrefixes: ReadonlySet<string>;
};

/** Words of spaced scripts are compared whole; phrases and words of other scripts are searched. */
type WroteWords = { words: ReadonlySet<string>; phrases: readonly string[] };

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const prepared = new WeakMap<MailClients, ClientWords>();

/** Texts of senders and recipients mix languages, so every language is looked up at once. Prepared once per data. */
export function clientWords(clients: MailClients): ClientWords {
  const known = prepared.get(clients);
  if (known) return known;
  const languages = Object.values(clients.languages);
  const folded = (words: string[]) => words.map(foldLabel);
  const sentFrom = languages.flatMap((language) => folded(language.sentFrom));
  const words: ClientWords = {
    labels: new Map(
      languages.flatMap(({ labels }) =>
        Object.entries(labels).flatMap(([label, names]) =>
          folded(names).map((name): [string, HeaderLabel] => [name, label as HeaderLabel]),
        ),
      ),
    ),
    wrote: wroteWords(languages.flatMap(({ wrote }) => wrote)),
    originalMessage: new Set(languages.flatMap(({ originalMessage }) => folded(originalMessage))),
    forwardedMessage: new Set(languages.flatMap(({ forwardedMessage }) => folded(forwardedMessage))),
    sentFrom: {
      byFirst: byLetter(sentFrom, (phrase) => phrase.charAt(0)),
      byLast: byLetter(sentFrom, (phrase) => phrase.charAt(phrase.length - 1)),
    },
    sentWith: languages.flatMap(({ sentWith }) => folded(sentWith)),
    closings: new Set(languages.flatMap(({ closings }) => folded(closings))),
    forwardPrefixes: new Set(languages.flatMap(({ forwardPrefixes }) => folded(forwardPrefixes))),
    replyPrefixes: new Set(languages.flatMap(({ replyPrefixes }) => folded(replyPrefixes))),
  };
  prepared.set(clients, words);
  return words;
}

/** Case, full-width forms, Arabic vowel signs and all white space folded away: some clients pad their labels. */
export function foldLabel(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s|\u0640|[\u064b-\u065f]/g, '');
}

/** Whether the line holds a word for "wrote". */
export function hasWrote(text: string, { wrote }: ClientWords): boolean {
  const folded = text.normalize('NFKC').toLowerCase();
  const parts = folded.split(BETWEEN_WORDS);
  if (parts.some((part) => wrote.words.has(part))) return true;
  const line = ` ${parts.join(' ')} `;
  return wrote.phrases.some((phrase) => line.includes(phrase));
}

const BETWEEN_WORDS = /[\s,;:<>()"']+/;

function wroteWords(all: string[]): WroteWords {
  const words = new Set<string>();
  const phrases = new Set<string>();
  for (const raw of all) {
    const word = raw.normalize('NFKC').toLowerCase().split(BETWEEN_WORDS).join(' ').trim();
    if (UNSPACED.test(word)) phrases.add(word);
    else if (word.includes(' ')) phrases.add(` ${word} `);
    else words.add(word);
  }
  return { words, phrases: [...phrases] };
}

function byLetter(phrases: string[], letterOf: (phrase: string) => string): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const phrase of phrases) map.set(letterOf(phrase), [...(map.get(letterOf(phrase)) ?? []), phrase]);
  return map;
}
