/** Keeps what a person has typed into a draft when its next version is written, or tells him that it is gone. */
import type { Row } from '../db/schema.ts';
import type { DraftText } from '../model/draft.ts';
import type { DraftNote, Revision } from '../model/revision.ts';
import { keepEmphasis } from '../reply/emphasis.ts';
import { carryOver, typedWords } from '../reply/typed-words.ts';

/**
 * @param fresh the next version as the desk writes it
 * @returns the letter to show, and what is to be told of his words: nothing when the draft holds none
 */
export function keepTyped(
  draft: Pick<Row<'drafts'>, 'text' | 'language'>,
  fresh: DraftText,
  revision: Revision,
): { letter: DraftText; revision: Revision; notes: DraftNote[] } {
  const { typedOver, ...without } = revision;
  if (typedOver === undefined) return { letter: fresh, revision, notes: [] };
  const text = fresh.language === draft.language ? carryOver(typedOver, draft.text, fresh.text) : null;
  if (text === null) {
    const from = typedWords(typedOver, draft.text).join(' / ');
    return { letter: fresh, revision: without, notes: [{ kind: 'dropped_words', about: '', from, to: '' }] };
  }
  const bold = keepEmphasis({ text: fresh.text, bold: fresh.bold ?? [] }, text);
  return {
    letter: { ...fresh, text, bold },
    revision: { ...without, typedOver: fresh.text },
    notes: [{ kind: 'kept_words', about: '', from: '', to: '' }],
  };
}
