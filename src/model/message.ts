/** A mail as the rest of the service sees it: parsed once at the door, then stored and trusted. */
import { z } from 'zod';

/** A mail address with its display name ('' when there is none); the address is lower-case. */
export const Mailbox = z.object({ name: z.string(), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;

/** A part that the sender attached. Its bytes stay in the raw source; `part` is its index in the parsed mail. */
export const Attachment = z.object({
  filename: z.string(),
  contentType: z.string(),
  size: z.int(),
  sha256: z.string(),
  /** What the bytes are, whatever the sender calls them; null when they are of no known kind. */
  sniffedType: z.string().nullable().optional(),
  /** Names inside a ZIP file or an Office document, at most 100. */
  zipEntries: z.array(z.string()).optional(),
  /** Cannot be opened without a password. */
  encrypted: z.boolean().optional(),
  /** Holds VBA macros. */
  macros: z.boolean().optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** The header block and words of a mail that another mail carries as message/rfc822. */
export const EmbeddedMail = z.object({
  messageId: z.string().nullable(),
  from: Mailbox.nullable(),
  replyTo: z.array(Mailbox),
  to: z.array(Mailbox),
  subject: z.string(),
  date: z.iso.datetime({ offset: true }).nullable(),
  text: z.string(),
  /** 1 = attached to the message itself, 2 = to such a mail, and so on. */
  depth: z.int().optional(),
});
export type EmbeddedMail = z.infer<typeof EmbeddedMail>;

/**
 * A parsed mail (RFC 5322, RFC 2045). `text` is the plain text: text/plain when the mail has it, else its HTML
 * converted. `headers` maps a lower-case header name to its decoded values in the order they stand.
 */
export const MailMessage = z.object({
  messageId: z.string().nullable(),
  inReplyTo: z.string().nullable(),
  references: z.array(z.string()),
  subject: z.string(),
  date: z.iso.datetime({ offset: true }).nullable(),
  from: Mailbox.nullable(),
  replyTo: z.array(Mailbox),
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  text: z.string(),
  /** Top-level media type with its parameters, e.g. `multipart/report; report-type=delivery-status`. */
  contentType: z.string(),
  headers: z.record(z.string(), z.array(z.string())),
  /** How many Received fields stand above each Authentication-Results field. */
  receivedAbove: z.array(z.int()).optional(),
  attachments: z.array(Attachment),
  embedded: z.array(EmbeddedMail),
  /** The text of a message/delivery-status or message/disposition-notification part (RFC 3464, RFC 8098). */
  report: z.string().nullable(),
  /**
   * Text that the sender made invisible (style, tag characters, comments, long alternative texts): not the buyer's
   * words and not in `text`. The preview line of a newsletter is hidden in the same way and harmless.
   */
  hiddenText: z.string().optional(),
  /** Web links of the HTML that show something else than their target; at most 200. */
  links: z.array(z.object({ text: z.string(), href: z.string() })).optional(),
  /** What was cut because the mail is beyond all measure: 'text', 'html', 'parts', 'addresses' … */
  limits: z.array(z.string()).optional(),
});
export type MailMessage = z.infer<typeof MailMessage>;

/** What a message turned out to be. Every stored message ends with exactly one. */
export const Disposition = z.enum([
  'inquiry',
  'customer_reply',
  'decision',
  'bounce',
  'auto_reply',
  'read_receipt',
  'complaint',
  'not_inquiry',
  'suspicious',
  'duplicate',
  'own_mail',
  'unreadable',
  'needs_sender',
]);
export type Disposition = z.infer<typeof Disposition>;
