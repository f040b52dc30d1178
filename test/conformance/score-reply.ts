/** Scores reply cases: the words that are new in a reply, as each collection draws the line. */

import { htmlToPlainText } from '../../src/mail/html-text.ts';
import { parseMail } from '../../src/mail/parse.ts';
import type { MailClients } from '../../src/model/mail-clients.ts';
import { splitClosing } from '../../src/receive/closing.ts';
import type { MailPart } from '../../src/receive/mail-parts.ts';
import { mailParts } from '../../src/receive/mail-parts.ts';
import type { Case } from './cases.ts';
import { scoreForward } from './score-forward.ts';
import { type Score, same, type Tools } from './scorer.ts';

/** Below this many lines, what stands under a quoted mail is a signature for Discourse. */
const LONGEST_TAIL = 7;

export async function scoreReply(labelled: Case, tools: Tools): Promise<Score> {
  if (labelled.expect.type !== undefined) return scoreForward(labelled, tools);
  const { config } = tools;
  const began = performance.now();
  const text = await plainText(labelled);
  const parts = mailParts(text, config.mailClients);
  const seconds = (performance.now() - began) / 1000;
  const expect = labelled.expect as Labelled;
  const visible = textOf(parts, ['own']);
  const checks: Score[string][] = [];
  if (labelled.collection === 'reply-discourse-trimmer') {
    return { 'visible text': same(fold(expect.visible_text ?? ''), fold(discourseText(parts, config.mailClients))) };
  }
  if (expect.visible_text !== undefined) checks.push(same(fold(expect.visible_text), fold(visible)));
  if (expect.visible_text_ignoring_all_whitespace !== undefined)
    checks.push(same(squash(expect.visible_text_ignoring_all_whitespace), squash(visible)));
  if (expect.body !== undefined)
    checks.push(same(fold(expect.body), fold(splitClosing(visible, config.mailClients).body)));
  checks.push(...fragmentChecks(expect, visible, textOf(parts, ['sent_from', 'signature', 'introduction', 'quoted'])));
  if (expect.max_seconds !== undefined) checks.push(seconds <= expect.max_seconds || same(expect.max_seconds, seconds));
  return { 'all constraints': checks.find((check) => check !== true) ?? true };
}

type Labelled = {
  visible_text?: string;
  visible_text_ignoring_all_whitespace?: string;
  visible_text_starts_with?: string;
  visible_text_contains?: string[];
  visible_text_matches?: string[];
  hidden_text_matches?: string[];
  max_seconds?: number;
  body?: string;
};

function fragmentChecks(expect: Labelled, visible: string, hidden: string): Score[string][] {
  const matches = (pattern: string, text: string) => new RegExp(pattern, 'm').test(text) || same(pattern, text);
  const start = expect.visible_text_starts_with;
  return [
    start === undefined || fold(visible).startsWith(fold(start)) || same(start, visible),
    ...(expect.visible_text_contains ?? []).map((part) => fold(visible).includes(fold(part)) || same(part, visible)),
    ...(expect.visible_text_matches ?? []).map((pattern) => matches(pattern, visible)),
    ...(expect.hidden_text_matches ?? []).map((pattern) => matches(pattern, hidden)),
  ];
}

/**
 * Discourse shows no introductions. Of the quotes it shows those that words answer, i.e. with own words below; what
 * little stands below the first quoted mail, when words stand above it, is a signature.
 */
function discourseText(parts: readonly MailPart[], clients: MailClients): string {
  const first = parts.findIndex(({ kind }) => kind === 'introduction');
  const above = parts.slice(0, Math.max(first, 0));
  const below = parts.slice(first + 1);
  if (first < 0) return untilLastOwn(parts);
  const tail = below
    .filter(({ kind }) => kind === 'own')
    .flatMap(({ lines }) => lines.filter(({ text }) => text.trim()));
  if (above.some(({ kind }) => kind === 'own')) {
    return tail.length < LONGEST_TAIL ? untilLastOwn(above) : untilLastOwn(parts);
  }
  if (tail.length === 0) return discourseText(mailParts(textOf(below, ['quoted']), clients), clients);
  return parts.slice(first).some(({ kind }, index) => kind === 'own' && below[index])
    ? untilLastOwn(below)
    : textOf(below, ['own']);
}

function untilLastOwn(parts: readonly MailPart[]): string {
  return textOf(parts.slice(0, parts.findLastIndex(({ kind }) => kind === 'own') + 1), ['own', 'quoted']);
}

async function plainText({ input, inputFormat }: Case): Promise<string> {
  if (inputFormat === 'message/rfc822') return (await parseMail(input)).text;
  return inputFormat === 'text/html' ? htmlToPlainText(input.toString('utf8')) : input.toString('utf8');
}

function textOf(parts: readonly MailPart[], kinds: MailPart['kind'][]): string {
  return parts
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap(({ lines }) => lines.map(({ raw }) => raw))
    .join('\n')
    .trim();
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function squash(text: string): string {
  return text.replace(/\s+/g, '');
}
