/** Tries the mailbox settings and says in one sentence what is wrong with them. */
import { pino } from 'pino';
import type { ServerLogin } from '../model/mail-account.ts';
import { connectImap, leaveImap } from './imap.ts';
import { explainLoginFailure } from './login-failure.ts';
import type { AccessTokens } from './oauth2.ts';
import { openSmtp } from './smtp.ts';

/** null when the IMAP server can be reached and takes the login, else what is wrong. */
export async function checkImap(login: ServerLogin, tokens: AccessTokens): Promise<string | null> {
  try {
    await leaveImap(await connectImap(login, { log: pino({ enabled: false }), tokens }));
    return null;
  } catch (error) {
    return explainLoginFailure(error, login);
  }
}

/** null when the SMTP server can be reached and takes the login, else what is wrong. No mail is sent. */
export async function checkSmtp(login: ServerLogin, tokens: AccessTokens): Promise<string | null> {
  const smtp = openSmtp(login, tokens);
  try {
    await smtp.verify();
    return null;
  } catch (error) {
    return explainLoginFailure(error, login);
  } finally {
    smtp.close();
  }
}
