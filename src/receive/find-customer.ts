/** Finds out who the buyer of a new mail is. Forwarders, platforms, forms and machines are never taken for him. */
import type { Company, TeamMember } from '../model/company.ts';
import type { ChannelKind } from '../model/inquiry.ts';
import type { MailClients } from '../model/mail-clients.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import { readForward } from './forward.ts';
import { hasHeader, headerValue } from './headers.ts';
import { belongsTo } from './organisation.ts';
import { newWords } from './reply-text.ts';
import { subjectKind, withoutForwardPrefixes } from './subject-prefix.ts';

/** `found`: the buyer, where he wrote and what; `unknown`: `askWhom` has to be asked who he is. */
export type FoundCustomer =
  | {
      kind: 'found';
      customer: Mailbox;
      channel: ChannelKind;
      /** E-mail of the colleague who forwarded it. */
      forwardedBy: string | null;
      /** What the forwarder added. */
      note: string;
      subject: string;
      /** The buyer's own words; his `-- ` signature stays below such a line, since it says who he is. */
      text: string;
    }
  | { kind: 'unknown'; askWhom: string };

export type Places = { mailboxAddress: string; company: Company; clients: MailClients };

/** Machine names of this length are specific enough to be found at either end of a longer one (`no-reply-forms`). */
const SPECIFIC_NAME = 7;

export function findCustomer(message: MailMessage, places: Places): FoundCustomer {
  const { company, clients } = places;
  const { from } = message;
  if (!from) return { kind: 'unknown', askWhom: company.defaultOwner };
  if (isOurs(from.address, places)) return fromOurSide(message, from, places);
  const visitor = replyToPerson(message, places);
  if (isMachine(from.address, clients)) {
    if (!visitor) return { kind: 'unknown', askWhom: company.defaultOwner };
    const channel = belongsTo(from.address, clients.platformDomains) ? 'other_platform' : 'web_form';
    return { kind: 'found', customer: visitor, channel, forwardedBy: null, ...notification(message, clients) };
  }
  return { kind: 'found', customer: from, channel: 'email', forwardedBy: null, note: '', ...direct(message, clients) };
}

/** The team member who writes from the address, by his e-mail or an alias. */
export function memberAt(company: Company, address: string): TeamMember | null {
  return company.team.find(({ email, aliases }) => email === address || aliases.includes(address)) ?? null;
}

/** Whether the address is the company's: its domains, the desk itself, or a private address of a team member. */
export function isOurs(address: string, { mailboxAddress, company }: Places): boolean {
  const aliases = company.team.flatMap((member) => [member.email, ...member.aliases]);
  return belongsTo(address, [...company.domains, mailboxAddress.toLowerCase(), ...aliases]);
}

/** A form on our own site writes from our domain; everything else from our side is a colleague forwarding something. */
function fromOurSide(message: MailMessage, from: Mailbox, places: Places): FoundCustomer {
  const { company, clients, mailboxAddress } = places;
  const member = memberAt(company, from.address);
  const aliases = company.team.flatMap(({ email, aliases }) => [email, ...aliases]);
  const forward = readForward(message, clients, [...company.domains, mailboxAddress.toLowerCase(), ...aliases]);
  const original = forward?.original.from;
  if (forward && original && !isMachine(original.address, clients)) {
    const text = buyersText(forward.original.text, clients);
    const { subject } = forward.original;
    const forwardedBy = member?.email ?? from.address;
    return { kind: 'found', customer: original, channel: 'email', forwardedBy, note: forward.note, subject, text };
  }
  const visitor = forward ? null : replyToPerson(message, places);
  // A colleague's private Reply-To must not make him the customer: only a machine writes for others in his name.
  if (visitor && (!member || isAutomatic(message))) {
    const channel = hasHeader(message, 'list-id') ? 'email' : 'web_form';
    return { kind: 'found', customer: visitor, channel, forwardedBy: null, ...notification(message, clients) };
  }
  return { kind: 'unknown', askWhom: member?.email ?? company.defaultOwner };
}

/** The first Reply-To that is a person's outside: not ours, not a platform's, not a machine's. */
export function replyToPerson(message: MailMessage, places: Places): Mailbox | null {
  const isPerson = ({ address }: Mailbox) => !isOurs(address, places) && !isMachine(address, places.clients);
  return message.replyTo.find(isPerson) ?? null;
}

function isMachine(address: string, clients: MailClients): boolean {
  if (belongsTo(address, clients.platformDomains) || belongsTo(address, clients.formDomains)) return true;
  const name = address.slice(0, address.lastIndexOf('@')).replace(/[._+-]/g, '');
  return clients.machineNames.some(
    (known) => name === known || (known.length >= SPECIFIC_NAME && (name.startsWith(known) || name.endsWith(known))),
  );
}

function isAutomatic(message: MailMessage): boolean {
  const submitted = headerValue(message, 'auto-submitted').toLowerCase();
  return (
    (submitted !== '' && !submitted.startsWith('no')) || /^(?:bulk|list)$/i.test(headerValue(message, 'precedence'))
  );
}

function notification(message: MailMessage, clients: MailClients) {
  const { text } = newWords(message.text, clients);
  return { note: '', subject: message.subject, text: text === '' ? message.text.trim() : text };
}

/** A buyer may himself forward what he wants quoted: then that is part of what he says. */
function direct(message: MailMessage, clients: MailClients) {
  const forwards = subjectKind(message.subject, clients) === 'forward';
  const forward = forwards ? readForward({ ...message, embedded: [] }, clients, []) : null;
  const own = buyersText(message.text, clients);
  const text = forward ? [own, forward.original.text].filter((part) => part !== '').join('\n\n') : own;
  return { subject: withoutForwardPrefixes(message.subject, clients), text: text === '' ? message.text.trim() : text };
}

function buyersText(text: string, clients: MailClients): string {
  const own = newWords(text, clients);
  if (own.text === '') return text.trim();
  return own.signature === '' ? own.text : `${own.text}\n\n-- \n${own.signature}`;
}
