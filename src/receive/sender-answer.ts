/** Reads a team member's answer to the question whose inquiry he has forwarded. */
import type { MailClients } from '../model/mail-clients.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import { belongsTo } from './organisation.ts';
import { newWords } from './reply-text.ts';

/** RFC 5321 sizes: 64 characters before the @, 255 after it. */
const addressPattern =
  /(?<![\p{L}\p{N}._%+'-])[\p{L}\p{N}._%+'-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;

/** The customer, when his own words name exactly one address that is not ours; anything else is no answer. */
export function readSenderAnswer(
  message: MailMessage,
  ownDomains: readonly string[],
  clients: MailClients,
): Mailbox | null {
  const words = newWords(message.text, clients).text;
  const found = new Set((words.match(addressPattern) ?? []).map((address) => address.toLowerCase()));
  const [address, ...others] = [...found].filter((candidate) => !belongsTo(candidate, ownDomains));
  return address && others.length === 0 ? { name: '', address } : null;
}
