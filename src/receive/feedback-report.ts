/** Reads reports that somebody took our mail for spam (ARF, RFC 5965), and those about authentication (RFC 6591). */
import type { MailMessage } from '../model/message.ts';
import { addressIn, fieldValues } from './bounce-report.ts';
import { isReport } from './headers.ts';
import { readServiceNotice } from './service-notice.ts';

export type ComplaintReport = {
  /** Who complained, lower-case; null when the report hides it. */
  recipient: string | null;
  /** All of them, when the report is about several. */
  recipients: string[];
  /** Feedback-Type, e.g. `abuse`, `opt-out`, `auth-failure`, `not-spam`. */
  feedback: string;
  /** Whether the recipient wants no more mail: not so for reports about authentication or of no spam. */
  unsubscribe: boolean;
  /** Message-IDs of the mail that it is about. */
  originalMessageIds: string[];
};

/** RFC 5965 section 7.3 and RFC 6591: reports that say nothing about what the recipient wants. */
const NO_COMPLAINT = new Set(['auth-failure', 'not-spam', 'virus', 'dmarc']);
const RECIPIENT_FIELDS = ['original-rcpt-to', 'removal-recipient'];

/** Null when the message is no such report. A complaint means the same as an unsubscription (domain 2.1). */
export function readComplaintReport(message: MailMessage): ComplaintReport | null {
  const service = readServiceNotice(message);
  if (service?.kind === 'complaint') return complaint(service.recipients, service.feedback, service.messageIds);
  const fields = message.report ?? '';
  const feedback = fieldValues(fields, 'feedback-type')[0]?.toLowerCase();
  const isFeedback = feedback !== undefined || isReport(message.contentType, 'feedback-report');
  if (!isFeedback && !isOldStyle(message)) return null;
  const named = RECIPIENT_FIELDS.flatMap((name) => fieldValues(fields, name)).flatMap(
    (value) => addressIn(value) ?? [],
  );
  const returned = message.embedded[0]?.to.map(({ address }) => address) ?? [];
  const ids = message.embedded.flatMap(({ messageId }) => messageId ?? []);
  return complaint(named.length > 0 ? named : returned, feedback ?? 'abuse', ids);
}

/** Hotmail's reports before ARF: a subject of their own and the mail that is complained about. */
function isOldStyle({ subject, from, embedded }: MailMessage): boolean {
  if (embedded.length === 0 || !/^complaint about message from /i.test(subject.trim())) return false;
  return /^(?:staff|abuse|postmaster|fbl|feedbackloop|feedback|complaints?)@/.test(from?.address ?? '');
}

function complaint(recipients: string[], feedback: string, messageIds: string[]): ComplaintReport {
  const all = [...new Set(recipients)].slice(0, 100);
  return {
    recipient: all[0] ?? null,
    recipients: all,
    feedback,
    unsubscribe: !NO_COMPLAINT.has(feedback),
    originalMessageIds: messageIds.slice(0, 20),
  };
}
