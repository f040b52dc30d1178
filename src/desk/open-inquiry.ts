/** Makes an inquiry out of a routed message. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { meetContact } from '../db/contacts.ts';
import { createInquiry } from '../db/inquiries.ts';
import type { ReplyPolicy } from '../model/channel.ts';
import { hiddenAddress } from '../model/hidden-address.ts';
import type { ChannelKind } from '../model/inquiry.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import type { Risk } from '../model/risk.ts';
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
  notification?: { layoutId: string | null; layoutKnown: boolean; replyPolicy: ReplyPolicy };
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
      subject: found.subject,
      text: found.text,
      receivedAt: origin.receivedAt,
      thread: seenByCustomer(found, origin.message),
      risk: found.risk ?? null,
      replyPolicy: found.notification?.replyPolicy ?? 'smtp',
      linkedInquiryId: found.linkedInquiryId ?? null,
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
  if (found.forwardedBy !== null) return [message.embedded[0]?.messageId ?? null].filter((id) => id !== null);
  if (found.channel !== 'email' || message.messageId === null) return [];
  return [...message.references.slice(-10), message.messageId];
}
