/** Makes an inquiry out of a routed message. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { meetContact } from '../db/contacts.ts';
import { createInquiry } from '../db/inquiries.ts';
import { hiddenAddress } from '../model/hidden-address.ts';
import type { ChannelKind } from '../model/inquiry.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import type { Risk } from '../model/risk.ts';
import type { Notification } from '../receive/channel/notification.ts';
import { ownerOf } from './team.ts';

export type FoundInquiry = {
  customer: Mailbox;
  channel: ChannelKind;
  forwardedBy: string | null;
  note: string;
  subject: string;
  /** The buyer's own words. */
  text: string;
  risk?: Risk;
  /** For mail of forms and platforms. */
  notification?: Notification;
  /** Message-ID of the forwarded mail. */
  originalId?: string;
  linkedInquiryId?: number;
};

/** Records the inquiry and its contact; the person who forwarded it owns it. */
export async function openInquiry(
  trx: Db,
  app: App,
  origin: { messageId: number; mailbox: string; message: MailMessage; receivedAt: Date },
  found: FoundInquiry,
): Promise<number> {
  const at = app.clock.now();
  const { company } = app.config;
  const { notification } = found;
  return createInquiry(
    trx,
    {
      messageId: origin.messageId,
      contactId: await meetContact(trx, reachable(found.customer, origin.messageId), at),
      owner: ownerOf(company, found.forwardedBy ?? company.defaultOwner).email,
      mailbox: origin.mailbox,
      channel: found.channel,
      forwardedBy: found.forwardedBy,
      note: found.note,
      // A platform that passes answers on looks for its own subject.
      subject: isRelayed(found) ? origin.message.subject : found.subject,
      text: found.text,
      receivedAt: origin.receivedAt,
      thread: seenByCustomer(found, origin.message),
      risk: found.risk ?? null,
      replyPolicy: notification?.replyPolicy ?? 'smtp',
      linkedInquiryId: found.linkedInquiryId ?? null,
      platform: notification ? { ...notification, url: notification.platformUrl } : null,
    },
    at,
  );
}

/** A buyer whose address a platform hides is known by a name that no mail can reach. */
function reachable(customer: Mailbox, messageId: number): Mailbox {
  return customer.address === '' ? { ...customer, address: hiddenAddress(messageId) } : customer;
}

/** The customer has never seen the forwarder's mail or the form's: answering those ids would thread nowhere. */
function seenByCustomer(found: FoundInquiry, message: MailMessage): string[] {
  if (found.forwardedBy !== null) return found.originalId ? [found.originalId] : [];
  const isSeen = found.channel === 'email' || isRelayed(found);
  if (!isSeen || message.messageId === null) return [];
  return [...message.references.slice(-10), message.messageId];
}

function isRelayed({ notification }: FoundInquiry): boolean {
  return notification?.replyPolicy === 'relay_by_mail';
}
