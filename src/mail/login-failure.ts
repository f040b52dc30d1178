/** Says why a mail server could not be reached or refused the login, in words for the person who set it up. */
import { TokenFailure } from './oauth2.ts';

type Failure = {
  reason?: unknown;
  serverResponseCode?: unknown;
  cause?: unknown;
  message?: unknown;
  errors?: unknown;
  code?: unknown;
  originalCode?: unknown;
  authenticationFailed?: unknown;
  tlsFailed?: unknown;
  responseText?: unknown;
  response?: unknown;
};

/**
 * What would mend it: `login` a person with the right password or permission, `limit` time and fewer connections, for
 * the server has had too much of us, `other` mostly time alone.
 */
export type Trouble = 'login' | 'limit' | 'other';

/** Response codes of RFC 5530 and of Yahoo that speak of the server, whatever command they answer. */
const BUSY_CODES = new Set(['UNAVAILABLE', 'SERVERBUG', 'INUSE', 'LIMIT']);
const LIMIT_CODES = new Set(['INUSE', 'LIMIT']);
/** The words of Dovecot, Gmail, Microsoft, Yahoo, Courier, Cyrus and the Chinese providers. */
const LIMIT_WORDS =
  /too (?:many|frequent)|too much (?:mail|data|traffic)|(?:connections?|sessions?|logins?|bandwidth|rate|usage|request) limit|maximum (?:number|amount) of|(?:exceeded|reached) .{0,60}(?:limit|connections|sessions|bandwidth)|connections? (?:.{0,40} )?exceeded|throttl|not connected|过于频繁|连接数|频率/i;

export function troubleOf(error: unknown): Trouble {
  if (error instanceof TokenFailure) return error.isRefused ? 'login' : 'other';
  const { authenticationFailed, code, serverResponseCode, cause } = factsOf(error);
  const responseCode = typeof serverResponseCode === 'string' ? serverResponseCode.toUpperCase() : '';
  if (code === 'ETHROTTLE' || LIMIT_CODES.has(responseCode)) return 'limit';
  const words = serverWords(error);
  // Some providers name every reason there might be: such an answer is about the password too.
  if (LIMIT_WORDS.test(words) && !/password|密码/i.test(words)) return 'limit';
  if (BUSY_CODES.has(responseCode)) return 'other';
  if (authenticationFailed === true || code === 'EAUTH') return 'login';
  return cause === undefined ? 'other' : troubleOf(cause);
}

/** True when the server refused user or password. */
export function isLoginRefused(error: unknown): boolean {
  return troubleOf(error) === 'login';
}

/** One plain sentence for a failed connection to `host`:`port`; the server's own words follow when it gave any. */
export function explainLoginFailure(error: unknown, server: { host: string; port: number }): string {
  if (error instanceof TokenFailure) return error.message;
  const where = `${server.host}, port ${server.port}`;
  const trouble = troubleOf(error);
  if (trouble === 'limit') {
    return `The mail server ${where} has too many connections or requests of this account${serverWords(error)}. Other programs that use the mailbox count too.`;
  }
  if (trouble === 'login') {
    if (factsOf(error).serverResponseCode === 'EXPIRED') {
      return `The password for ${where} has expired${serverWords(error)}. Please set a new one.`;
    }
    return `The mail server ${where} refused the user name or password${serverWords(error)}. Some providers need an app password or must have IMAP and SMTP switched on.`;
  }
  const codes = codesOf(error);
  for (const [pattern, sentence] of SENTENCES) {
    if (codes.some((code) => pattern.test(code))) return sentence(where) + serverWords(error);
  }
  const message = String(factsOf(error).message ?? error).slice(0, 200);
  return `The mail server ${where} could not be used: ${message}${serverWords(error)}`;
}

/** One sentence for a connection that the server ended, with the reason it gave (BYE, RFC 9051, 7.1.5). */
export function explainLoss(byeReason: string | undefined): string {
  return `the mail server closed the connection${serverWords({ reason: byeReason })}`;
}

const SENTENCES: [RegExp, (where: string) => string][] = [
  [/^(?:ENOTFOUND|EAI_AGAIN|EDNS)$/, (where) => `No server of this name was found: ${where}. Please check the host.`],
  [/^ECONNREFUSED$/, (where) => `Nothing answers at ${where}. Please check host and port.`],
  [
    /^(?:CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT|ETIMEOUT|ETIMEDOUT)$/,
    (where) =>
      `The server ${where} did not answer in time. Host, port or the TLS setting may be wrong, or a firewall is in between.`,
  ],
  [
    /^ERR_TLS_CERT_ALTNAME/,
    (where) => `The certificate of ${where} is for another name. Please set the host name that the provider gives.`,
  ],
  [/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/, (where) => `The certificate of ${where} is out of date.`],
  [
    /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/,
    (where) =>
      `The certificate of ${where} is not trusted. If it is from an authority of your own, name its file in MAIL_CA_FILE.`,
  ],
  [
    /^(?:ETLS|EPROTO|ERR_SSL|STARTTLS_INJECTION|MissingServerExtension)/,
    (where) =>
      `No encrypted connection could be made with ${where}. Please check the TLS setting (implicit, starttls) and the port.`,
  ],
  [/^(?:EHOSTUNREACH|ENETUNREACH)$/, (where) => `There is no network path to ${where}.`],
  [
    /^(?:ECONNRESET|EPIPE|ECONNECTION|ESOCKET|NoConnection|EConnectionClosed|ClosedAfterConnect\w*)$/,
    (where) => `The server ${where} closed the connection. Please check port and TLS setting.`,
  ],
];

function factsOf(error: unknown): Failure {
  return typeof error === 'object' && error !== null ? error : {};
}

/** The most telling code first: Node's own before the library's, and those of errors behind this one. */
function codesOf(error: unknown): string[] {
  const { code, originalCode, tlsFailed, errors } = factsOf(error);
  const inner = Array.isArray(errors) ? errors.flatMap(codesOf) : [];
  return [...inner, originalCode, tlsFailed === true ? 'ETLS' : null, code].filter(
    (value) => typeof value === 'string',
  );
}

function serverWords(error: unknown): string {
  const { responseText, response, reason } = factsOf(error);
  const words = [responseText, response, reason].find((value) => typeof value === 'string' && value !== '');
  return typeof words === 'string' ? ` (it said: ${words.replace(/\p{Cc}+/gu, ' ').slice(0, 200)})` : '';
}
