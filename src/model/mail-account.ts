/** How the shared mailbox is reached: the settings of its IMAP and SMTP servers. */
import { z } from 'zod';

/** `implicit` = TLS from the first byte (RFC 8314), `starttls` = upgraded, `none` = only for a loopback server. */
export const ServerLogin = z.object({
  host: z.string(),
  port: z.int().min(1).max(65535),
  tls: z.enum(['implicit', 'starttls', 'none']),
  user: z.string(),
  password: z.string(),
});
export type ServerLogin = z.infer<typeof ServerLogin>;

export const MailAccount = z.object({
  /** The shared mailbox's own address: From of every mail the desk sends. */
  address: z.string(),
  imap: ServerLogin,
  smtp: ServerLogin,
  /** Folders to watch, INBOX first. */
  folders: z.array(z.string()).min(1),
  /** Folder for copies of what was sent; null = the one the server marks \Sent (RFC 6154). */
  sentFolder: z.string().nullable(),
  /** Mail that arrived before this instant is counted but not read; null = the moment of the first connection. */
  startAt: z.date().nullable(),
  pollSeconds: z.int().positive(),
});
export type MailAccount = z.infer<typeof MailAccount>;
