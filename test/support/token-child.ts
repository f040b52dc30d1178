/** A process of its own that takes access tokens by one sign-in, each as if it had just started, and prints them. */
import { openDatabase } from '../../src/db/connect.ts';
import { openTokenKeeper } from '../../src/db/refresh-tokens.ts';
import { openLog } from '../../src/log.ts';
import { openAccessTokens } from '../../src/mail/oauth2.ts';
import type { OAuth2Login } from '../../src/model/mail-account.ts';

const { databaseUrl, login, times } = JSON.parse(process.argv[2] ?? '{}') as {
  databaseUrl: string;
  login: OAuth2Login;
  times: number;
};
const { db, close } = await openDatabase({ databaseUrl, dataDir: '' }, openLog('silent'));
for (let turn = 0; turn < times; turn++) {
  console.log(await openAccessTokens({ keeper: openTokenKeeper(db) }).take(login));
}
await close();
