/** Scores forward cases: whether a mail is a forward, who wrote the original, and what. */
import { htmlToPlainText } from '../../src/mail/html-text.ts';
import type { Mailbox } from '../../src/model/message.ts';
import { attributed } from '../../src/receive/attribution.ts';
import { clientWords } from '../../src/receive/client-words.ts';
import { readForward } from '../../src/receive/forward.ts';
import { type MailPart, mailParts } from '../../src/receive/mail-parts.ts';
import { readMailbox } from '../../src/receive/mailbox-text.ts';
import { withoutForwardPrefixes } from '../../src/receive/subject-prefix.ts';
import type { Case } from './cases.ts';
import { type Score, same, type Tools } from './scorer.ts';

type Labelled = {
  forwarded?: boolean;
  original?: { from_address?: string; subject?: string; body?: string };
  forwarder_message?: string | null;
  type?: string;
  from?: string;
  subject?: string;
  text?: string;
  text_top?: string;
  text_bottom?: string;
  text_stripped_html?: string;
  text_top_stripped_html?: string;
  embedded_email_text?: string;
  text_before?: string;
};

/** The README's checks for each collection, and whether all of them hold. */
export function scoreForward(labelled: Case, { config }: Tools): Score {
  const expect = labelled.expect as Labelled;
  const clients = config.mailClients;
  const input = labelled.input.toString('utf8');
  const text = labelled.inputFormat === 'text/html' ? htmlToPlainText(input) : input;
  const parts = mailParts(text, clients);
  // The service takes forward prefixes off every subject it reads.
  const plainSubject = (subject: string | undefined) => withoutForwardPrefixes(fold(subject), clients);
  const checks = expect.embedded_email_text !== undefined ? embedded(expect, parts) : unwrapped();
  return { ...checks, all: Object.values(checks).find((check) => check !== true) ?? true };

  function unwrapped(): Score {
    const subject = typeof labelled.about.subject === 'string' ? labelled.about.subject : '';
    const forward = readForward({ subject, text, embedded: [] }, clients, []);
    const reply = forward ? null : readReply(parts, (line) => attributed(line, clientWords(clients)));
    const found = forward?.original ?? reply;
    const checks: Score = {};
    if (expect.forwarded !== undefined) checks.forwarded = same(expect.forwarded, forward !== null);
    if (expect.type !== undefined) checks.type = same(expect.type, forward ? 'forward' : reply ? 'reply' : 'none');
    const { original } = expect;
    if (original) {
      checks['from address'] = same(original.from_address ?? null, found?.from?.address ?? null);
      checks.subject = same(plainSubject(original.subject), plainSubject(found?.subject));
      checks.body = same(fold(original.body), fold(found?.text));
      checks.note = same(fold(expect.forwarder_message), fold(forward?.note));
    }
    if (expect.type !== undefined) {
      checks.from = same(expect.from ? readMailbox(expect.from) : null, found?.from ?? null);
      checks.subject = same(plainSubject(expect.subject), plainSubject(found?.subject));
      checks.text = same(fold(expect.text ?? expect.text_stripped_html), fold(found?.text));
      const note = [expect.text_top ?? expect.text_top_stripped_html, expect.text_bottom].map(fold).join(' ').trim();
      checks['text around it'] = same(note, fold(forward ? forward.note : textOf(parts, ['own', 'sent_from'])));
    }
    return checks;
  }
}

/** The embedded mail begins with its header lines, without the marker above them. */
function embedded(expect: Labelled, parts: readonly MailPart[]): Score {
  const mail = textOf(parts, ['introduction', 'quoted']).replace(/^\s*-{2}.*\n/, '');
  return {
    'embedded mail': same(fold(expect.embedded_email_text), fold(mail)),
    'text before': same(fold(expect.text_before), fold(textOf(parts, ['own', 'signature', 'sent_from']))),
  };
}

function readReply(parts: readonly MailPart[], personIn: (line: string) => Mailbox | null) {
  if (!parts.some(({ kind }) => kind === 'introduction')) return null;
  const text = textOf(parts, ['quoted']).replace(/^(?:> ?)+/gm, '');
  return { from: personIn(fold(textOf(parts, ['introduction']))), subject: '', text };
}

function textOf(parts: readonly MailPart[], kinds: MailPart['kind'][]): string {
  return parts
    .filter(({ kind }) => kinds.includes(kind))
    .flatMap(({ lines }) => lines.map(({ raw }) => raw))
    .join('\n');
}

function fold(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
