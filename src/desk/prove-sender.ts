/** Finds out whether an answer to the desk comes from the address in its From. */
import type { App } from '../app.ts';
import { rawMessage } from '../db/messages.ts';
import { checkDkim } from '../mail/authenticate-dkim.ts';
import type { MailMessage } from '../model/message.ts';
import { type Authentication, readAuthentication } from '../receive/authenticated.ts';
import { memberByAddress } from './team.ts';

/** What our own server has written on it, else its signature; a stranger's mail is not worth a question to the DNS. */
export async function proveSender(app: App, messageId: number, message: MailMessage): Promise<Authentication> {
  const { company } = app.config;
  const said = readAuthentication(message, company);
  if (said.verdict !== 'unknown' || !memberByAddress(company, message.from?.address ?? '')) return said;
  const raw = await rawMessage(app.db, messageId);
  return raw ? await checkDkim(message, raw, app.lookUpTxt, app.clock.now()) : said;
}
