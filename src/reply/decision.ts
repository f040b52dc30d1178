/** Reads what a team member's answer to an approval request means; what is not clear sends nothing. */
import type { DecisionWords } from '../model/decision-words.ts';
import type { Decision } from '../model/draft.ts';
import type { MailClients } from '../model/mail-clients.ts';
import { newWords } from '../receive/reply-text.ts';
import { type AnswerWords, answerWords, beginsWith, coveringGroups, foldAnswer, mentions } from './answer-words.ts';
import { quoteAdds, quoteDiffers } from './draft-quote.ts';

export type Answer = {
  /** The whole plain text of the answer, history included. */
  text: string;
  /** What the person's mails are signed with: his names, phone, address, company. Without it a signed "OK" is unclear. */
  signature?: readonly string[];
  /** The text of the approval request, when at hand: then anything written into its quote is noticed. */
  request?: string;
};

type Reading = { words: AnswerWords; names: ReadonlySet<string>; closing: ReadonlySet<string> };

const CLOSING_LINES = 8;
/** No approval with its signature is longer. */
const MOST_LINES = 100;

/**
 * Rules (evaluation README, "Decision"): `approve` when the own words are nothing but approval, greeting, thanks and
 * signature; `edit` when the first own line is an edit word and the text to send follows; `reject` when the answer
 * begins with a word of refusal, alone or with a reason. Everything else is `unclear`, and so is an approval above a
 * draft that was changed in the quote.
 */
export function readDecision(answer: Answer, draftText: string, clients: MailClients, words: DecisionWords): Decision {
  const own = newWords(answer.text, clients);
  const { request = '' } = answer;
  const added = request !== '' && quoteAdds(own.quoted, draftText, request);
  const changed = added || quoteDiffers(own.quoted, draftText);
  if (own.text === '') return unclear(changed ? 'changed_quote' : 'empty');
  // Words between quoted lines belong to those lines, and what they mean together nobody can tell.
  if (own.quotePosition === 'inline') return unclear(changed ? 'changed_quote' : 'not_understood');
  const reading: Reading = {
    words: answerWords(words),
    names: namesOf(answer.signature ?? []),
    closing: new Set(nonBlank(draftText).slice(-CLOSING_LINES).map(foldAnswer)),
  };
  const lines = withoutGreeting(own.text.split('\n'), reading);
  return readEdit(lines, reading) ?? readReject(lines, reading) ?? readApproval(lines, own.signature, changed, reading);
}

/** Exactly the text below the edit word; an instruction below it is not a letter, and would go to the customer. */
function readEdit(lines: readonly string[], reading: Reading): Decision | null {
  if (!reading.words.edit.has(foldAnswer(lines[0] ?? ''))) return null;
  const text = lines
    .slice(1)
    .join('\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd();
  if (text === '') return unclear('edit_without_text');
  const letter = nonBlank(text)
    .slice(0, MOST_LINES)
    .filter((line) => !isSignature(line, reading));
  const instruction = letter.length <= 3 && beginsWith(foldAnswer(letter[0] ?? ''), reading.words.instructions);
  return letter.length === 0 || instruction ? unclear('not_understood') : { kind: 'edit', text };
}

/** "reject: reason", "拒绝 原因"; "do not send the price" is an instruction, not a refusal. */
function readReject(lines: readonly string[], reading: Reading): Decision | null {
  const first = (lines[0] ?? '').normalize('NFKC').replace(/[’‘]/g, "'").trim();
  const lower = first.toLowerCase();
  let rest: string | null = null;
  for (const phrase of reading.words.reject) {
    const after = lower.startsWith(phrase) ? first.slice(phrase.length).trimStart() : null;
    if (after === null || (rest !== null && after.length >= rest.length)) continue;
    const spaced = reading.words.refusals.has(phrase) && /^\s/.test(first.slice(phrase.length));
    if (spaced || /^(?:$|[:,.;!。、，；！—–-])/.test(after)) rest = after;
  }
  if (rest === null) return null;
  const below = lines.slice(1, MOST_LINES).filter((line) => line.trim() !== '' && !isSignature(line, reading));
  const typed = (lines[0] ?? '').trim();
  const asTyped = typed.length === first.length ? typed.slice(typed.length - rest.length) : rest;
  const sameLine = asTyped.replace(/^[\s:：,，.。;；!！、—–-]+/, '');
  const reason = [sameLine, ...below]
    .filter((line) => line.trim() !== '')
    .join('\n')
    .trim();
  // After a colon or in its own lines everything is the reason; "no, change the price first" is an instruction.
  if (rest !== '' && !rest.startsWith(':') && mentions(foldAnswer(reason), reading.words.conditions))
    return unclear('condition');
  return { kind: 'reject', reason };
}

function readApproval(lines: readonly string[], signature: string, changed: boolean, reading: Reading): Decision {
  const { words, names } = reading;
  if (lines.length > MOST_LINES) return notPlain(lines.slice(0, MOST_LINES), reading);
  let approved = false;
  for (const line of lines) {
    const folded = foldAnswer(line);
    if (folded === '') continue;
    const groups = coveringGroups(folded, words, names);
    if (groups) approved ||= groups.has('approve');
    else if (!approved || !isSignature(line, reading)) return notPlain(lines, reading);
  }
  const postscript = foldAnswer(nonBlank(signature)[0] ?? '');
  if (beginsWith(postscript, words.instructions) || beginsWith(postscript, words.conditions))
    return unclear('condition');
  if (!approved) return unclear('not_understood');
  return changed ? unclear('changed_quote') : { kind: 'approve' };
}

function notPlain(lines: readonly string[], { words }: Reading): Decision {
  return unclear(lines.some((line) => beginsWith(foldAnswer(line), words.approve)) ? 'condition' : 'not_understood');
}

function withoutGreeting(lines: readonly string[], { words, names }: Reading): string[] {
  const first = lines.findIndex((line) => {
    const folded = foldAnswer(line);
    const groups = folded === '' ? null : coveringGroups(folded, words, names);
    return folded !== '' && !(groups?.has('greetings') && !groups.has('approve'));
  });
  return first < 0 ? [...lines] : lines.slice(first);
}

/** A line that only says who writes: thanks, his names, titles, a labelled number, or a line that closes the draft. */
function isSignature(line: string, { words, names, closing }: Reading): boolean {
  const folded = foldAnswer(line);
  if (folded === '' || closing.has(folded)) return true;
  const groups = coveringGroups(folded, words, names);
  if (groups) return !groups.has('approve');
  const tokens = folded.split(/[ |/]+/).filter((token) => token !== '');
  const [label, ...numbers] = tokens;
  const labelled = label !== undefined && words.signature.has(label) && numbers.length > 0;
  if (labelled && numbers.every((token) => /^\+?\d+$/.test(token)) && numbers.join('').length >= 7) return true;
  return tokens.every((token) => names.has(token) || words.signature.has(token));
}

function namesOf(signature: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const line of signature) {
    const folded = foldAnswer(line);
    for (const name of [folded, ...folded.split(/[ |/]+/)]) if (name.length > 1) names.add(name);
  }
  return names;
}

function nonBlank(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

function unclear(reason: Extract<Decision, { kind: 'unclear' }>['reason']): Decision {
  return { kind: 'unclear', reason };
}
