/** Keeps the newest refresh token of every OAuth2 sign-in, sealed, and lets one process at a time exchange it. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { RefreshTokenKeeper } from '../mail/oauth2.ts';
import type { OAuth2Login } from '../model/mail-account.ts';
import type { Db } from './connect.ts';

const CIPHER = 'aes-256-gcm';
const SALT_BYTES = 16;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A row belongs to the refresh token of the settings: its key is a hash of that, and what opens it is derived from that
 * (HKDF, AES-256-GCM). So the database alone gives nothing away, and a new token in the settings begins anew.
 */
export function openTokenKeeper(db: Db): RefreshTokenKeeper {
  return {
    exchange: (login, use) =>
      db.transaction().execute(async (trx) => {
        const account = nameOf(login);
        // Held while the sign-in server is asked: of two processes the second must go on with what the first was given.
        await sql`select pg_advisory_xact_lock(hashtextextended(${account}, 0))`.execute(trx);
        const row = await trx
          .selectFrom('refresh_tokens')
          .select('sealed')
          .where('account', '=', account)
          .executeTakeFirst();
        const newest = await use(row ? unseal(row.sealed, login) : null);
        if (newest === null) return;
        const kept = { sealed: seal(newest, login), saved_at: sql<Date>`clock_timestamp()` };
        await trx
          .insertInto('refresh_tokens')
          .values({ account, ...kept })
          .onConflict((conflict) => conflict.column('account').doUpdateSet(kept))
          .execute();
      }),
  };
}

function nameOf({ tokenUrl, clientId, refreshToken }: OAuth2Login): string {
  return createHash('sha256')
    .update(JSON.stringify([tokenUrl, clientId, refreshToken]))
    .digest('hex');
}

function keyFor(login: OAuth2Login, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', login.refreshToken, salt, 'inquiry-desk refresh token', 32));
}

function seal(token: string, login: OAuth2Login): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor(login, salt), iv);
  const hidden = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()]);
  return Buffer.concat([salt, iv, cipher.getAuthTag(), hidden]);
}

/** null when it cannot be opened: then the token of the settings has to do. */
function unseal(sealed: Buffer, login: OAuth2Login): string | null {
  const [salt, iv, tag] = [
    sealed.subarray(0, SALT_BYTES),
    sealed.subarray(SALT_BYTES, SALT_BYTES + IV_BYTES),
    sealed.subarray(SALT_BYTES + IV_BYTES, SALT_BYTES + IV_BYTES + TAG_BYTES),
  ];
  try {
    const decipher = createDecipheriv(CIPHER, keyFor(login, salt), iv, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(tag);
    const hidden = sealed.subarray(SALT_BYTES + IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
