/** Finds the Message-ID of the mail that was forwarded, so that our answer joins the customer's own thread. */
import type { MailClients } from '../model/mail-clients.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import { readForward } from './forward.ts';
import { headerValue } from './headers.ts';
import { belongsTo } from './organisation.ts';
import { withoutForwardPrefixes } from './subject-prefix.ts';

type Original = { from: Mailbox | null; subject: string };

const ONE_ID = /^<[^<>\s]{1,500}>$/;

/**
 * Null when it is not certain: of an attached mail its own; of an inline one what the forwarder's program names in
 * X-Forwarded-Message-Id or as the last mail of the thread, unless that is a mail of our own people.
 *
 * @param ownDomains the company's domains and addresses
 */
export function forwardedMessageId(
  message: MailMessage,
  original: Original,
  clients: MailClients,
  ownDomains: string[],
): string | null {
  const attached = message.embedded.filter((mail) => isOriginal(mail, original, clients));
  const ids = new Set(attached.map(({ messageId }) => messageId));
  const [only] = ids;
  if (attached.length > 0) return ids.size === 1 ? (only ?? null) : null;
  const named = headerValue(message, 'x-forwarded-message-id');
  const last = ONE_ID.test(named) ? named : (message.references.at(-1) ?? message.inReplyTo);
  if (!last || belongsTo(last.replace(/>$/, ''), ownDomains)) return null;
  // Below a colleague's forward the thread names his mail, which the customer has never seen.
  const outermost = readForward(message, clients, [])?.original.from?.address;
  return outermost !== undefined && outermost === original.from?.address ? last : null;
}

function isOriginal(mail: MailMessage['embedded'][number], { from, subject }: Original, clients: MailClients): boolean {
  if (withoutForwardPrefixes(mail.subject, clients) !== subject) return false;
  const authors = [...(mail.from ? [mail.from] : []), ...mail.replyTo];
  return from === null || authors.some(({ address }) => address === from.address);
}
