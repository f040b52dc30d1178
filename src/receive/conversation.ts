/** Tells whether a mail goes on with a conversation or begins something new within one (failure modes 43-46). */
import type { MailClients } from '../model/mail-clients.ts';
import type { MailMessage } from '../model/message.ts';
import { findInquiryNo } from '../reply/approval-token.ts';
import { subjectKind } from './subject-prefix.ts';

/** An inquiry of the person who writes now. */
export type EarlierInquiry = {
  inquiryId: number;
  /** `INQ-2026-000123`. */
  inquiryNo: string | null;
  /** Of its mails, in both directions. */
  subjects: readonly string[];
  /** SKUs and category ids it asks for. */
  products: readonly string[];
};

const MOST_PREFIXES = 20;
/** Everybody writes under these; they connect nothing. */
const SHORTEST_SUBJECT = 6;

/**
 * Whether a mail in the thread of `earlier` is a new wish: another subject without a reply prefix, and a product that
 * the earlier inquiry does not name.
 *
 * @param named SKUs and category ids in the new words
 */
export function isNewWish(
  message: Pick<MailMessage, 'subject'>,
  earlier: EarlierInquiry,
  named: readonly string[],
  clients: MailClients,
): boolean {
  if (subjectKind(message.subject, clients) === 'reply') return false;
  const subject = bareSubject(message.subject, clients);
  if (subject === '' || earlier.subjects.some((known) => isSame(subject, bareSubject(known, clients)))) return false;
  return named.some((product) => !earlier.products.includes(product));
}

/**
 * The inquiry that a mail without our Message-IDs answers: some programs drop them, some providers rewrite them. It must
 * be a reply, under the subject or number of exactly one inquiry of this very address.
 *
 * @param ofSender inquiries whose customer has the address in From; a shared domain is not enough here
 */
export function answeredBySubject(
  message: Pick<MailMessage, 'subject' | 'inReplyTo' | 'references'>,
  ofSender: readonly EarlierInquiry[],
  clients: MailClients,
): number | null {
  const inquiryNo = findInquiryNo(message.subject);
  const numbered = inquiryNo === null ? [] : ofSender.filter((inquiry) => inquiry.inquiryNo === inquiryNo);
  const [byNumber] = numbered;
  if (byNumber && numbered.length === 1) return byNumber.inquiryId;
  const isReply =
    subjectKind(message.subject, clients) === 'reply' || message.inReplyTo !== null || message.references.length > 0;
  const subject = bareSubject(message.subject, clients);
  if (!isReply || subject.length < SHORTEST_SUBJECT) return null;
  const same = ofSender.filter(({ subjects }) => subjects.some((known) => bareSubject(known, clients) === subject));
  const [only] = same;
  return only && same.length === 1 ? only.inquiryId : null;
}

/**
 * The inquiry that a machine at the customer's answers: it puts words of its own before our subject and often names no
 * Message-ID.
 */
export function mentionedInquiry(
  message: Pick<MailMessage, 'subject'>,
  ofSender: readonly EarlierInquiry[],
  clients: MailClients,
): number | null {
  const subject = bareSubject(message.subject, clients);
  const named = ofSender.filter(({ subjects }) =>
    subjects.some((known) => {
      const bare = bareSubject(known, clients);
      return bare.length >= SHORTEST_SUBJECT && subject.includes(bare);
    }),
  );
  const [only] = named.length > 0 ? named : ofSender;
  return only && (named.length === 1 || ofSender.length === 1) ? only.inquiryId : null;
}

/** Without prefixes, tags and differences of spacing and case. */
function bareSubject(subject: string, clients: MailClients): string {
  let rest = subject.slice(0, 1000).trim();
  for (let count = 0; count < MOST_PREFIXES && subjectKind(rest, clients) !== null; count += 1) {
    rest = rest.slice(rest.search(/[:：]/) + 1).trim();
  }
  return rest
    .replace(/\[[^[\]]{1,60}\]/g, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one];
  return shorter.length >= SHORTEST_SUBJECT && longer.includes(shorter);
}
