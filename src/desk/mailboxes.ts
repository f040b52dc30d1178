/** The open mailboxes: which one a mail leaves from. */
import type { App, OpenMailbox } from '../app.ts';
import { subjectTag } from '../reply/approval-token.ts';

/** The mailbox with this address; the first one when it is no longer configured; null when none is. */
export function mailboxOf(app: App, address: string | null): OpenMailbox | null {
  return app.mailboxes.find((mailbox) => mailbox.account.address === address) ?? app.mailboxes[0] ?? null;
}

/** The address a mail leaves from; without any mailbox mails wait in the outbox under this name. */
export function senderAddress(app: App, address: string | null): string {
  return mailboxOf(app, address)?.account.address ?? `inquiries@${app.config.company.domains[0] ?? 'localhost'}`;
}

/** Whether mail to `name+anything@domain` reaches the mailbox (RFC 5233). */
export function plusAddressing(app: App, address: string | null): boolean {
  return mailboxOf(app, address)?.account.plusAddressing ?? false;
}

/** What the subject of a question to the team begins with: the token only where no plus address carries it. */
export function questionTag(app: App, mailbox: string | null, inquiryNo: string, token: string): string {
  return plusAddressing(app, mailbox) ? `[${inquiryNo}]` : subjectTag(inquiryNo, token);
}
