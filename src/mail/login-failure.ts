/** Says why a mail server could not be reached or refused the login, in words for the person who set it up. */

type Failure = {
  message?: unknown;
  errors?: unknown;
  code?: unknown;
  originalCode?: unknown;
  authenticationFailed?: unknown;
  tlsFailed?: unknown;
  responseText?: unknown;
  response?: unknown;
};

/** True when the server refused user or password. */
export function isLoginRefused(error: unknown): boolean {
  const { authenticationFailed, code } = factsOf(error);
  return authenticationFailed === true || code === 'EAUTH';
}

/** One plain sentence for a failed connection to `host`:`port`; the server's own words follow when it gave any. */
export function explainLoginFailure(error: unknown, server: { host: string; port: number }): string {
  const where = `${server.host}, port ${server.port}`;
  if (isLoginRefused(error)) {
    return `The mail server ${where} refused the user name or password${serverWords(error)}. Some providers need an app password or must have IMAP and SMTP switched on.`;
  }
  const codes = codesOf(error);
  for (const [pattern, sentence] of SENTENCES) {
    if (codes.some((code) => pattern.test(code))) return sentence(where) + serverWords(error);
  }
  const message = String(factsOf(error).message ?? error).slice(0, 200);
  return `The mail server ${where} could not be used: ${message}${serverWords(error)}`;
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
    /^(?:CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_CERT)/,
    (where) => `The certificate of ${where} is not trusted. The host name may differ from the one in the certificate.`,
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
  const { responseText, response } = factsOf(error);
  const words = [responseText, response].find((value) => typeof value === 'string' && value !== '');
  return typeof words === 'string' ? ` (it said: ${words.replace(/\p{Cc}+/gu, ' ').slice(0, 200)})` : '';
}
