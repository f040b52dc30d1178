/** Command check: tries the settings and every connection, and says each fault in plain words, all at once. */

import { checkRedis } from '../check-redis.ts';
import { type Config, ConfigError, loadConfig } from '../config.ts';
import { type OpenDatabase, openDatabase } from '../db/connect.ts';
import { topmostResults } from '../db/received-results.ts';
import { openTokenKeeper } from '../db/refresh-tokens.ts';
import { openLog } from '../log.ts';
import { checkImap, checkSmtp } from '../mail/check-login.ts';
import { openAccessTokens } from '../mail/oauth2.ts';
import type { MailAccount, ServerLogin } from '../model/mail-account.ts';
import { describeProof } from '../receive/describe-proof.ts';
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
  return [settings, checkTemplates(config), ...(await checkConnections(config))];
}

function checkTemplates(config: Config): Result {
  const faults = templateFaults(config.templates);
  const count = Object.values(config.templates).reduce((sum, languages) => sum + Object.keys(languages).length, 0);
  return { name: 'templates', ok: faults.length === 0, message: faults.join('; ') || `${count} templates` };
}

async function checkConnections(config: Config): Promise<Result[]> {
  const { mailboxes, redisUrl } = config;
  let database: OpenDatabase | null = null;
  const reachable = await attempt('database', async () => {
    database = await openDatabase(config, openLog('silent'));
    return database.place;
  });
  const queues = attempt('queues', async () => {
    if (!redisUrl) return 'in the database (REDIS_URL is not set)';
    await checkRedis(redisUrl);
    return 'Redis, reachable and set up so that it keeps every job';
  });
  try {
    const checks =
      mailboxes.length > 0
        ? mailboxes.flatMap((account) => mailboxChecks(account, database))
        : [attempt('mailbox', noMailbox)];
    const proof = await proofOfAnswers(config, database);
    return [reachable, await queues, proof, ...(await Promise.all(checks))];
  } finally {
    await (database as OpenDatabase | null)?.close();
  }
}

/** No fault, but what the owner should know before he relies on answers by mail. */
async function proofOfAnswers({ company }: Config, database: OpenDatabase | null): Promise<Result> {
  const seen = database ? await topmostResults(database.db) : [];
  return { name: 'proof of answers', ok: true, message: describeProof(company, seen) };
}

function mailboxChecks({ address, imap, smtp }: MailAccount, database: OpenDatabase | null): Promise<Result>[] {
  const tokens = openAccessTokens(database ? { keeper: openTokenKeeper(database.db) } : {});
  const login = (name: string, server: ServerLogin, look: typeof checkImap) =>
    attempt(name, async () => {
      if (server.oauth2 && !database) throw new Error('not tried: the database keeps the newest permission (OAuth2)');
      const fault = await look(server, tokens);
      if (fault) throw new Error(fault);
      return `${address} at ${server.host}`;
    });
  return [login('mailbox, reading (IMAP)', imap, checkImap), login('mailbox, sending (SMTP)', smtp, checkSmtp)];
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
