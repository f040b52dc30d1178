/** Command check: tries the settings and every connection, and says each fault in plain words, all at once. */

import { randomBytes } from 'node:crypto';
import { checkRedis } from '../check-redis.ts';
import { type Config, ConfigError, loadConfig } from '../config.ts';
import { type OpenDatabase, openDatabase } from '../db/connect.ts';
import { topmostResults } from '../db/received-results.ts';
import { openTokenKeeper } from '../db/refresh-tokens.ts';
import { loadedLists } from '../db/sanctions.ts';
import { openLog } from '../log.ts';
import { checkImap, checkSmtp } from '../mail/check-login.ts';
import { checkPlusAddress } from '../mail/check-plus-address.ts';
import { type AccessTokens, openAccessTokens } from '../mail/oauth2.ts';
import type { MailAccount, ServerLogin } from '../model/mail-account.ts';
import { describeProof } from '../receive/describe-proof.ts';
import { templateFaults } from '../reply/template-faults.ts';

const PLUS_WAIT_MS = 60_000;

type Result = { name: string; ok: boolean; message: string };

/** @returns 0 when everything can be used, else 1 */
export async function check(
  env: Record<string, string | undefined>,
  options: { json?: boolean; plusAddress?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const results = await checkAll(env, options.plusAddress ?? false);
  const faults = results.filter((result) => !result.ok);
  if (options.json) {
    print(JSON.stringify({ ok: faults.length === 0, checks: results }, null, 2));
  } else {
    for (const { name, ok, message } of results) print(`${ok ? '✓' : '✗'} ${name}: ${message}`);
    print(faults.length === 0 ? 'All checks passed.' : `${faults.length} of ${results.length} checks failed.`);
  }
  return faults.length === 0 ? 0 : 1;
}

async function checkAll(env: Record<string, string | undefined>, triesPlus: boolean): Promise<Result[]> {
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
  return [settings, checkTemplates(config), ...(await checkConnections(config, triesPlus))];
}

function checkTemplates(config: Config): Result {
  const faults = templateFaults(config.templates);
  const count = Object.values(config.templates).reduce((sum, languages) => sum + Object.keys(languages).length, 0);
  return { name: 'templates', ok: faults.length === 0, message: faults.join('; ') || `${count} templates` };
}

async function checkConnections(config: Config, triesPlus: boolean): Promise<Result[]> {
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
        ? mailboxes.flatMap((account) => mailboxChecks(account, database, triesPlus))
        : [attempt('mailbox', noMailbox)];
    const proof = await proofOfAnswers(config, database);
    const lists = await sanctionsLists(database);
    return [reachable, await queues, proof, lists, ...(await Promise.all(checks))];
  } finally {
    await (database as OpenDatabase | null)?.close();
  }
}

/** No fault, but what the owner should know before he relies on answers by mail. */
async function proofOfAnswers({ company }: Config, database: OpenDatabase | null): Promise<Result> {
  const seen = database ? await topmostResults(database.db) : [];
  return { name: 'proof of answers', ok: true, message: describeProof(company, seen) };
}

/** Without a list nobody is compared; that is no fault. */
async function sanctionsLists(database: OpenDatabase | null): Promise<Result> {
  const lists = database ? await loadedLists(database.db) : [];
  const said = lists.map(({ title, date, names }) => `${title} ${date} (${names} names)`).join(', ');
  return { name: 'sanctions lists', ok: true, message: said || 'none loaded, customers are not compared with any' };
}

function mailboxChecks(account: MailAccount, database: OpenDatabase | null, triesPlus: boolean): Promise<Result>[] {
  const { address, imap, smtp } = account;
  const tokens = openAccessTokens(database ? { keeper: openTokenKeeper(database.db) } : {});
  const login = (name: string, server: ServerLogin, look: typeof checkImap) =>
    attempt(name, async () => {
      if (server.oauth2 && !database) throw new Error('not tried: the database keeps the newest permission (OAuth2)');
      const fault = await look(server, tokens);
      if (fault) throw new Error(fault);
      return `${address} at ${server.host}`;
    });
  return [
    login('mailbox, reading (IMAP)', imap, checkImap),
    login('mailbox, sending (SMTP)', smtp, checkSmtp),
    attempt('answers to a plus address', () => plusAddress(account, tokens, triesPlus)),
  ];
}

/** Sends a mail only when that was asked for. */
async function plusAddress(account: MailAccount, tokens: AccessTokens, tries: boolean): Promise<string> {
  const isOn = account.plusAddressing ?? false;
  if (!tries) {
    const state = isOn
      ? 'switched on: answers go to an address with the code'
      : 'switched off: the code stands in the subject of what is asked';
    return `${state}. "check --plus-address" sends one mail to try whether ${account.address} can be reached so`;
  }
  const trial = { tag: randomBytes(6).toString('hex'), now: new Date(), waitMs: PLUS_WAIT_MS, everyMs: 3000 };
  const found = await checkPlusAddress(account, { log: openLog('silent'), tokens }, trial);
  const where = 'MAIL_PLUS_ADDRESSING (in mailboxes.yaml: plusAddressing)';
  if (found.kind === 'arrives') {
    const next = isOn ? '' : `; set ${where} to yes, and the code leaves the subject`;
    return `works: the mail to ${found.address} has come to ${found.folder}${next}`;
  }
  const why =
    found.kind === 'refused'
      ? `the server does not take mail to ${found.address}: ${found.response}`
      : `the mail to ${found.address} has not come within a minute (see the junk folder)`;
  if (isOn) throw new Error(`${why}. Answers of your people would be lost: switch ${where} off`);
  return `${why}. Leave ${where} off`;
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
