/** A database of its own for a test, on the PostgreSQL that runs for all of them (shared-postgres.ts). */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Db, openDatabase } from '../../src/db/connect.ts';
import { openLog } from '../../src/log.ts';

export const TEMPLATE = 'template_desk';

export type TestDatabase = { db: Db; url: string; close(): Promise<void> };

/** As DATABASE_URL takes it. */
export function databaseUrl(name: string): string {
  const { host, user } = server();
  return `postgresql:///${name}?host=${encodeURIComponent(host)}&user=${user}`;
}

/** A new database with all tables, and nothing in them. */
export async function createDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(`create database ${name} template ${TEMPLATE}`);
  return { url: databaseUrl(name), drop: () => asAdministrator(`drop database ${name} with (force)`) };
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const { url, drop } = await createDatabase();
  const { db, close } = await openDatabase({ databaseUrl: url, dataDir: '' }, openLog('silent'));
  return {
    db,
    url,
    close: async () => {
      await close();
      await drop();
    },
  };
}

async function asAdministrator(statement: string): Promise<void> {
  const client = new pg.Client({ ...server(), database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function server(): { host: string; user: string } {
  const said = process.env.TEST_POSTGRES;
  if (said === undefined) throw new Error('jest has not started test/support/shared-postgres.ts');
  return JSON.parse(said) as { host: string; user: string };
}
