/** Recognises answers that a machine wrote: out of office, automatic acknowledgement, read receipt (domain 2.1). */
import { findTerms, type Vocabulary } from '../analyze/vocabulary.ts';
import type { MailMessage } from '../model/message.ts';
import { hasHeader, hasNullReturnPath, headerValue, isReport } from './headers.ts';
import { organisationOf } from './organisation.ts';

const LONGEST_SUBJECT = 500;
const RESPONDER_HEADERS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-autoreply-from'];

/**
 * The evidence that a machine answered, or null. Forms and platforms send genuine inquiries with Auto-Submitted,
 * Precedence: bulk or X-Auto-Response-Suppress, so those alone prove nothing; in doubt it is not an automatic answer.
 */
export function readAutoReply(message: MailMessage, vocabulary: Vocabulary): { evidence: string } | null {
  if (repliesElsewhere(message)) return null;
  const submitted = headerValue(message, 'auto-submitted').toLowerCase();
  if (submitted.startsWith('auto-replied')) return { evidence: `Auto-Submitted: ${submitted.slice(0, 80)}` };
  const responder = RESPONDER_HEADERS.find(
    (name) => hasHeader(message, name) && headerValue(message, name).toLowerCase() !== 'no',
  );
  if (responder) return { evidence: `${responder}: ${headerValue(message, responder).slice(0, 80)}` };
  const precedence = headerValue(message, 'precedence').toLowerCase();
  if (/^auto[_-]?reply$/.test(precedence)) return { evidence: `Precedence: ${precedence}` };
  const answers = message.inReplyTo !== null || message.references.length > 0;
  const automatic = submitted !== '' && !/^no\b/.test(submitted);
  if (answers && automatic) return { evidence: `Auto-Submitted: ${submitted.slice(0, 80)}` };
  if (answers && hasNullReturnPath(message)) return { evidence: 'Return-Path: <>' };
  return outOfOfficeSubject(message.subject, vocabulary);
}

/** A read receipt (RFC 8098). */
export function isReadReceipt(message: MailMessage): boolean {
  return isReport(message.contentType, 'disposition-notification');
}

/** A Reply-To at another organisation names a person who waits for an answer: the sign of a form or platform mail. */
function repliesElsewhere({ from, replyTo }: MailMessage): boolean {
  if (!from) return false;
  return replyTo.some(({ address }) => organisationOf(address) !== organisationOf(from.address));
}

/**
 * The subject begins with the words and they stand alone: "Automatic reply: …" is one, "外出用保温杯询价" (bottles for
 * outings) is an inquiry.
 */
function outOfOfficeSubject(subject: string, vocabulary: Vocabulary): { evidence: string } | null {
  const text = subject.slice(0, LONGEST_SUBJECT);
  const begin = text.search(/[\p{L}\p{N}]/u);
  for (const language of vocabulary.languages) {
    const term = findTerms(vocabulary, 'ooo', language, text).find((hit) => hit.start === begin);
    if (!term) continue;
    const rest = text.slice(term.end);
    if (/^\s*(?:$|[:：\]】)）\-–—!！|,，.。]|\p{L}{1,6}\s?[:：])/u.test(rest)) return { evidence: text.slice(0, 80) };
  }
  return null;
}
