/** A database of its own for a test: the embedded PostgreSQL in a folder that is gone afterwards. */
import { type Db, openDatabase } from '../../src/db/connect.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { openLog } from '../../src/log.ts';

export type TestDatabase = {
  db: Db /** Another process that opens it there shares the server. */;
  dataDir: string;
  close(): Promise<void>;
};

export async function openTestDatabase(): Promise<TestDatabase> {
  const folder = makeTemporaryFolder('database');
  const database = await openDatabase({ databaseUrl: null, dataDir: folder.path }, openLog('silent'));
  return {
    db: database.db,
    dataDir: folder.path,
    close: async () => {
      await database.close();
      folder.remove();
    },
  };
}
