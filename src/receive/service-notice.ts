/** Reads the notices that Amazon SES mails as JSON through SNS: bounce, complaint, delivery. */
import { z } from 'zod';
import type { MailMessage } from '../model/message.ts';
import type { Reported } from './bounce-report.ts';

export type ServiceNotice =
  | { kind: 'bounce'; reported: Reported[]; messageIds: string[] }
  | { kind: 'complaint'; recipients: string[]; feedback: string; messageIds: string[] }
  | { kind: 'delivered' };

const LONGEST = 200_000;
const Text = z.string().max(4000);
const Recipient = z.object({
  emailAddress: Text,
  action: Text.default('failed'),
  status: Text.nullish(),
  diagnosticCode: Text.nullish(),
});
/** The shapes of the Amazon SES developer guide, "notification contents". */
const Notice = z.union([
  z.object({
    bounce: z.object({ bouncedRecipients: z.array(Recipient).min(1).max(100) }),
  }),
  z.object({
    complaint: z.object({
      complainedRecipients: z.array(z.object({ emailAddress: Text })).max(100),
      complaintFeedbackType: Text.nullish(),
    }),
  }),
  z.object({ delivery: z.object({ recipients: z.array(Text) }) }),
]);
/** The mail it is about: SES replaces the Message-ID and keeps ours among the headers it was given. */
const About = z.object({
  mail: z.object({
    commonHeaders: z.object({ messageId: Text.nullish() }).nullish(),
    headers: z
      .array(z.object({ name: Text, value: Text }))
      .max(500)
      .nullish(),
  }),
});
/** The envelope of SNS unless raw delivery is set. */
const Envelope = z.object({ Type: z.literal('Notification'), Message: z.string().max(LONGEST) });

/** Null when the text is no such notice. */
export function readServiceNotice({ text }: Pick<MailMessage, 'text'>): ServiceNotice | null {
  if (!/^\s{0,20}\{/.test(text) || !/notificationType|eventType/.test(text.slice(0, LONGEST))) return null;
  const outer = parsed(text.slice(0, text.lastIndexOf('}') + 1).slice(0, LONGEST));
  const envelope = Envelope.safeParse(outer);
  const notice = envelope.success ? parsed(envelope.data.Message) : outer;
  const { data } = Notice.safeParse(notice);
  if (!data) return null;
  const messageIds = idsIn(notice);
  if ('delivery' in data) return { kind: 'delivered' };
  if ('complaint' in data) {
    const recipients = data.complaint.complainedRecipients.map(({ emailAddress }) => emailAddress.toLowerCase());
    return { kind: 'complaint', recipients, feedback: data.complaint.complaintFeedbackType ?? 'abuse', messageIds };
  }
  return {
    kind: 'bounce',
    messageIds,
    reported: data.bounce.bouncedRecipients.map(({ emailAddress, action, status, diagnosticCode }) => ({
      recipient: emailAddress.toLowerCase(),
      original: null,
      action: action.toLowerCase(),
      status: status ?? null,
      diagnostic: (diagnosticCode ?? '').replace(/^smtp; ?/i, ''),
    })),
  };
}

function idsIn(notice: unknown): string[] {
  const { data } = About.safeParse(notice);
  const { commonHeaders, headers } = data?.mail ?? {};
  const given = headers?.filter(({ name }) => name.toLowerCase() === 'message-id').map(({ value }) => value.trim());
  return [...new Set([...(commonHeaders?.messageId ? [commonHeaders.messageId] : []), ...(given ?? [])])].slice(0, 5);
}

/** Mail servers break lines of more than 998 characters; sendmail marks the place with `!`. */
function parsed(text: string): unknown {
  for (const candidate of [text, text.replace(/!?\n ?/g, '')]) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next candidate.
    }
  }
  return null;
}
