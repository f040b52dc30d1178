/** Opens PostgreSQL: the one DATABASE_URL names, or an embedded one; brings its tables up to date. */
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Logger } from 'pino';
import { startEmbedded } from './embedded.ts';
import * as foundation from './migrations/0001-foundation.ts';
import * as receiving from './migrations/0002-receiving.ts';
import * as routing from './migrations/0003-routing.ts';
import * as mailbox from './migrations/0004-mailbox.ts';
import * as letters from './migrations/0005-letters.ts';
import * as quotations from './migrations/0006-quotations.ts';
import * as answers from './migrations/0007-answers.ts';
import * as waiting from './migrations/0008-waiting.ts';
import * as documents from './migrations/0009-documents.ts';
import * as edits from './migrations/0010-edits.ts';
import * as corrections from './migrations/0011-corrections.ts';
import * as sanctions from './migrations/0012-sanctions.ts';
import * as dayFigures from './migrations/0013-day-figures.ts';
import type { Schema } from './schema.ts';

/** A connection pool or a transaction on our tables: every query function takes one as its first argument. */
export type Db = Kysely<Schema>;

export type OpenDatabase = {
  db: Db;
  /** What it runs on, for people: `embedded PostgreSQL in /srv/desk/data` or the host of DATABASE_URL. */
  place: string;
  /** A further pool on the same server, for BullMQ's own tables. */
  openPool(options: string, max: number): pg.Pool;
  close(): Promise<void>;
};

const migrations = {
  '0001-foundation': foundation,
  '0002-receiving': receiving,
  '0003-routing': routing,
  '0004-mailbox': mailbox,
  '0005-letters': letters,
  '0006-quotations': quotations,
  '0007-answers': answers,
  '0008-waiting': waiting,
  '0009-documents': documents,
  '0010-edits': edits,
  '0011-corrections': corrections,
  '0012-sanctions': sanctions,
  '0013-day-figures': dayFigures,
};

// Ids are bigint in PostgreSQL and stay far below 2^53; as strings they would compare and key wrongly.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/**
 * @throws when the server cannot be reached, with a sentence that says which setting to look at
 */
export async function openDatabase(
  settings: { databaseUrl: string | null; dataDir: string },
  log: Logger,
): Promise<OpenDatabase> {
  const embedded = settings.databaseUrl
    ? null
    : await startEmbedded(settings.dataDir, { log: (message) => log.info(message) });
  const server = embedded
    ? // Said in full, so that PGPORT or PGSSLMODE of the installer's shell cannot lead elsewhere.
      { host: embedded.host, port: 5432, ssl: false, user: embedded.user, database: embedded.database }
    : { connectionString: settings.databaseUrl ?? '' };
  const pools: pg.Pool[] = [];
  const openPool = (options: string, max: number) => {
    const pool = new pg.Pool({ ...server, options, max, application_name: 'inquiry-desk' });
    pool.on('error', (error) => log.warn({ reason: error.message }, 'a database connection was lost'));
    pools.push(pool);
    return pool;
  };
  const db: Db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: openPool('-c timezone=UTC', 10) }) });
  const close = async () => {
    await db.destroy();
    for (const pool of pools.slice(1)) if (!pool.ended) await pool.end();
    await embedded?.stop();
  };
  try {
    await migrate(db);
  } catch (error) {
    await close();
    throw embedded ? error : unreachable(settings.databaseUrl ?? '', error as Error);
  }
  const place = embedded ? `embedded PostgreSQL in ${embedded.place}` : `PostgreSQL at ${hostOf(settings.databaseUrl)}`;
  return { db, place, openPool, close };
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Host and database of a connection string, without user and password. */
function hostOf(databaseUrl: string | null): string {
  if (!databaseUrl) return 'nowhere';
  const { host, pathname } = new URL(databaseUrl);
  return `${host || 'a local socket'}${pathname}`;
}

function unreachable(databaseUrl: string, error: Error): Error {
  return new Error(`DATABASE_URL: the database at ${hostOf(databaseUrl)} cannot be used: ${error.message}`);
}
