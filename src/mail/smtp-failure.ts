/** Decides from a failed SMTP transaction whether the mail was refused or may have gone out all the same. */
import type { NodemailerError } from 'nodemailer';

/**
 * What became of a mail. `refused`: the server certainly did not take it; `permanent` when trying again cannot help;
 * `code` is its reply code, null without one. `uncertain`: the connection was lost after the message began to go out,
 * so the server may have it; it must not be sent again without a look.
 */
export type SendResult =
  | { kind: 'sent'; response: string }
  | { kind: 'refused'; permanent: boolean; code: number | null; response: string }
  | { kind: 'uncertain'; response: string };

/** nodemailer's codes for mails that never were fit to be sent: no reply was needed to know it. */
const UNFIT = new Set(['EENVELOPE', 'EMESSAGE', 'EMAXRECIPIENTS']);
/** A 5xx to anything else, such as the greeting or STARTTLS, is about the session and may be mended. */
const MAIL_COMMANDS = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);
const MAX_RESPONSE_LENGTH = 500;

/**
 * Reads an error of an SMTP connection (RFC 5321, 4.2.1). `dataBegun` tells whether any byte of the message was
 * handed to the socket; a 4xx or 5xx reply settles the matter in any phase, for a server that answers so has not
 * taken the mail over (RFC 5321, 6.1).
 */
export function classifyFailure(error: NodemailerError, dataBegun: boolean): SendResult {
  const code = error.responseCode ?? null;
  const response = oneLine(error.response || error.message);
  if (error.code === 'EAUTH')
    return { kind: 'refused', permanent: false, code, response: `login refused: ${response}` };
  if (code !== null && code >= 400 && code <= 599) {
    const isAboutTheMail = MAIL_COMMANDS.has(error.command ?? '');
    return { kind: 'refused', permanent: isAboutTheMail && (error.permanent ?? code >= 500), code, response };
  }
  if (dataBegun) return { kind: 'uncertain', response };
  return { kind: 'refused', permanent: UNFIT.has(error.code ?? ''), code: null, response };
}

/** Reads the answer to a whole transaction: one refused recipient is a refusal, for a mail has one recipient. */
export function classifyAnswer(answer: {
  response: string;
  rejected: string[];
  rejectedErrors?: NodemailerError[] | undefined;
}): SendResult {
  if (answer.rejected.length === 0) return { kind: 'sent', response: oneLine(answer.response) };
  const error = answer.rejectedErrors?.[0];
  if (error) return classifyFailure(error, false);
  return { kind: 'refused', permanent: false, code: null, response: 'the server refused the recipient' };
}

function oneLine(text: string): string {
  return text
    .slice(0, MAX_RESPONSE_LENGTH)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}
