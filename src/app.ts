/** Opens everything a process needs once (database, queues, mail) and closes it in reverse. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { compileVocabulary, type Vocabulary } from './analyze/vocabulary.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { type Db, openDatabase } from './db/connect.ts';
import { openTokenKeeper } from './db/refresh-tokens.ts';
import { type Model, openModel } from './llm/ask-model.ts';
import { type AccessTokens, openAccessTokens } from './mail/oauth2.ts';
import { openSentFolder, type SentFolder } from './mail/sent-folder.ts';
import { openSmtp, type Smtp } from './mail/smtp.ts';
import { type LookUpTxt, openTxtRecords } from './mail/txt-records.ts';
import type { MailAccount } from './model/mail-account.ts';
import { postgresQueues, type Queues, redisQueues } from './queues.ts';

export type OpenMailbox = { account: MailAccount; smtp: Smtp; sentFolder: SentFolder };

export type App = {
  config: Config;
  log: Logger;
  clock: Clock;
  db: Db;
  /** What the database runs on, for people. */
  databasePlace: string;
  queues: Queues;
  /** In the order of the settings; empty when no mailbox is configured. */
  mailboxes: readonly OpenMailbox[];
  /** Access tokens for mailboxes that want OAuth2. */
  tokens: AccessTokens;
  /** Where the keys of signatures (DKIM) are found. */
  lookUpTxt: LookUpTxt;
  vocabulary: Vocabulary;
  /** Null = no language model is configured. */
  model: Model | null;
  /** Unguessable bytes for tokens and Message-IDs. */
  random(bytes: number): Uint8Array;
  close(): Promise<void>;
};

/**
 * @throws with a sentence for the person who installs when the database or Redis cannot be used
 */
export async function openApp(
  config: Config,
  log: Logger,
  clock: Clock = systemClock,
  lookUpTxt: LookUpTxt = openTxtRecords(),
): Promise<App> {
  const database = await openDatabase(config, log);
  let queues: Queues;
  try {
    queues = config.redisUrl
      ? await redisQueues(config.redisUrl, log)
      : await postgresQueues(database.openPool('-c search_path=bullmq,public', 40), log);
  } catch (error) {
    await database.close();
    throw error;
  }
  const tokens = openAccessTokens({ keeper: openTokenKeeper(database.db) });
  const mailboxes = config.mailboxes.map((account) => ({
    account,
    smtp: openSmtp(account.smtp, tokens),
    sentFolder: openSentFolder(account, { log, tokens }),
  }));
  const model = config.languageModel ? openModel(config.languageModel) : null;
  return {
    config,
    log,
    clock,
    db: database.db,
    databasePlace: database.place,
    queues,
    mailboxes,
    tokens,
    lookUpTxt,
    vocabulary: compileVocabulary(config.vocabulary),
    model,
    random: (bytes) => randomBytes(bytes),
    close: async () => {
      // First, so that no job on its way out waits for an answer.
      await model?.close();
      await queues.close();
      await Promise.all(mailboxes.map((mailbox) => mailbox.sentFolder.close()));
      for (const mailbox of mailboxes) mailbox.smtp.close();
      await database.close();
    },
  };
}
