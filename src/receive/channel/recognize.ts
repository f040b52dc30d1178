/** Tells which form or platform a mail comes from: by the sender's domain, for forms of any site by what is in it. */
import type { ChannelSettings } from '../../model/channel.ts';
import type { MailMessage } from '../../model/message.ts';
import { headerValue } from '../headers.ts';
import { belongsTo } from '../organisation.ts';
import { matchAny, patternLine } from './pattern.ts';
import { type PreparedLayout, prepareLayouts } from './prepared.ts';

/** What a notification is read from; of a forwarded one the headers are lost. */
export type NotificationMail = Pick<MailMessage, 'from' | 'replyTo' | 'subject' | 'text' | 'headers'>;

/** `matched`: subject, marker, header or exact address fit too, so the layout is the expected one. */
export type Recognised = { layout: PreparedLayout; matched: boolean };

const MOST_LINES = 400;

/** The layout of the platform or form service that the sender's domain belongs to; display names prove nothing. */
export function recogniseSender(mail: NotificationMail, channels: ChannelSettings): Recognised | null {
  const address = mail.from?.address;
  if (!address) return null;
  const candidates = prepareLayouts(channels).filter(({ layout }) => isSender(address, layout));
  const best = candidates.find((candidate) => fits(mail, candidate)) ?? candidates[0];
  return best ? { layout: best, matched: fits(mail, best) || best.layout.match.addresses.includes(address) } : null;
}

/** The layout of a form plug-in that sends from any site. */
export function recogniseForm(mail: NotificationMail, channels: ChannelSettings): Recognised | null {
  const anySender = prepareLayouts(channels).filter(
    ({ layout }) => layout.match.addresses.length === 0 && layout.match.domains.length === 0,
  );
  const lines = linesOf(mail);
  const sure = anySender.find((layout) => hasHeaderOf(mail, layout) || hasMarker(lines, layout));
  const found = sure ?? anySender.find(({ match }) => matchAny(match.subjects, patternLine(mail.subject)) !== null);
  return found ? { layout: found, matched: true } : null;
}

function isSender(address: string, { match, notInquiry, domains }: PreparedLayout['layout']): boolean {
  return (
    match.addresses.includes(address) ||
    notInquiry.addresses.includes(address) ||
    belongsTo(address, [...match.domains, ...domains])
  );
}

function fits(mail: NotificationMail, layout: PreparedLayout): boolean {
  if (matchAny(layout.match.subjects, patternLine(mail.subject)) !== null) return true;
  return hasHeaderOf(mail, layout) || hasMarker(linesOf(mail), layout);
}

function hasHeaderOf(mail: NotificationMail, { layout }: PreparedLayout): boolean {
  return layout.match.headers.some((wanted) => {
    const [name = '', value = ''] = wanted.split(':', 2).map((part) => part.trim());
    return (mail.headers[name]?.length ?? 0) > 0 && headerValue(mail, name).toLowerCase().startsWith(value);
  });
}

function hasMarker(lines: readonly string[], { match }: PreparedLayout): boolean {
  if (match.markers.length === 0) return false;
  return lines.some((line) => matchAny(match.markers, patternLine(line)) !== null);
}

/** Templates speak at the beginning and the end. */
function linesOf({ text }: NotificationMail): string[] {
  const lines = text
    .slice(0, 200_000)
    .split('\n', 5_000)
    .filter((line) => line.trim() !== '');
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES / 2), ...lines.slice(-MOST_LINES / 2)];
}
