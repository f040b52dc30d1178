/** Reads bounces: delivery status reports (RFC 3464) and the older free-text notices of mail servers. */
import type { MailMessage } from '../model/message.ts';
import { hasNullReturnPath, headerValue, isReport } from './headers.ts';

export type Bounce = {
  /** Addresses that could not be reached, lower-case. */
  recipients: string[];
  /** `soft` = may still arrive, or arrive later: 4.x.x, delayed, and a full mailbox (x.2.2). */
  kind: 'hard' | 'soft';
  /** Enhanced status code (RFC 3463), e.g. `5.1.1`. */
  status: string | null;
  /** Message-IDs that the returned copy and the thread headers name. */
  originalMessageIds: string[];
};

const LONGEST = 100_000;
const MOST_RECIPIENTS = 100;
const ADDRESS = /[^\s<>()[\]"',;:@]{1,64}@[^\s<>()[\]"',;:@]{1,255}/u;
const DAEMON =
  /^(?:mailer-?daemon|postmaster|mail-?daemon|mail\.?delivery|mdaemon|bounce[sd]?|double-bounce)(?:[+=._-]|$)/i;
/** Where servers put the copy of the mail they return: what stands below was written by others. */
const COPY_MARKS = [
  '--- below this line is a copy of the message',
  '------ this is a copy of the message',
  '----- original message -----',
  '----- unsent message follows -----',
  '--- the message envelope',
  'original message follows',
  'message header follows',
  'message headers follow',
  'included is a copy of the message header',
];
/** Of a server that keeps trying: the words of qmail, Postfix, Exim, sendmail and Exchange. */
const DELAY =
  /\b(?:delayed|will (?:be retried|keep trying|retry)|warning only|not yet been delivered|still being retried|do not need to resend)\b/i;
const FAILURE =
  /\b(?:undeliver(?:able|ed)|delivery (?:has )?failed|delivery (?:status )?(?:failure|notification)|could not be delivered|couldn't be delivered|wasn't able to deliver|was not delivered|unable to deliver|(?:error|trouble) delivering|error sending your mail|rejected recipient|failure notice|returned mail|returned to sender|permanent (?:fatal )?error|user unknown|no such user|unknown user|mailbox (?:is )?(?:full|unavailable)|address rejected|recipient rejected|quota exceeded)\b/i;

/** Null when the message is not about an undelivered mail: also for reports of a successful delivery. */
export function readBounce(message: MailMessage): Bounce | null {
  const isDelivery = isReport(message.contentType, 'delivery-status') || /^action:/im.test(message.report ?? '');
  if (message.report && isDelivery) return readReport(message, message.report.slice(0, LONGEST));
  return readNotice(message);
}

type Failure = { recipient: string | null; status: string | null; kind: 'hard' | 'soft' };

function readReport(message: MailMessage, report: string): Bounce | null {
  const failures: Failure[] = [];
  for (const group of report.split(/\r?\n[ \t]*\r?\n/)) {
    const action = field(group, 'action').toLowerCase();
    const recipient = addressIn(field(group, 'final-recipient')) ?? addressIn(field(group, 'original-recipient'));
    if (!recipient && action === '') continue;
    if (/^(?:delivered|relayed|expanded)/.test(action)) continue;
    const status = statusIn(field(group, 'status')) ?? statusIn(field(group, 'diagnostic-code'));
    failures.push({ recipient, status, kind: action.startsWith('delayed') ? 'soft' : kindOf(status) });
  }
  return failures.length === 0 ? null : toBounce(message, failures);
}

/** A notice counts only from a mail server, and only when it says that a mail did not arrive. */
function readNotice(message: MailMessage): Bounce | null {
  // Some servers write `MAILER-DAEMON <>`, which is no address.
  const daemon = DAEMON.test(message.from?.address.split('@')[0] ?? headerValue(message, 'from').replace(/^"/, ''));
  const failed = headerValue(message, 'x-failed-recipients');
  if (!daemon && !hasNullReturnPath(message) && failed === '') return null;
  const text = aboveCopy(message.text.slice(0, LONGEST));
  const evidence = `${message.subject}\n${text}`;
  const delayed = DELAY.test(evidence);
  const status = statusIn(text);
  const said = FAILURE.test(evidence) || (daemon && (delayed || status !== null));
  if (failed === '' && !said) return null;
  const recipients = failed === '' ? namedRecipients(text, message) : failed.split(',').map(addressIn);
  if (!daemon && recipients.length === 0) return null;
  const kind = delayed ? 'soft' : kindOf(status ?? replyCodeIn(text));
  const found = recipients.filter((recipient) => recipient !== null);
  return toBounce(
    message,
    (found.length > 0 ? found : [null]).map((recipient) => ({ recipient, status, kind })),
  );
}

function toBounce(message: MailMessage, failures: Failure[]): Bounce {
  const decisive = failures.find(({ kind }) => kind === 'hard') ?? failures[0];
  const recipients = failures.flatMap(({ recipient }) => (recipient === null ? [] : [recipient.toLowerCase()]));
  return {
    recipients: [...new Set(recipients)].slice(0, MOST_RECIPIENTS),
    kind: decisive?.kind ?? 'hard',
    status: decisive?.status ?? null,
    originalMessageIds: originalIds(message),
  };
}

function originalIds(message: MailMessage): string[] {
  const copied = [...message.text.slice(0, LONGEST).matchAll(/^[ \t>]{0,8}message-id:[ \t]{0,8}(<[^<>\s]{1,500}>)/gim)];
  const ids = [
    ...message.embedded.flatMap((mail) => (mail.messageId ? [mail.messageId] : [])),
    ...copied.flatMap((match) => match[1] ?? []),
    ...(message.inReplyTo ? [message.inReplyTo] : []),
    ...message.references.slice(-50),
  ];
  return [...new Set(ids)];
}

/** Listed recipients, else the first address in the sentences of the notice that is not our own. */
function namedRecipients(text: string, message: MailMessage): (string | null)[] {
  const listed = recipientLines(text);
  if (listed.length > 0) return listed;
  const ours = new Set(message.to.map(({ address }) => address));
  const named = [...text.matchAll(/<([^\s<>@]{1,64}@[^\s<>@]{1,255})>/g)].flatMap(
    (match) => match[1]?.toLowerCase() ?? [],
  );
  return named.filter((address) => !ours.has(address)).slice(0, 1);
}

/** `<a@b.example>:` (qmail, Postfix) or an address alone in its line, the way notices list recipients. */
function recipientLines(text: string): (string | null)[] {
  const found: (string | null)[] = [];
  for (const line of text.split(/\r?\n/)) {
    const start = line.slice(0, 400).trim();
    const listed = /^<?([^\s<>:;,"']{1,64}@[^\s<>:;,"']{1,255}?)>?(?::|\.{3}|\s|$)/.exec(start)?.[1];
    const labelled =
      /^(?:to|recipient|final-recipient|address|rcpt to|the following address(?:es)? failed)\s?[:;].{0,20}?(?=\S+@)/i.test(
        start,
      );
    if (listed) found.push(addressIn(listed));
    else if (labelled) found.push(addressIn(start));
    if (found.length === MOST_RECIPIENTS) break;
  }
  return found.filter((address) => address !== null);
}

function aboveCopy(text: string): string {
  const lower = text.toLowerCase();
  const cuts = COPY_MARKS.map((mark) => lower.indexOf(mark)).filter((index) => index > 0);
  return text.slice(0, Math.min(text.length, ...cuts));
}

function kindOf(status: string | null): 'hard' | 'soft' {
  return status !== null && (status.startsWith('4') || /^\d\.2\.2$/.test(status)) ? 'soft' : 'hard';
}

function statusIn(text: string): string | null {
  return /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text)?.[1] ?? null;
}

/** The first digit of an SMTP reply (RFC 5321 section 4.2.1) as a status class. */
function replyCodeIn(text: string): string | null {
  const code = /(?:^|[\s:(#])([45])\d\d[ -](?=\S)/m.exec(text)?.[1];
  return code ? `${code}.0.0` : null;
}

function addressIn(text: string): string | null {
  return ADDRESS.exec(text.slice(0, 1000))?.[0].replace(/\.+$/, '') ?? null;
}

function field(group: string, name: string): string {
  const lines = group.split(/\r?\n/);
  const at = lines.findIndex((line) => line.toLowerCase().startsWith(`${name}:`));
  if (at < 0) return '';
  const folded = lines.slice(at + 1, at + 9);
  const end = folded.findIndex((line) => !/^[ \t]/.test(line));
  const more = end < 0 ? folded : folded.slice(0, end);
  return [lines[at]?.slice(name.length + 1) ?? '', ...more].join(' ').trim();
}
