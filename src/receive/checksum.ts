/** Tells whether two stored mails are the same mail seen twice. */
import { createHash } from 'node:crypto';
import type { MailMessage } from '../model/message.ts';

/**
 * SHA-256 (hex) over what delivery does not change: Message-ID, author, date, subject and the bytes after the header
 * block. Trace fields (RFC 5321 section 4.4) differ between two copies of one mail and are left out. Two mails that
 * only share their Message-ID get different sums.
 */
export function mailChecksum(raw: Buffer, message: MailMessage | null): string {
  const hash = createHash('sha256');
  if (!message) return hash.update(raw).digest('hex');
  const { messageId, from, date, subject } = message;
  hash.update(JSON.stringify([messageId, from?.address ?? null, date, subject]));
  return hash.update(bodyOf(raw)).digest('hex');
}

function bodyOf(raw: Buffer): Buffer {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return raw.subarray(crlf + 4);
  return lf >= 0 ? raw.subarray(lf + 2) : Buffer.alloc(0);
}
