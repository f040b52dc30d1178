/** Opens everything a process needs once (database, queues, mail) and closes it in reverse. */
import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { compileVocabulary, type Vocabulary } from './analyze/vocabulary.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { type Db, openDatabase } from './db/connect.ts';
import { openSentFolder, type SentFolder } from './mail/sent-folder.ts';
import { openSmtp, type Smtp } from './mail/smtp.ts';
import { postgresQueues, type Queues, redisQueues } from './queues.ts';

export type App = {
  config: Config;
  log: Logger;
  clock: Clock;
  db: Db;
  /** What the database runs on, for people. */
  databasePlace: string;
  queues: Queues;
  /** null when no mailbox is configured. */
  smtp: Smtp | null;
  sentFolder: SentFolder | null;
  vocabulary: Vocabulary;
  /** Unguessable bytes for tokens and Message-IDs. */
  random(bytes: number): Uint8Array;
  close(): Promise<void>;
};

/**
 * @throws with a sentence for the person who installs when the database or Redis cannot be used
 */
export async function openApp(config: Config, log: Logger, clock: Clock = systemClock): Promise<App> {
  const database = await openDatabase(config, log);
  let queues: Queues;
  try {
    queues = config.redisUrl
      ? await redisQueues(config.redisUrl, log)
      : await postgresQueues(database.openPool('-c search_path=bullmq,public', 30), log);
  } catch (error) {
    await database.close();
    throw error;
  }
  const smtp = config.mail ? openSmtp(config.mail.smtp) : null;
  const sentFolder = config.mail ? openSentFolder(config.mail, log) : null;
  return {
    config,
    log,
    clock,
    db: database.db,
    databasePlace: database.place,
    queues,
    smtp,
    sentFolder,
    vocabulary: compileVocabulary(config.vocabulary),
    random: (bytes) => randomBytes(bytes),
    close: async () => {
      await queues.close();
      await sentFolder?.close();
      smtp?.close();
      await database.close();
    },
  };
}
