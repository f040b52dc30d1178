/** How the shared mailbox is reached: the settings of its IMAP and SMTP servers. */
import { z } from 'zod';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * How to get access tokens instead of sending a password (RFC 6749, 6; XOAUTH2): Gmail, Microsoft 365. The token
 * address must be https, for the refresh token goes there.
 */
export const OAuth2Login = z.object({
  clientId: z.string().min(1),
  /** Google gives one to every client, Microsoft only to confidential ones. */
  clientSecret: z.string().optional(),
  refreshToken: z.string().min(1),
  /** https://oauth2.googleapis.com/token or https://login.microsoftonline.com/TENANT/oauth2/v2.0/token. */
  tokenUrl: z.url().refine((url) => isProtected(url), { error: 'must begin with https://' }),
  /** Only where the server wants it repeated; it may not ask for more than the refresh token was given for. */
  scope: z.string().optional(),
});
export type OAuth2Login = z.infer<typeof OAuth2Login>;

function isProtected(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
}

/** `implicit` = TLS from the first byte (RFC 8314), `starttls` = upgraded, `none` = only for a loopback server. */
export const ServerLogin = z.object({
  host: z.string(),
  port: z.int().min(1).max(65535),
  tls: z.enum(['implicit', 'starttls', 'none']),
  user: z.string(),
  /** Not used, and may be empty, with `oauth2`. */
  password: z.string(),
  oauth2: OAuth2Login.optional(),
  /** Certificates (PEM) of authorities that are trusted besides the usual ones, as in a company with its own. */
  ca: z.string().optional(),
});
export type ServerLogin = z.infer<typeof ServerLogin>;

export const MailAccount = z.object({
  /** The shared mailbox's own address: From of every mail the desk sends. */
  address: z.string(),
  imap: ServerLogin,
  smtp: ServerLogin,
  /** Folders to watch, INBOX first: a path such as `Sales/Inquiries`, or a special use such as `\\Junk` (RFC 6154). */
  folders: z.array(z.string()).min(1),
  /** Folder for copies of what was sent; null = the one the server marks \Sent (RFC 6154). */
  sentFolder: z.string().nullable(),
  /** Mail that arrived before this instant is counted but not read; null = the moment of the first connection. */
  startAt: z.date().nullable(),
  pollSeconds: z.int().positive(),
  /** Mail to `name+anything@domain` reaches the mailbox too (RFC 5233): answers then carry their token there. */
  plusAddressing: z.boolean().optional(),
});
export type MailAccount = z.infer<typeof MailAccount>;
