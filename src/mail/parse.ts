/** Parses a mail without letting a hostile one stall the others: the one entry to reading mail. */
import type { MailMessage } from '../model/message.ts';
import { readMail } from './read-mail.ts';
import { PATIENCE_MS, readInThread } from './reading-thread.ts';

/**
 * A mail of this size costs at most some 100 ms whatever is in it, and cannot hold more HTML than this; handing it to
 * a thread would cost more than reading most of them does.
 */
const MAX_IN_PLACE = 64 * 1024;

/**
 * The mail as a MailMessage; see `readMail`. Of a mail that a thread cannot read in the time (`patience`, ms) and
 * memory that one mail may take only the beginning is read, and `limits` says 'rest', so that no mail is passed over.
 */
export async function parseMail(raw: Buffer, patience = PATIENCE_MS): Promise<MailMessage> {
  if (raw.length <= MAX_IN_PLACE) return await readMail(raw);
  try {
    return await readInThread('mail', raw, patience);
  } catch {
    const beginning = await readMail(raw.subarray(0, MAX_IN_PLACE));
    return { ...beginning, limits: [...(beginning.limits ?? []), 'rest'].sort() };
  }
}
