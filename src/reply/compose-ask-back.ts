/** Writes to a team member that his answer sent nothing: why, what he wrote, and the exact words that would work. */

import type { DecisionWords } from '../model/decision-words.ts';
import type { Decision, DraftChange } from '../model/draft.ts';
import type { MailClients } from '../model/mail-clients.ts';
import { readDecision } from './decision/read-decision.ts';
import { oneLine, quoted } from './plain.ts';
import { renderMail } from './render.ts';
import type { TeamContext } from './view.ts';

export type AskBackReason =
  | Extract<Decision, { kind: 'unclear' }>['reason']
  | 'no_token'
  | 'not_the_approver'
  | 'forged'
  | 'unproven'
  | 'already_decided'
  | 'superseded'
  | 'expired'
  /** The price was valid no longer; a new draft with a new one follows. */
  | 'price_expired'
  /** Understood, but it cannot be done: `impossible` says why. */
  | 'impossible'
  /** A name is like one on a sanctions list: a manager has to settle that first. */
  | 'possible_match'
  /** An approval with a file: nobody can tell whether it is to go along. */
  | 'file_beside_approval';

/** Why an instruction cannot be carried out; `about` are words of the instruction, `known` what would do. */
export type Impossible = {
  kind:
    | 'no_price'
    | 'price_not_reached'
    | 'unknown_article'
    | 'discount_too_large'
    | 'not_priced'
    | 'no_template'
    | 'no_model'
    | 'model_failed'
    | 'other_language'
    | 'unknown_document'
    | 'unknown_person'
    | 'own_draft'
    | 'past_day'
    | 'unreadable_fact'
    | 'dangerous_file'
    | 'files_too_large';
  about: string;
  known: string;
};

export type AskBack = {
  reason: AskBackReason;
  /** What he wrote. */
  answered: string;
  inquiryNo: string | null;
  /** Of the draft that still waits; null when there is none. */
  tag: string | null;
  changes?: readonly DraftChange[];
  /** Whole answers that would be understood, the likeliest first. */
  suggestions?: readonly string[];
  impossible?: readonly Impossible[];
  /** How he said what is too late: who has decided, and when. */
  decided?: { by: string; at: string } | null;
};

const ANSWERABLE: ReadonlySet<AskBackReason> = new Set<AskBackReason>([
  'empty',
  'condition',
  'edit_without_text',
  'changed_quote',
  'not_understood',
  'auto_reply',
  'several',
  'incomplete',
  'impossible',
  'file_beside_approval',
  'possible_match',
]);
const MOST_ANSWERED = 500;
const MOST_SHOWN = 10;

/** @param reading what the suggestions are read with, to say what each of them does */
export function composeAskBack(
  ask: AskBack,
  context: TeamContext,
  reading: { clients: MailClients; words: DecisionWords },
): { subject: string; text: string } {
  const { reason, answered, inquiryNo, tag, changes = [], suggestions = [], impossible = [], decided = null } = ask;
  const canAnswer = tag !== null && ANSWERABLE.has(reason);
  const offered = suggestions.length > 0 ? suggestions : usual(context.owner.language, reading.words);
  const { subject, text } = renderMail(context.templates, 'team-ask-back', context.owner.language, {
    tag: tag ?? (inquiryNo === null ? '' : `[${inquiryNo}]`),
    reason,
    answered: answered.trim() === '' ? null : quoted(answered, MOST_ANSWERED),
    changes: changes.slice(0, MOST_SHOWN).map(({ from, to }) => ({ from: oneLine(from, 120), to: oneLine(to, 120) })),
    impossible: impossible.slice(0, MOST_SHOWN).map(({ kind, about, known }) => ({
      kind,
      about: oneLine(about, 120),
      known: oneLine(known, 500),
    })),
    decided: decided && { by: oneLine(decided.by, 80), at: decided.at },
    suggestions: canAnswer
      ? offered.map((words) => ({ words: oneLine(words, 300), does: kindOf(words, reading) }))
      : [],
  });
  return { subject, text };
}

function usual(language: string, words: DecisionWords): string[] {
  const say = words[language]?.say ?? words.en?.say;
  return say ? [say.approve, say.edit, say.reject] : [];
}

/** What the desk would do with these words as an answer. */
function kindOf(words: string, { clients, words: decisionWords }: Parameters<typeof composeAskBack>[2]): string {
  const decision = readDecision({ text: words, today: '2000-01-03' }, '', clients, decisionWords);
  return decision.kind === 'unclear' && decision.reason === 'edit_without_text' ? 'edit' : decision.kind;
}
