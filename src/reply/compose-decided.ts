/** Writes to our own people what has become of a draft: put off, closed, handed over, void; and how it can be answered. */
import { oneLine, quoted } from './plain.ts';
import { renderMail } from './render.ts';
import type { TeamContext } from './view.ts';

/**
 * `floor`: the new price needs a manager's word. `void`: the customer has written while the draft waited. `handed_over`:
 * the reader's mail program has told that he is away.
 */
export type DecidedKind = 'help' | 'snoozed' | 'closed' | 'assigned' | 'floor' | 'void' | 'handed_over';

export type Decided = {
  /** With the token where the draft still waits for the reader. */
  tag: string;
  /** Who the draft is with now. */
  name?: string;
  /** Day and time, as the reader's clock says. */
  until?: string;
  closedAs?: string;
  reason?: string;
  /** The customer's words. */
  words?: string;
  /** What the reader has typed into the draft that is void. */
  typed?: string;
};

const MOST_QUOTED = 3000;

export function composeDecided(
  kind: DecidedKind,
  { tag, name = '', until = '', closedAs = '', reason = '', words = '', typed = '' }: Decided,
  context: TeamContext,
): { subject: string; text: string } {
  const { subject, text } = renderMail(context.templates, 'team-decided', context.owner.language, {
    kind,
    tag,
    name: oneLine(name, 80),
    until,
    closedAs,
    reason: oneLine(reason, 500),
    typed: typed.trim() === '' ? null : quoted(typed, MOST_QUOTED),
    words: words.trim() === '' ? null : quoted(words, MOST_QUOTED),
  });
  return { subject, text };
}
