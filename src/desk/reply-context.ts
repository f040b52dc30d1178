/** What composing a mail needs besides the inquiry: templates, company, the salesperson who signs, today's date. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { ReplyContext } from '../reply/view.ts';
import { ownerOf } from './team.ts';

/** @param ownerEmail the salesperson who signs and gets the team's mails */
export function replyContext({ config, clock }: App, ownerEmail: string): ReplyContext {
  return {
    templates: config.templates,
    words: config.replyWords,
    company: config.company,
    owner: ownerOf(config.company, ownerEmail),
    catalogue: config.catalogue,
    today: DateTime.fromJSDate(clock.now(), { zone: config.company.timeZone }).toISODate() ?? '',
  };
}
