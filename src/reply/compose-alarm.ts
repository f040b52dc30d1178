/** Writes the mail that says that a mailbox cannot be read. */
import type { TeamMail } from './compose-team.ts';
import { oneLine } from './plain.ts';
import { renderMail } from './render.ts';
import type { TeamContext } from './view.ts';

/** Each folder with the instant since when, and the reason in a sentence (login-failure.ts). */
export function composeMailboxAlarm(
  mailbox: string,
  folders: readonly { folder: string; since: string; error: string }[],
  context: TeamContext,
): TeamMail {
  const lines = folders.map(({ folder, since, error }) => ({
    folder: oneLine(folder, 100),
    since: `${since.slice(0, 16).replace('T', ' ')} UTC`,
    error: oneLine(error, 400),
  }));
  const { subject, text } = renderMail(context.templates, 'team-mailbox', context.owner.language, { mailbox, lines });
  return { subject, text };
}
