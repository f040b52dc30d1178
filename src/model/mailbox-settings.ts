/** Further shared mailboxes beside the one of the environment, as in config/mailboxes.yaml. */
import { z } from 'zod';

const Server = (port: number) =>
  z.object({
    host: z.string(),
    port: z.int().min(1).max(65535).default(port),
    tls: z.enum(['implicit', 'starttls', 'none']).default('implicit'),
  });

export const MailboxSettings = z.object({
  mailboxes: z
    .array(
      z.object({
        address: z.email().toLowerCase(),
        /** Login name where it is not the address. */
        user: z.string().optional(),
        /** Name of the environment variable that holds the password. */
        passwordVariable: z.string(),
        imap: Server(993),
        smtp: Server(465),
        folders: z.array(z.string()).min(1).default(['INBOX']),
        sentFolder: z.string().nullable().default(null),
        plusAddressing: z.boolean().default(false),
        startAt: z.coerce.date().nullable().default(null),
      }),
    )
    .default([]),
});
export type MailboxSettings = z.infer<typeof MailboxSettings>;
