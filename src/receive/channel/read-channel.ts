/** Decides whether a mail is the notification of a form or platform, known or not, and reads it as one. */
import type { ChannelSettings } from '../../model/channel.ts';
import type { MailClients } from '../../model/mail-clients.ts';
import { belongsTo, organisationOf } from '../organisation.ts';
import { isMachine } from './machine-address.ts';
import {
  buyerFieldCount,
  type ReadNotification,
  readNotification,
  readNotificationFields,
  type Sender,
} from './notification.ts';
import { type NotificationMail, recogniseForm, recogniseSender } from './recognize.ts';

type Places = { clients: MailClients; channels?: ChannelSettings | undefined };
type WhoSends = { isOurSide: boolean; isBuyers: Sender['isBuyers'] };

/**
 * Null when the mail is no notification: a person wrote it, or a machine whose words name no visitor. Without `channels`
 * nothing is read.
 */
export function readChannel(mail: NotificationMail, places: Places, who: WhoSends): ReadNotification | null {
  const { clients, channels } = places;
  if (!channels) return null;
  const address = mail.from?.address ?? '';
  const sender = (channel: Sender['channel'], recognised: Sender['recognised']): Sender => ({
    recognised,
    channel,
    isBuyers: (candidate) => candidate !== address && who.isBuyers(candidate),
  });
  const known = address === '' ? null : recogniseSender(mail, channels);
  if (known) return readNotification(mail, channels, sender('other_platform', known));
  if (belongsTo(address, clients.platformDomains))
    return readNotification(mail, channels, sender('other_platform', null));
  if (belongsTo(address, clients.formDomains)) return readNotification(mail, channels, sender('web_form', null));
  return readForm(mail, channels, sender('web_form', null), who.isOurSide || isMachine(address, clients));
}

/**
 * The form of a site: sent by our site or a robot with an outsider in a labelled field or in Reply-To; or in the name
 * of the visitor himself, when the template says so.
 */
function readForm(
  mail: NotificationMail,
  channels: ChannelSettings,
  sender: Sender,
  mayBeForm: boolean,
): ReadNotification | null {
  const recognised = recogniseForm(mail, channels);
  const address = mail.from?.address ?? '';
  const foreign = mail.replyTo.filter(({ address: other }) => organisationOf(other) !== organisationOf(address));
  if (!mayBeForm && !recognised && foreign.length === 0) return null;
  const read = readNotificationFields(mail, channels, recognised);
  // A platform nobody has described: its form says whom Reply-To answers.
  const answersBuyer = foreign.some(
    (mailbox) => sender.isBuyers(mailbox.address) && read.emails.includes(mailbox.address),
  );
  if (!mayBeForm && !recognised) {
    const isFilledIn = answersBuyer && buyerFieldCount(read) >= 3 && read.found.has('message');
    return isFilledIn ? readNotification(mail, channels, { ...sender, channel: 'other_platform' }, read) : null;
  }
  const asVisitor = { ...sender, isBuyers: (candidate: string) => candidate === address || sender.isBuyers(candidate) };
  // A person who quotes a form is no form: only one that was filled in with his own address is.
  if (!mayBeForm) {
    const isHis = recognised !== null && read.emails.includes(address);
    return isHis ? readNotification(mail, channels, { ...asVisitor, recognised }, read) : null;
  }
  const home = organisationOf(address);
  const isVisitor = (candidate: string) => sender.isBuyers(candidate) && organisationOf(candidate) !== home;
  const hasVisitor = read.emails.some(isVisitor) || mail.replyTo.some((mailbox) => isVisitor(mailbox.address));
  const isFilledIn = buyerFieldCount(read) >= 2 && read.fields.message !== null;
  if (!(recognised && isFilledIn) && !(hasVisitor && buyerFieldCount(read) >= 1 && read.fields.message !== null))
    return null;
  return readNotification(mail, channels, { ...sender, isBuyers: isVisitor, recognised }, read);
}
