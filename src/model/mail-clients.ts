/** The words that mail programs put around what people write, by language, as in config/mail-clients.yaml. */
import { z } from 'zod';

const Words = z.array(z.string().min(1)).default([]);

/** What a label in the header block of a quoted or forwarded mail stands for. */
export const HeaderLabel = z.enum(['from', 'replyTo', 'to', 'cc', 'date', 'subject', 'other']);
export type HeaderLabel = z.infer<typeof HeaderLabel>;

/** The words of one language; case, spaces inside labels and full-width forms do not matter. */
const ClientLanguage = z.object({
  /** Labels of a header block, without the colon. */
  labels: z.object({
    from: Words,
    replyTo: Words,
    to: Words,
    cc: Words,
    date: Words,
    subject: Words,
    /** Labels that belong to a block but say nothing the service needs. */
    other: Words,
  }),
  /** Words of the line that introduces a quotation, e.g. `wrote`. */
  wrote: Words,
  /** Words between dashes before a quoted original. */
  originalMessage: Words,
  /** Words before a forwarded mail, between dashes or with a colon at the end. */
  forwardedMessage: Words,
  /** How a line begins or ends that a mail program adds below the text, e.g. `Sent from my`. */
  sentFrom: Words,
  /** How a line begins that a mail program adds, when it ends in a link to that program, e.g. `Sent from`. */
  sentWith: Words,
  /** Lines with which people close a letter above their name, without the comma. */
  closings: Words,
  /** Subject prefixes, without the colon. */
  forwardPrefixes: Words,
  replyPrefixes: Words,
});

export const MailClients = z.object({
  languages: z.record(z.string(), ClientLanguage),
  /** Domains of trade platforms: their addresses are never a customer's. */
  platformDomains: z.array(z.string().toLowerCase()),
  /** Domains of services that mail the entries of website forms. */
  formDomains: z.array(z.string().toLowerCase()),
  /** Local parts (with or without separators) that no person reads, e.g. `noreply`. */
  machineNames: z.array(z.string().toLowerCase()),
});
export type MailClients = z.infer<typeof MailClients>;
