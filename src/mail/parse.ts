/** Parses a mail without letting a hostile one stall the others: the one entry to our MIME reader. */
import type { MailMessage } from '../model/message.ts';
import { readInThread } from './parse-in-thread.ts';
import { readMail } from './read-mail.ts';

/**
 * A mail of this size costs at most some 100 ms whatever is in it, and cannot hold more HTML than this; handing it to
 * a thread would cost more than reading most of them does.
 */
const MAX_IN_PLACE = 64 * 1024;

/**
 * The mail as a MailMessage; see `readMail`. Rejects when a thread could not read the mail in the time and memory
 * that one mail may take.
 */
export async function parseMail(raw: Buffer): Promise<MailMessage> {
  return raw.length <= MAX_IN_PLACE ? readMail(raw) : readInThread(raw);
}
