/** Reads the prefixes that mail clients put before a subject: Fwd:, WG:, 转发：, Re[2]: … */
import type { MailClients } from '../model/mail-clients.ts';
import { clientWords, foldLabel } from './client-words.ts';

const LONGEST_PREFIX = 24;
const MOST = 20;

type Prefix = { kind: 'forward' | 'reply'; length: number };

/** What the outermost prefix says the mail is; null without a known prefix. */
export function subjectKind(subject: string, clients: MailClients): 'forward' | 'reply' | null {
  return firstPrefix(subject.trimStart(), clients)?.kind ?? null;
}

/** The subject without the forward prefixes at its start, however many; a reply prefix stays. */
export function withoutForwardPrefixes(subject: string, clients: MailClients): string {
  let rest = subject.trim();
  for (let count = 0; count < MOST; count += 1) {
    const prefix = firstPrefix(rest, clients);
    if (prefix?.kind !== 'forward') break;
    rest = rest.slice(prefix.length).trimStart();
  }
  return rest;
}

function firstPrefix(subject: string, clients: MailClients): Prefix | null {
  const words = clientWords(clients);
  const colon = subject.slice(0, LONGEST_PREFIX).search(/[:：]/);
  if (colon < 1) return null;
  const name = foldLabel(subject.slice(0, colon)).replace(/[[(]\d{1,3}[\])]$/, '');
  if (words.forwardPrefixes.has(name)) return { kind: 'forward', length: colon + 1 };
  return words.replyPrefixes.has(name) ? { kind: 'reply', length: colon + 1 } : null;
}
