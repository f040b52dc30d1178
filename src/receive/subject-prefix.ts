/** Reads the prefixes that mail clients put before a subject: Fwd:, WG:, 转发：, Re[2]: … */
import type { MailClients } from '../model/mail-clients.ts';
import { clientWords, foldLabel } from './client-words.ts';

const LONGEST_PREFIX = 24;
const LONGEST_TAG = 120;
const MOST = 20;

type Prefix = { kind: 'forward' | 'reply'; length: number; bracketed: boolean };

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
    // Old clients write "[Fwd: gloves]".
    const end = prefix.bracketed && rest.endsWith(']') ? rest.length - 1 : rest.length;
    rest = rest.slice(prefix.length, end).trim();
  }
  return rest;
}

/** A tag of the mail server, such as "[EXTERNAL]" or "【外部邮件】", may stand before the prefix. */
function firstPrefix(subject: string, clients: MailClients): Prefix | null {
  const words = clientWords(clients);
  const tag = TAG.exec(subject.slice(0, LONGEST_TAG))?.[0].length ?? 0;
  const bracketed = tag === 0 && subject.startsWith('[');
  const from = bracketed ? 1 : tag;
  const colon = subject.slice(from, from + LONGEST_PREFIX).search(/[:：]/);
  if (colon < 1) return null;
  const name = foldLabel(subject.slice(from, from + colon)).replace(/[[(]\d{1,3}[\])]$/, '');
  const length = from + colon + 1;
  if (words.forwardPrefixes.has(name)) return { kind: 'forward', length, bracketed };
  return words.replyPrefixes.has(name) ? { kind: 'reply', length, bracketed } : null;
}

const TAG = /^(?:[[【(][^\]】):：]{1,30}[\]】)]\s{0,3}){1,3}/;
