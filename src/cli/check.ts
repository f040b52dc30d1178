/** Command check: tries the settings and every connection, and says each fault in plain words, all at once. */

import { checkRedis } from '../check-redis.ts';
import { type Config, ConfigError, loadConfig } from '../config.ts';
import { openDatabase } from '../db/connect.ts';
import { openLog } from '../log.ts';
import { checkImap, checkSmtp } from '../mail/check-login.ts';
import type { MailAccount } from '../model/mail-account.ts';
import { templateFaults } from '../reply/template-faults.ts';

type Result = { name: string; ok: boolean; message: string };

/** @returns 0 when everything can be used, else 1 */
export async function check(
  env: Record<string, string | undefined>,
  options: { json?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const results = await checkAll(env);
  const faults = results.filter((result) => !result.ok);
  if (options.json) {
    print(JSON.stringify({ ok: faults.length === 0, checks: results }, null, 2));
  } else {
    for (const { name, ok, message } of results) print(`${ok ? '✓' : '✗'} ${name}: ${message}`);
    print(faults.length === 0 ? 'All checks passed.' : `${faults.length} of ${results.length} checks failed.`);
  }
  return faults.length === 0 ? 0 : 1;
}

async function checkAll(env: Record<string, string | undefined>): Promise<Result[]> {
  let config: Config;
  try {
    config = loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.faults.map((message) => ({ name: 'settings', ok: false, message }));
  }
  const settings = {
    name: 'settings',
    ok: true,
    message: `${config.company.name}, ${config.company.team.length} people`,
  };
  return [settings, checkTemplates(config), ...(await Promise.all(connections(config)))];
}

function checkTemplates(config: Config): Result {
  const faults = templateFaults(config.templates);
  const count = Object.values(config.templates).reduce((sum, languages) => sum + Object.keys(languages).length, 0);
  return { name: 'templates', ok: faults.length === 0, message: faults.join('; ') || `${count} templates` };
}

function connections(config: Config): Promise<Result>[] {
  const { mailboxes, redisUrl } = config;
  return [
    attempt('database', async () => {
      const { place, close } = await openDatabase(config, openLog('silent'));
      await close();
      return place;
    }),
    attempt('queues', async () => {
      if (!redisUrl) return 'in the database (REDIS_URL is not set)';
      await checkRedis(redisUrl);
      return 'Redis, reachable and set up so that it keeps every job';
    }),
    ...(mailboxes.length > 0 ? mailboxes.flatMap(mailboxChecks) : [attempt('mailbox', noMailbox)]),
  ];
}

function mailboxChecks({ address, imap, smtp }: MailAccount): Promise<Result>[] {
  const login = (name: string, host: string, look: () => Promise<string | null>) =>
    attempt(name, async () => {
      const fault = await look();
      if (fault) throw new Error(fault);
      return `${address} at ${host}`;
    });
  return [
    login('mailbox, reading (IMAP)', imap.host, () => checkImap(imap)),
    login('mailbox, sending (SMTP)', smtp.host, () => checkSmtp(smtp)),
  ];
}

async function noMailbox(): Promise<string> {
  throw new Error('not configured: set MAIL_ADDRESS, MAIL_PASSWORD, IMAP_HOST and SMTP_HOST');
}

async function attempt(name: string, run: () => Promise<string>): Promise<Result> {
  try {
    return { name, ok: true, message: await run() };
  } catch (error) {
    return { name, ok: false, message: (error as Error).message };
  }
}
