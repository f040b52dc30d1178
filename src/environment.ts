/** The environment variables of the service: their names, defaults and what is wrong with a value, in plain words. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { LanguageModel } from './model/language-model.ts';
import { type MailAccount, OAuth2Login, type ServerLogin } from './model/mail-account.ts';
import type { MailboxSettings } from './model/mailbox-settings.ts';
import type { WebPlace } from './model/web-place.ts';

const Port = z.coerce.number({ error: 'must be a port number, for example 993' }).int().min(1).max(65535);
const Tls = z.enum(['implicit', 'starttls', 'none'], { error: 'must be implicit, starttls or none' });

export const Environment = z.object({
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be trace, debug, info, warn, error or silent',
    })
    .default('info'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: 'must look like postgresql://user:password@host:5432/database' })
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, { error: 'must look like redis://host:6379' })
    .optional(),
  MAIL_ADDRESS: z.email({ error: 'must be the e-mail address of the shared mailbox' }).toLowerCase().optional(),
  MAIL_USER: z.string().optional(),
  MAIL_PASSWORD: z.string().optional(),
  IMAP_HOST: z.string().optional(),
  IMAP_PORT: Port.default(993),
  IMAP_TLS: Tls.default('implicit'),
  SMTP_HOST: z.string().optional(),
  SMTP_PORT: Port.default(465),
  SMTP_TLS: Tls.default('implicit'),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  MAIL_CA_FILE: z.string().optional(),
  MAIL_FOLDERS: z.string().default('INBOX'),
  SENT_FOLDER: z.string().optional(),
  MAIL_PLUS_ADDRESSING: z.enum(['yes', 'no'], { error: 'must be yes or no' }).default('no'),
  MAIL_START: z.coerce.date({ error: 'must be a date such as 2026-11-23' }).optional(),
  OAUTH_CLIENT_ID: z.string().optional(),
  OAUTH_CLIENT_SECRET: z.string().optional(),
  OAUTH_REFRESH_TOKEN: z.string().optional(),
  OAUTH_TOKEN_URL: z.url({ error: 'must be the https address of the token service' }).optional(),
  OAUTH_SCOPE: z.string().optional(),
  FILE_PROCESSED: z.string().optional(),
  FILE_QUARANTINE: z.string().optional(),
  FILE_NOT_INQUIRIES: z.string().optional(),
  METRICS_PORT: z.coerce
    .number({ error: 'must be a port number, for example 9464' })
    .int()
    .min(1)
    .max(65535)
    .optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  WEB_PORT: Port.optional(),
  WEB_HOST: z.string().default('127.0.0.1'),
  WEB_PUBLIC_URL: z
    .url({
      protocol: /^https?$/,
      error: 'must be the address people reach the page at, such as https://desk.example.com',
    })
    .optional(),
  LLM_BASE_URL: z.url({ error: 'must be an address such as https://llm.example.com/v1' }).optional(),
  LLM_MODEL: z.string().optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_TIMEOUT_SECONDS: z.coerce.number({ error: 'must be a number of seconds' }).min(1).max(120).default(20),
  LLM_MAX_TOKENS: z.coerce.number({ error: 'must be a number of tokens' }).int().min(256).max(32_000).default(4_000),
  POLL_SECONDS: z.coerce.number({ error: 'must be a number of seconds' }).int().min(5).default(60),
});
export type Environment = z.infer<typeof Environment>;

const mailVariables = ['MAIL_ADDRESS', 'MAIL_PASSWORD', 'IMAP_HOST', 'SMTP_HOST'] as const;
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/;

/** The mailbox that the variables describe, or null when none of them is set; half a mailbox is a fault. */
export function mailAccount(environment: Environment, faults: string[]): MailAccount | null {
  const oauth2 = oauth2Login(environment, faults);
  const missing = mailVariables.filter(
    (name) => environment[name] === undefined && !(name === 'MAIL_PASSWORD' && oauth2 !== null),
  );
  if (missing.length >= mailVariables.length - 1 && environment.MAIL_ADDRESS === undefined) return null;
  const { MAIL_ADDRESS: address, IMAP_HOST: imapHost, SMTP_HOST: smtpHost } = environment;
  const password = environment.MAIL_PASSWORD ?? (oauth2 ? '' : undefined);
  if (!address || password === undefined || !imapHost || !smtpHost) {
    faults.push(`the mailbox is only half configured: ${missing.join(', ')} must be set too`);
    return null;
  }
  const user = environment.MAIL_USER ?? address;
  const imap = {
    host: imapHost,
    port: environment.IMAP_PORT,
    tls: environment.IMAP_TLS,
    user,
    password,
    ...(oauth2 ? { oauth2 } : {}),
  };
  const smtp = {
    host: smtpHost,
    port: environment.SMTP_PORT,
    tls: environment.SMTP_TLS,
    user: environment.SMTP_USER ?? user,
    password: environment.SMTP_PASSWORD ?? password,
    ...(oauth2 ? { oauth2 } : {}),
  };
  checkTls('IMAP_TLS', imap, faults);
  checkTls('SMTP_TLS', smtp, faults);
  return {
    address,
    imap,
    smtp,
    folders: environment.MAIL_FOLDERS.split(',').map((folder) => folder.trim()),
    sentFolder: environment.SENT_FOLDER ?? null,
    startAt: environment.MAIL_START ?? null,
    pollSeconds: environment.POLL_SECONDS,
    plusAddressing: environment.MAIL_PLUS_ADDRESSING === 'yes',
  };
}

/** Access tokens instead of a password (Gmail, Microsoft 365), or null when none of it is set. */
function oauth2Login(environment: Environment, faults: string[]): OAuth2Login | null {
  const { OAUTH_CLIENT_ID, OAUTH_CLIENT_SECRET, OAUTH_REFRESH_TOKEN, OAUTH_TOKEN_URL, OAUTH_SCOPE } = environment;
  const needed = { OAUTH_CLIENT_ID, OAUTH_REFRESH_TOKEN, OAUTH_TOKEN_URL };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length === 3) return null;
  const read = OAuth2Login.safeParse({
    clientId: OAUTH_CLIENT_ID,
    clientSecret: OAUTH_CLIENT_SECRET,
    refreshToken: OAUTH_REFRESH_TOKEN,
    tokenUrl: OAUTH_TOKEN_URL,
    scope: OAUTH_SCOPE,
  });
  if (read.success) return read.data;
  const reason = read.error.issues[0]?.message ?? 'cannot be read';
  faults.push(
    missing.length > 0
      ? `OAuth2 is only half configured: ${missing.join(', ')} must be set too`
      : `OAUTH_TOKEN_URL ${reason}`,
  );
  return null;
}

function checkTls(name: string, login: ServerLogin, faults: string[]) {
  if (login.tls === 'none' && !loopback.test(login.host)) {
    faults.push(`${name}: none would send the password unprotected to ${login.host}; use implicit or starttls`);
  }
}

/** The optional language model, or null when no address is set; the key travels unprotected to this machine only. */
export function languageModel(environment: Environment, faults: string[]): LanguageModel | null {
  const { LLM_BASE_URL: baseUrl, LLM_MODEL: model, LLM_API_KEY: apiKey } = environment;
  if (baseUrl === undefined) return null;
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol !== 'https:' && !(protocol === 'http:' && loopback.test(hostname))) {
    faults.push('LLM_BASE_URL must begin with https:// unless the model runs on this machine');
  }
  if (model === undefined) faults.push('LLM_MODEL must be set when LLM_BASE_URL is');
  return {
    baseUrl,
    model: model ?? '',
    apiKey: apiKey ?? null,
    timeoutMs: environment.LLM_TIMEOUT_SECONDS * 1000,
    maxTokens: environment.LLM_MAX_TOKENS,
  };
}

/** Where the approval page is served and under which address people see it; null = nowhere. */
export function webPlace(environment: Environment, faults: string[]): WebPlace | null {
  const { WEB_PORT: port, WEB_HOST: host, WEB_PUBLIC_URL: address } = environment;
  if (port === undefined && address === undefined) return null;
  if (port === undefined || address === undefined) {
    faults.push('WEB_PORT and WEB_PUBLIC_URL must be set together: the one is listened on, the other stands in mails');
    return null;
  }
  return { host, port, publicUrl: address.replace(/[?#].*/, '').replace(/\/{1,20}$/, '') };
}

/** Adds the certificates of MAIL_CA_FILE to the logins of the mailboxes, as trusted authorities. */
export function trustingOwnCa(
  mailboxes: MailAccount[],
  { MAIL_CA_FILE: file }: Partial<Environment>,
  faults: string[],
): MailAccount[] {
  if (file === undefined) return mailboxes;
  let ca: string;
  try {
    ca = readFileSync(file, 'utf8');
    new X509Certificate(ca);
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code !== 'ENOENT';
    faults.push(`MAIL_CA_FILE: ${file} ${isThere ? 'holds no certificate (PEM)' : 'is missing'}`);
    return mailboxes;
  }
  return mailboxes.map(({ imap, smtp, ...rest }) => ({ ...rest, imap: { ...imap, ca }, smtp: { ...smtp, ca } }));
}

/** The mailboxes of config/mailboxes.yaml with their passwords out of the environment. */
export function furtherMailboxes(
  { mailboxes }: MailboxSettings,
  env: Record<string, string | undefined>,
  faults: string[],
): MailAccount[] {
  return mailboxes.map((mailbox) => {
    const password = env[mailbox.passwordVariable] ?? '';
    if (password === '') {
      faults.push(`mailboxes.yaml ${mailbox.address}: the environment variable ${mailbox.passwordVariable} is not set`);
    }
    const user = mailbox.user ?? mailbox.address;
    const imap = { ...mailbox.imap, user, password };
    const smtp = { ...mailbox.smtp, user, password };
    checkTls(`mailboxes.yaml ${mailbox.address} imap`, imap, faults);
    checkTls(`mailboxes.yaml ${mailbox.address} smtp`, smtp, faults);
    const { address, folders, sentFolder, startAt, plusAddressing } = mailbox;
    return { address, imap, smtp, folders, sentFolder, startAt, plusAddressing, pollSeconds: 60 };
  });
}
