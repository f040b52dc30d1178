/** Gets access tokens for mailboxes that want OAuth2 instead of a password, and keeps them while they are good. */
import { isNativeError } from 'node:util/types';
import type { OAuth2Login } from '../model/mail-account.ts';

/** A sign-in that failed; `isRefused` when only a person can mend it: the permission is gone, the client unknown. */
export class TokenFailure extends Error {
  readonly isRefused: boolean;
  constructor(message: string, isRefused: boolean, cause?: unknown) {
    super(message, { cause });
    this.isRefused = isRefused;
  }
}

/**
 * Keeps the newest refresh token across restarts and for all processes: Microsoft hands out a new one with every access
 * token, and the old one ends after 90 days; other servers void the old one at once.
 */
export type RefreshTokenKeeper = {
  /**
   * Calls `use` with the newest refresh token (null: none is kept for these settings) while no other process does, and
   * keeps the one that it gives back; null = nothing new.
   */
  exchange(login: OAuth2Login, use: (kept: string | null) => Promise<string | null>): Promise<void>;
};

export type AccessTokens = {
  /** A token that is good for another minute at least. Rejects with TokenFailure. */
  take(login: OAuth2Login): Promise<string>;
  /** Another token than `refused`, which the mail server did not accept. */
  renew(login: OAuth2Login, refused: string): Promise<string>;
};

type Token = { value: string; goodUntil: number };
type Account = {
  token: Token | null;
  /** What this process was given last, and what the keeper had then: it wins while the keeper still has that. */
  last: { refreshToken: string; kept: string | null } | null;
  asking: Promise<Token> | null;
};

const MARGIN_MS = 60_000;
/** RFC 6749 only recommends that the server tells the lifetime; this is what providers give at least. */
const DEFAULT_LIFETIME_S = 1800;
const MAX_ANSWER = 64 * 1024;
/** RFC 6749, 5.2: what no repetition mends. Everything else may be the server's bad hour. */
const REFUSALS = /^(?:invalid_grant|invalid_client|unauthorized_client|invalid_scope|invalid_request|\w+_required)$/;

/** One request at a time for each sign-in, whoever asks: the watched folders, Sent and SMTP share the token. */
export function openAccessTokens(
  options: { now?: () => number; timeoutMs?: number; keeper?: RefreshTokenKeeper } = {},
): AccessTokens {
  const { now = Date.now, timeoutMs = 20_000, keeper = forgetful } = options;
  const accounts = new Map<string, Account>();

  const request = async (account: Account, login: OAuth2Login): Promise<Token> => {
    const asked = now();
    const answers: Answer[] = [];
    const use = async (kept: string | null): Promise<string | null> => {
      const { last } = account;
      const refreshToken = (last?.kept === kept ? last?.refreshToken : kept) ?? login.refreshToken;
      const answer = await postForm(login, refreshToken, timeoutMs);
      answers.push(answer);
      const newest = answer.refreshToken ?? refreshToken;
      account.last = { refreshToken: newest, kept };
      return newest === kept || newest === login.refreshToken ? null : newest;
    };
    const failure = await keeper.exchange(login, use).then(
      () => null,
      (error: unknown) => error,
    );
    const [answer] = answers;
    // A token that could not be kept is good all the same; the newest refresh token is in `account` until the next time.
    if (answer) return { value: answer.accessToken, goodUntil: asked + answer.lifetimeMs - MARGIN_MS };
    if (failure instanceof TokenFailure) throw failure;
    const why = 'The database, which keeps the newest permission for the mailbox, does not answer.';
    throw new TokenFailure(why, false, failure);
  };
  const ask = async (account: Account, login: OAuth2Login): Promise<string> => {
    account.asking ??= request(account, login).finally(() => {
      account.asking = null;
    });
    account.token = await account.asking;
    return account.token.value;
  };
  const find = ({ tokenUrl, clientId, clientSecret = '', refreshToken, scope = '' }: OAuth2Login): Account => {
    const key = JSON.stringify([tokenUrl, clientId, clientSecret, refreshToken, scope]);
    const account = accounts.get(key) ?? { token: null, last: null, asking: null };
    accounts.set(key, account);
    return account;
  };

  return {
    async take(login) {
      const account = find(login);
      if (account.token && now() < account.token.goodUntil) return account.token.value;
      return await ask(account, login);
    },
    async renew(login, refused) {
      const account = find(login);
      if (account.token && account.token.value !== refused) return account.token.value;
      return await ask(account, login);
    },
  };
}

/** Where nothing is kept, the process alone remembers. */
const forgetful: RefreshTokenKeeper = {
  async exchange(_login, use) {
    await use(null);
  },
};

type Answer = { accessToken: string; refreshToken: string | null; lifetimeMs: number };

async function postForm(login: OAuth2Login, refreshToken: string, timeoutMs: number): Promise<Answer> {
  const { host } = new URL(login.tokenUrl);
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: login.clientId,
    refresh_token: refreshToken,
    ...(login.clientSecret ? { client_secret: login.clientSecret } : {}),
    ...(login.scope ? { scope: login.scope } : {}),
  });
  let status: number;
  let text: string;
  try {
    const response = await fetch(login.tokenUrl, {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json' },
      // The secrets in the form are for this address only.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = response.status;
    text = await response.text();
  } catch (error) {
    const why = isNativeError(error) && error.name === 'TimeoutError' ? 'did not answer in time' : 'cannot be reached';
    throw new TokenFailure(`The sign-in server ${host} ${why}.`, false, causeOf(error));
  }
  return readAnswer(text, status, host, [refreshToken, login.clientSecret ?? '']);
}

function readAnswer(text: string, status: number, host: string, secrets: string[]): Answer {
  const fields = parseFields(text);
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: expiresIn } = fields;
  if (status < 400 && typeof accessToken === 'string' && /^[\x21-\x7e]+$/.test(accessToken)) {
    const seconds = Number(expiresIn);
    return {
      accessToken,
      refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : null,
      lifetimeMs: (Number.isFinite(seconds) && seconds > 0 ? seconds : DEFAULT_LIFETIME_S) * 1000,
    };
  }
  const error = typeof fields.error === 'string' ? fields.error : '';
  if (REFUSALS.test(error)) {
    const advice =
      error === 'invalid_grant'
        ? 'The permission for the mailbox has expired or was withdrawn: sign in again and store the new refresh token'
        : 'Please check client id, client secret and scope';
    throw new TokenFailure(`The sign-in server ${host} refused. ${advice}${words(fields, secrets)}.`, true);
  }
  throw new TokenFailure(
    `The sign-in server ${host} gave no token (status ${status})${words(fields, secrets)}.`,
    false,
  );
}

function parseFields(text: string): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(text.slice(0, MAX_ANSWER));
    return typeof fields === 'object' && fields !== null ? { ...fields } : {};
  } catch {
    return {};
  }
}

/** The server's own words; some servers repeat what they were sent. */
function words({ error, error_description: description }: Record<string, unknown>, secrets: string[]): string {
  const said = [error, description].filter((part) => typeof part === 'string').join(': ');
  if (said === '') return '';
  const masked = secrets.filter(Boolean).reduce((text, secret) => text.replaceAll(secret, '***'), said);
  return ` (it said: ${masked.replace(/\p{Cc}+/gu, ' ').slice(0, 200)})`;
}

/** Node hides the reason of a failed fetch one level down. */
function causeOf(error: unknown): unknown {
  return isNativeError(error) && error.cause !== undefined ? error.cause : error;
}
