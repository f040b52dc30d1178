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
 * Keeps the newest refresh token of an account across restarts: Microsoft hands out a new one with every access token,
 * and the old one ends after 90 days. `account` is an opaque name, the same for the same settings.
 */
export type RefreshTokenKeeper = {
  load(account: string): Promise<string | null>;
  save(account: string, refreshToken: string): Promise<void>;
};

export type AccessTokens = {
  /** A token that is good for another minute at least. Rejects with TokenFailure. */
  take(user: string, login: OAuth2Login): Promise<string>;
  /** Another token than `refused`, which the mail server did not accept. */
  renew(user: string, login: OAuth2Login, refused: string): Promise<string>;
};

type Token = { value: string; goodUntil: number };
type Account = { token: Token | null; refreshToken: string | null; asking: Promise<Token> | null };

const MARGIN_MS = 60_000;
/** RFC 6749 only recommends that the server tells the lifetime; this is what providers give at least. */
const DEFAULT_LIFETIME_S = 1800;
const MAX_ANSWER = 64 * 1024;
/** RFC 6749, 5.2: what no repetition mends. Everything else may be the server's bad hour. */
const REFUSALS = /^(?:invalid_grant|invalid_client|unauthorized_client|invalid_scope|invalid_request|\w+_required)$/;

/** One request at a time for each account, whoever asks: the watched folders, Sent and SMTP share the token. */
export function openAccessTokens(
  options: { now?: () => number; timeoutMs?: number; keeper?: RefreshTokenKeeper } = {},
): AccessTokens {
  const { now = Date.now, timeoutMs = 20_000, keeper } = options;
  const accounts = new Map<string, Account>();

  const request = async (name: string, account: Account, login: OAuth2Login): Promise<Token> => {
    account.refreshToken ??= (await keeper?.load(name)) ?? login.refreshToken;
    const asked = now();
    const answer = await postForm(login, account.refreshToken, timeoutMs);
    if (answer.refreshToken !== null && answer.refreshToken !== account.refreshToken) {
      account.refreshToken = answer.refreshToken;
      await keeper?.save(name, answer.refreshToken);
    }
    return { value: answer.accessToken, goodUntil: asked + answer.lifetimeMs - MARGIN_MS };
  };
  const ask = async (name: string, account: Account, login: OAuth2Login): Promise<string> => {
    account.asking ??= request(name, account, login).finally(() => {
      account.asking = null;
    });
    account.token = await account.asking;
    return account.token.value;
  };
  const find = (user: string, login: OAuth2Login): [string, Account] => {
    const name = [user.toLowerCase(), login.tokenUrl, login.clientId].join(' ');
    // A new refresh token in the settings is a new account: the one we kept is of the old permission.
    const key = JSON.stringify([name, login.refreshToken, login.clientSecret ?? '', login.scope ?? '']);
    const account = accounts.get(key) ?? { token: null, refreshToken: null, asking: null };
    accounts.set(key, account);
    return [name, account];
  };

  return {
    async take(user, login) {
      const [name, account] = find(user, login);
      if (account.token && now() < account.token.goodUntil) return account.token.value;
      return await ask(name, account, login);
    },
    async renew(user, login, refused) {
      const [name, account] = find(user, login);
      if (account.token && account.token.value !== refused) return account.token.value;
      return await ask(name, account, login);
    },
  };
}

/** The tokens of this process, for callers that need no keeper. */
export const processTokens = openAccessTokens();

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
