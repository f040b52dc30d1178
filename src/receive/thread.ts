/** What a message says about the conversation it belongs to. Keys only: whether they open anything is decided elsewhere. */
import type { MailMessage } from '../model/message.ts';
import { findInquiryNo, findToken, readToken } from '../reply/approval-token.ts';

export type ThreadKeys = {
  /** In-Reply-To first, then References from the newest back; no duplicates. */
  messageIds: string[];
  token: string | null;
  /** Shown to people only: a number in a subject is guessable and joins nothing. */
  inquiryNo: string | null;
};

const MOST_REFERENCES = 50;

export function threadKeys(message: MailMessage): ThreadKeys {
  const references = message.references.slice(-MOST_REFERENCES).reverse();
  const messageIds = [...new Set([...(message.inReplyTo ? [message.inReplyTo] : []), ...references])];
  const token = findToken(message.subject) ?? plusToken(message) ?? findToken(messageIds.join(' '));
  return { messageIds, token, inquiryNo: findInquiryNo(message.subject) };
}

/** The token as subaddress of the desk (RFC 5233): `desk+TOKEN@company.example`. */
function plusToken(message: MailMessage): string | null {
  for (const { address } of [...message.to, ...message.cc].slice(0, MOST_REFERENCES)) {
    const plus = address.slice(0, address.lastIndexOf('@')).split('+')[1];
    const token = plus === undefined ? null : readToken(plus);
    if (token) return token;
  }
  return null;
}
