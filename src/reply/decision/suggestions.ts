/** The exact answers that would be understood, for a person whose answer was not. */
import type { DecisionWords } from '../../model/decision-words.ts';
import type { UnclearReason } from '../../model/draft.ts';
import { afterPhrase, type Phrases } from './phrases.ts';

type Say = NonNullable<DecisionWords[string]['say']>;
/** What the answer was about, as far as it can be told. */
export type About = 'assign' | 'snooze' | 'close' | null;

const LONGEST = 300;
const SCRIPTS: [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'ja'],
  [/\p{Script=Hangul}/u, 'ko'],
  [/\p{Script=Han}/u, 'zh'],
  [/\p{Script=Cyrillic}/u, 'ru'],
  [/\p{Script=Arabic}/u, 'ar'],
];

/**
 * Whole answers, the likeliest first; "edit" needs the text below it.
 * @param own the person's words without signature
 * @param language his language, when known; else that of his script
 */
export function suggestAnswers(
  reason: UnclearReason,
  about: About,
  own: string,
  language: string | null,
  words: DecisionWords,
  phrases: Phrases,
): string[] {
  const spoken = SCRIPTS.find(([script]) => script.test(own))?.[1] ?? language ?? 'en';
  const lists = words[spoken]?.say ? words[spoken] : words.en;
  const say = lists?.say;
  if (!lists || !say) return [];
  const revise = reviseLine(own, say, phrases);
  switch (reason) {
    case 'condition':
      return [...(revise ? [revise] : []), say.approve, say.edit];
    case 'changed_quote':
      return [say.edit, say.approve];
    case 'edit_without_text':
      return [say.edit, ...(revise ? [revise] : []), say.approve];
    case 'incomplete':
      if (about === 'assign') return [`${say.assign} name@company.example`];
      if (about === 'snooze')
        return [`${say.snooze} 3 ${lists.units.day?.[0] ?? ''}`, `${say.snooze} 2030-01-31`].slice(0, 1);
      return [`${say.close}: ${lists.closeCodes.lost?.[0] ?? ''}`];
    default:
      return [say.approve, say.edit, ...(reason === 'not_understood' && revise ? [revise] : []), say.reject];
  }
}

/** "OK but make it 5.20" as "revise: make it 5.20". */
function reviseLine(own: string, say: Say, phrases: Phrases): string | null {
  let line = own.replace(/\s+/g, ' ').trim();
  if (line === '' || line.length > LONGEST || /[?？]/.test(line)) return null;
  for (let round = 0; round < 6; round += 1) {
    const found = [phrases.approve, phrases.edit, phrases.thanks, phrases.conditions].map((group) =>
      afterPhrase(line, group),
    );
    const begun = found.find((phrase) => phrase !== null);
    // "change the price" is a condition too, and the instruction itself.
    if (!begun || phrases.changes.has(begun.phrase)) break;
    line = begun.rest;
  }
  return line === '' ? null : `${say.revise}: ${line}`;
}
