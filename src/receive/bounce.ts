/** Reads bounces: delivery status reports (RFC 3464) and the free-text notices of mail servers, old and new. */
import type { BouncePhrases, BounceReason } from '../model/bounce-phrases.ts';
import type { MailMessage } from '../model/message.ts';
import { type Notice, takeApart } from './bounce-notice.ts';
import { beginsWithAny, foldNotice, namedReason, saysAny } from './bounce-phrases.ts';
import { codeIn, hasReply, judge, type Saying } from './bounce-reason.ts';
import { contextsOf, namedRecipients } from './bounce-recipients.ts';
import { addressIn, type Reported, readReport, reportStart } from './bounce-report.ts';
import { hasNullReturnPath, headerValue, isReport } from './headers.ts';
import { readServiceNotice } from './service-notice.ts';

/** One address that was not reached. */
type Failure = {
  recipient: string;
  /** The address the sender had written to when it differs: `recipient` is then where that one forwards. */
  original: string | null;
  kind: 'hard' | 'soft';
  reason: BounceReason;
  status: string | null;
};

export type Bounce = {
  /** Addresses that could not be reached, lower-case. */
  recipients: string[];
  /** `hard` = one of the addresses is dead; `soft` = may be right: mailbox full, refused, delayed … */
  kind: 'hard' | 'soft';
  /** Of the decisive address: a hard one if there is any. */
  reason: BounceReason;
  /** Enhanced status code (RFC 3463), e.g. `5.1.1`. */
  status: string | null;
  /** The server keeps trying: nothing has failed yet. */
  delayed: boolean;
  /** A person handed the notice on; who tells us that his mail bounced may be a customer. */
  forwarded: boolean;
  failures: Failure[];
  /** Message-IDs that the returned copy and the thread headers name. */
  originalMessageIds: string[];
};

const LONGEST = 100_000;
const MOST_RECIPIENTS = 100;
const DAEMON =
  /^["<]{0,2}(?:mailer[-_.]?daemon|post[-_]?master|mail[-_]?daemon|mail[.-]?delivery|mdaemon|mail-?system|bounce[sd]?|double-bounce)(?:[+=._@">\s-]|$)/i;
/** Reasons that a server gives for nothing but a refused mail. */
const ABOUT_ADDRESS = new Set<BounceReason>(['user_unknown', 'host_unknown', 'moved', 'mailbox_full', 'suspended']);
/** The actions of a report that tell of no failure (RFC 3464 section 2.3.3). */
const REACHED = /^(?:delivered|relayed|expanded)/;

/** Null when the message is not about an undelivered mail: also for reports of a successful delivery. */
export function readBounce(message: MailMessage, phrases: BouncePhrases): Bounce | null {
  const service = readServiceNotice(message);
  if (service?.kind === 'bounce') {
    const bounce = fromReport(message, phrases, service.reported, message.text);
    return bounce && { ...bounce, originalMessageIds: [...service.messageIds, ...bounce.originalMessageIds] };
  }
  if (service) return null;
  if (isRejection(message)) return readNotice(message, phrases);
  if (isReport(message.contentType, 'disposition-notification') || isReport(message.contentType, 'feedback-report')) {
    return null;
  }
  const reported = readReport(message.report ?? '');
  if (reported.length > 0) return fromReport(message, phrases, reported, message.text);
  return readTornReport(message, phrases) ?? readNotice(message, phrases);
}

/** A report that a mail has arrived (RFC 3464 `delivered`, `relayed`, `expanded`): nobody waits for an answer. */
export function isDeliveryReceipt(message: MailMessage): boolean {
  if (readServiceNotice(message)?.kind === 'delivered') return true;
  const reported = readReport(message.report ?? '');
  return reported.length > 0 && reported.every(({ action }) => REACHED.test(action));
}

/** Dovecot and others refuse a mail with a disposition of `deleted` and the reason in words. */
function isRejection({ contentType, report, headers }: MailMessage): boolean {
  if (!isReport(contentType, 'disposition-notification')) return false;
  const refused = /rejected/i.test(headerValue({ headers }, 'auto-submitted'));
  return refused && /^disposition:[^\n]{0,200};\s?(?:deleted|denied|failed)/im.test(report ?? '');
}

function fromReport(message: MailMessage, phrases: BouncePhrases, reported: Reported[], text: string): Bounce | null {
  const missed = reported.filter(({ action }) => !REACHED.test(action));
  const [first] = missed;
  if (!first) return null;
  const notice = takeApart(message, text, phrases);
  const said = sayingOf(message, notice, phrases);
  const byRecipient = new Map(missed.flatMap((one) => (one.recipient === null ? [] : [[one.recipient, one] as const])));
  // A report may leave its recipient out; then the words name him.
  if (byRecipient.size === 0) {
    for (const { address } of namedRecipients(notice, phrases).named) byRecipient.set(address, first);
  }
  const listed = [...byRecipient].slice(0, MOST_RECIPIENTS);
  const contexts = contextsOf([...byRecipient.keys()], notice);
  const failures = listed.map(([recipient, { original, action, status, diagnostic }]) => {
    const context = contexts.get(recipient) ?? '';
    const verdict = judge({ recipient, action, status, diagnostic, context, notice: said, delayed: false }, phrases);
    return { recipient, original: writtenTo(recipient, original, context), ...verdict };
  });
  const delayed = missed.every(({ action }) => action.startsWith('delayed'));
  return toBounce(message, notice, failures, { delayed, forwarded: false });
}

function sayingOf(message: MailMessage, notice: Notice, phrases: BouncePhrases): Saying {
  const text = `${message.subject}\n${notice.text}`;
  const folded = foldNotice(text);
  return { text, folded, reason: namedReason(folded, phrases) };
}

/** Postfix and sendmail say `(expanded from: <a@b>)`, Exim `(generated from a@b)`. */
function writtenTo(recipient: string, original: string | null, context: string): string | null {
  const named =
    original ?? addressIn(/\((?:ultimately )?(?:expanded|generated) from:?\s([^)]{3,320})\)/.exec(context)?.[1] ?? '');
  return named === recipient ? null : named;
}

/** The fields of a report in the text of a mail whose MIME is torn, or that somebody forwarded. */
function readTornReport(message: MailMessage, phrases: BouncePhrases): Bounce | null {
  const text = message.text.slice(0, LONGEST);
  const start = reportStart(text);
  if (start < 0) return null;
  const isFromServer = isDaemon(message, phrases) || hasNullReturnPath(message);
  const unquoted = (part: string) => part.replace(/^(?:> ?){1,3}/gm, '');
  const fields = unquoted(text.slice(start, start + 20_000));
  // Below the report the copy of the mail follows, whose fields are none of it.
  const reported = readReport(fields).filter(({ recipient }) => recipient !== null);
  const bounce = fromReport(message, phrases, reported, unquoted(text));
  return bounce && { ...bounce, forwarded: !isFromServer };
}

/** A notice counts only from a mail server, and only when it says that a mail did not arrive. */
function readNotice(message: MailMessage, phrases: BouncePhrases): Bounce | null {
  const carried = message.text.trim() === '' ? (message.embedded[0] ?? null) : null;
  const notice = takeApart(message, carried?.text ?? message.text, phrases, carried);
  const said = sayingOf(message, notice, phrases);
  const failed = headerValue(message, 'x-failed-recipients');
  const isFromServer = isDaemon(message, phrases) || failed !== '' || isReport(message.contentType, 'delivery-status');
  const delayed = saysAny(said.folded, phrases.delays);
  const refused = codeIn(notice.text) !== null || hasReply(notice.text) || ABOUT_ADDRESS.has(said.reason ?? 'unknown');
  if (!delayed && !(refused && isFromServer) && !saysAny(said.folded, phrases.failures)) return null;
  const { named, certain } = recipientsOf(failed, notice, phrases);
  const proof = certain && (delayed || said.reason !== null || notice.returnsMail);
  if (!isFromServer && !(proof && isImpersonal(message, notice, phrases))) return null;
  const failures = named.slice(0, MOST_RECIPIENTS).map(({ address, context }) => {
    const evidence = { recipient: address, action: '', status: null, diagnostic: '', context, notice: said, delayed };
    return { recipient: address, original: writtenTo(address, null, context), ...judge(evidence, phrases) };
  });
  return toBounce(message, notice, failures, { delayed, forwarded: false });
}

/** @param failed the header X-Failed-Recipients of Exim and Google, '' without one */
function recipientsOf(failed: string, notice: Notice, phrases: BouncePhrases): ReturnType<typeof namedRecipients> {
  const listed = failed.split(',', MOST_RECIPIENTS).flatMap((part) => addressIn(part) ?? []);
  if (listed.length === 0) return namedRecipients(notice, phrases);
  const contexts = contextsOf(listed, notice);
  return { named: listed.map((address) => ({ address, context: contexts.get(address) ?? '' })), certain: true };
}

/**
 * From an address that may be a person's: a notice has an empty envelope sender or the subject of one, it answers
 * nobody, and its author is not who was not reached.
 */
function isImpersonal(message: MailMessage, notice: Notice, phrases: BouncePhrases): boolean {
  const author = message.from?.address ?? '';
  if (author !== '' && notice.text.toLowerCase().includes(author)) return false;
  if (hasNullReturnPath(message)) return true;
  return message.inReplyTo === null && beginsWithAny(foldNotice(message.subject), phrases.subjects);
}

/** Some servers write `MAILER-DAEMON <>`, which is no address. */
function isDaemon(message: MailMessage, phrases: BouncePhrases): boolean {
  const written = headerValue(message, 'from');
  if (DAEMON.test(message.from?.address ?? written.replace(/^[^<]*</, '<')) || DAEMON.test(written)) return true;
  const name = message.from?.name || written;
  return beginsWithAny(foldNotice(name), phrases.daemonNames);
}

function toBounce(
  message: MailMessage,
  notice: Notice,
  failures: Failure[],
  state: { delayed: boolean; forwarded: boolean },
): Bounce {
  const decisive = failures.find(({ kind }) => kind === 'hard') ?? failures[0];
  return {
    ...state,
    recipients: [...new Set(failures.map(({ recipient }) => recipient))],
    kind: decisive?.kind ?? 'soft',
    reason: decisive?.reason ?? 'unknown',
    status: decisive?.status ?? null,
    failures,
    originalMessageIds: [
      ...new Set([
        ...notice.messageIds,
        ...(message.inReplyTo ? [message.inReplyTo] : []),
        ...message.references.slice(-50),
      ]),
    ],
  };
}
