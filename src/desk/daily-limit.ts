/** Keeps what a platform passes on for us within its limit for a day: what is beyond it waits. */
import type { App } from '../app.ts';
import { inquiryById } from '../db/inquiries.ts';
import { bytesSentThrough, outgoingById } from '../db/outgoing.ts';

const DAY_MS = 86_400_000;

/** Why this mail has to wait, as words for the log and the status; null = it may leave now. */
export async function waitsForPlatform(app: App, outgoingId: number): Promise<string | null> {
  const mail = await outgoingById(app.db, outgoingId);
  if (mail?.status !== 'queued' || mail.audience !== 'customer' || mail.inquiry_id === null) return null;
  const inquiry = await inquiryById(app.db, mail.inquiry_id);
  const most = inquiry?.reply_limits?.dayBytes;
  if (!inquiry || most === undefined) return null;
  const since = new Date(app.clock.now().getTime() - DAY_MS);
  const sent = await bytesSentThrough(app.db, inquiry.channel, since);
  // A single mail beyond the limit would wait for ever; the limit of one mail stops it where there is one.
  if (sent === 0 || sent + mail.raw.length <= most) return null;
  return `${inquiry.channel} passes on ${megabytes(most)} MB in 24 hours; ${megabytes(sent)} MB have gone out`;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
