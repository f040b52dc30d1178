/** Reads what a team member's answer to an approval request means; what is not clear sends nothing. */
import type { DecisionWords } from '../../model/decision-words.ts';
import type { Decision } from '../../model/draft.ts';
import type { MailClients } from '../../model/mail-clients.ts';
import type { Answer } from './answer.ts';
import { approves, clausesOf } from './clauses.ts';
import { readCommandWord } from './command-word.ts';
import { readEdit } from './edit.ts';
import { isFault, isInstruction } from './instruction.ts';
import { ownWords } from './own-words.ts';
import { beginning, coveringGroups, foldAnswer, isMadeOf, isQuestion, mentions, phrasesOf } from './phrases.ts';
import { quoteChanges } from './quote-changes.ts';
import { type Outcome, type Reading, unclear } from './reading.ts';
import { readCommands } from './revise-commands.ts';
import { isSignature, signerOf, withoutSignature } from './signature-lines.ts';
import { suggestAnswers } from './suggestions.ts';

/** No letter that somebody types into an answer is longer; beyond it nothing is understood, and nothing is sent. */
const LONGEST_ANSWER = 12_000;
const MOST_ANSWER_LINES = 600;
/** No approval with its signature is longer. */
const MOST_LINES = 100;
/** "Thank you for preparing this so quickly", in words behind the thanks. */
const LONGEST_THANKS = 9;

/**
 * Rules (evaluation README, "Decision"): `approve` when the own words are nothing but approval, greeting, thanks and
 * signature; `edit` when the first own line is an edit word and the text to send follows, or the draft was changed in
 * the quotation; `revise`, `reject`, `assign`, `snooze`, `close` when the answer begins with such a word and says what
 * it needs; a bare instruction ("price 4.95") is a revision when nothing in it approves. Everything else is `unclear`,
 * and so is an approval above a draft that was changed in the quote.
 */
export function readDecision(answer: Answer, draftText: string, clients: MailClients, words: DecisionWords): Decision {
  const own = ownWords(answer.text, draftText, answer.request ?? '', clients);
  const phrases = phrasesOf(words);
  if (own.text.length > LONGEST_ANSWER || own.text.split('\n').length > MOST_ANSWER_LINES) {
    const suggestions = suggestAnswers('not_understood', null, '', answer.language ?? null, words, phrases);
    return { kind: 'unclear', reason: 'not_understood', changes: [], suggestions };
  }
  const signer = signerOf(phrases, answer.signature ?? [], draftText);
  const written = withoutGreeting(own.text.split('\n'), signer);
  const lines = withoutSignature(written, signer);
  const reading: Reading = {
    ...signer,
    own,
    written,
    lines,
    draftText,
    words,
    today: answer.today ?? null,
    likeness: answer.likeness ?? false,
  };
  const outcome = answer.automatic ? unclear('auto_reply') : read(reading);
  if (outcome.kind !== 'unclear') return outcome;
  const { reason, about } = outcome;
  const changes = own.changed && own.draft !== null ? quoteChanges(own.draft, draftText) : [];
  const text = lines.join('\n').trim();
  const suggestions = suggestAnswers(reason, about, text, answer.language ?? null, words, phrases);
  return { kind: 'unclear', reason, changes, suggestions };
}

function read(reading: Reading): Outcome {
  const { own, lines, phrases } = reading;
  if (own.text === '') return unclear(own.changed ? 'changed_quote' : 'empty');
  // Words between quoted lines belong to those lines, and what they mean together nobody can tell.
  if (own.scattered) return unclear(own.changed ? 'changed_quote' : 'not_understood');
  if (phrases.help.has(lines.join(' ').trim()) || phrases.help.has(foldAnswer(lines.join(' '))))
    return { kind: 'help' };
  return (
    readEdit(reading) ?? readCommandWord(reading) ?? readApproval(reading) ?? readRevision(reading) ?? other(reading)
  );
}

function readApproval(reading: Reading): Outcome | null {
  const { lines, phrases, own } = reading;
  if (lines.length > MOST_LINES) return null;
  let approved = false;
  let acknowledged = false;
  for (const line of lines) {
    if (foldAnswer(line) === '') continue;
    const groups = lineGroups(line, reading);
    if (phrases.acknowledgements.has(foldAnswer(line))) acknowledged = true;
    else if (groups) approved ||= groups.has('approve');
    else if (!approved || !isSignature(line, reading)) return null;
  }
  if (!approved || (acknowledged && isWeak(lines, reading))) return null;
  const postscript = foldAnswer(own.signature.split('\n').find((line) => !/^\s*(?:--\s*)?$/.test(line)) ?? '');
  const adds = [phrases.changes, phrases.holds, phrases.conditions].some(
    (group) => beginning(postscript, group) !== null,
  );
  if (adds) return unclear('condition');
  return own.changed ? unclear('changed_quote') : { kind: 'approve' };
}

/** Whether every approval in the lines is one that people also use for "I have read it": "ok, noted". */
function isWeak(lines: readonly string[], { phrases, names }: Reading): boolean {
  const weak = [phrases.weak, phrases.fillers, phrases.thanks, phrases.greetings, phrases.acknowledgements, names];
  return clausesOf(lines.join('\n'), new Set()).every((clause) => {
    const folded = foldAnswer(clause);
    return isMadeOf(folded, weak) || !coveringGroups(folded, phrases, names)?.has('approve');
  });
}

/** Of the whole line, or of its clauses when one of them only thanks or acknowledges. */
function lineGroups(line: string, reading: Reading): Set<string> | null {
  const { phrases, names } = reading;
  const whole = coveringGroups(foldAnswer(line), phrases, names);
  if (whole) return whole;
  const groups = new Set<string>();
  for (const clause of clausesOf(line, new Set())) {
    const folded = foldAnswer(clause);
    const covered = coveringGroups(folded, phrases, names);
    const means = [phrases.conditions, phrases.changes, phrases.holds, phrases.approve];
    const thanked = beginning(folded, phrases.thanks);
    const rest = thanked === null ? '' : folded.slice(thanked.length);
    const onlyThanks = thanked !== null && rest.split(' ').length <= LONGEST_THANKS && !/[\d?%]/.test(rest);
    if (phrases.acknowledgements.has(folded) && !isWeak([line], reading)) continue;
    if (covered) for (const group of covered) groups.add(group);
    else if (!onlyThanks || means.some((group) => mentions(rest.trim(), group))) return null;
  }
  return groups;
}

/** "price 4.95", "Please shorten it": an instruction in the first clause, or behind what is wrong, and no approval in any. */
function readRevision(reading: Reading): Outcome | null {
  const { lines, own } = reading;
  const instruction = lines.join('\n').trim();
  if (lines.length > MOST_LINES || lines.some((line) => isQuestion(line, reading.phrases))) return null;
  const [first = '', ...rest] = clausesOf(instruction, reading.phrases.connectors);
  const instructs = isInstruction(first, reading) || (isFault(first, reading) && isInstruction(rest[0] ?? '', reading));
  if (!instructs) return null;
  if ([first, ...rest].some((clause) => approves(clause, reading.phrases, reading.names))) return unclear('condition');
  if (own.changed) return unclear('changed_quote');
  return { kind: 'revise', instruction, ...readCommands(instruction, reading.words, reading.phrases) };
}

/** Why nothing fits: two decisions, an approval with something beside it, or words that say none. */
function other({ lines, phrases, own }: Reading): Outcome {
  const folded = lines
    .slice(0, MOST_LINES)
    .map(foldAnswer)
    .filter((line) => line !== '');
  const begins = (group: ReadonlySet<string>) => folded.some((line) => beginning(line, group) !== null);
  const decides = [phrases.reject, phrases.assign, phrases.snooze, phrases.close].filter(begins).length;
  const approved = begins(phrases.approve);
  if (decides + (approved ? 1 : 0) > 1) return unclear('several');
  const first = folded[0] ?? '';
  for (const about of ['snooze', 'assign', 'close'] as const) {
    const said = beginning(first, phrases[about]);
    const only =
      said !== null && isMadeOf(first.slice(said.length), [phrases.thanks, phrases.courtesies, phrases.until]);
    if (said !== null && (only || about === 'snooze')) return { ...unclear('incomplete'), about };
  }
  if (own.changed) return unclear('changed_quote');
  return unclear(approved ? 'condition' : 'not_understood');
}

function withoutGreeting(lines: readonly string[], { phrases, names }: Pick<Reading, 'phrases' | 'names'>): string[] {
  const first = lines.findIndex((line) => {
    const folded = foldAnswer(line);
    const groups = folded === '' ? null : coveringGroups(folded, phrases, names);
    return folded !== '' && !(groups?.has('greetings') && !groups.has('approve'));
  });
  return first < 0 ? [...lines] : lines.slice(first);
}
