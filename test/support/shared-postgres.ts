/**
 * One PostgreSQL for the whole run of the tests (jest's globalSetup): the embedded one, without its waiting for the disk.
 * Each test takes a database of its own from it, copied from one whose tables are there already.
 */
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../../src/db/connect.ts';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { openLog } from '../../src/log.ts';
import { postgresQueues } from '../../src/queues.ts';
import { databaseUrl, TEMPLATE } from './database.ts';

/** A desk holds some forty connections. */
const SETTINGS = ['max_connections = 500', 'fsync = off', 'full_page_writes = off', 'autovacuum = off'];

export default async function startSharedPostgres(): Promise<() => Promise<void>> {
  const folder = makeTemporaryFolder('postgres');
  const first = await startEmbedded(folder.path);
  const admin = new pg.Client({ host: first.host, user: first.user, database: first.database });
  await admin.connect();
  for (const setting of SETTINGS) await admin.query(`alter system set ${setting}`);
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await first.stop();
  const server = await startEmbedded(folder.path);
  process.env.TEST_POSTGRES = JSON.stringify({
    host: server.host,
    user: server.user,
  } satisfies Partial<EmbeddedServer>);
  // Programs that tests start compile each file once.
  process.env.NODE_COMPILE_CACHE = join(folder.path, 'compiled');
  await makeTemplate();
  return async () => {
    await server.stop();
    folder.remove();
  };
}

async function makeTemplate(): Promise<void> {
  const log = openLog('silent');
  const database = await openDatabase({ databaseUrl: databaseUrl(TEMPLATE), dataDir: '' }, log);
  const queues = await postgresQueues(database.openPool('-c search_path=bullmq,public', 40), log);
  await queues.close();
  await database.close();
}
