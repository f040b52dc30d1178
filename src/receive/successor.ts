/** Finds in an absence notice whom to write to instead. */
import { fold } from '../analyze/normalize.ts';
import type { AutoReplyWords } from '../model/auto-reply-words.ts';
import type { MailMessage } from '../model/message.ts';
import { findAutoReplyWords } from './auto-reply-words.ts';

const PLAIN =
  /(?<![a-z0-9!#$%&'*+/=?^_`{|}~.-])[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/g;
/** Nobody's deputy. */
const MACHINE = /^(?:no-?reply|donotreply|do-not-reply|mailer-daemon|postmaster|privacy|datenschutz|unsubscribe)@/;
/** Characters between the words and the address: a name and a telephone number may stand there. */
const BEFORE = 200;
const BEHIND = 60;

/**
 * The first address that stands near a word for the deputy; of somebody who has left also the only one there is.
 * @param text the notice without quoted mail
 */
export function readSuccessor(message: MailMessage, text: string, words: AutoReplyWords, left: boolean): string | null {
  const folded = fold(text);
  const own = new Set(
    [message.from, ...message.replyTo, ...message.to, ...message.cc].map((box) => box?.address ?? ''),
  );
  const found = [...folded.matchAll(PLAIN)]
    .map(({ 0: written, index }) => ({ address: written.replace(/^[.'*-]+|(?<![.'*-])[.'*-]+$/g, ''), start: index }))
    .filter(({ address }) => !own.has(address) && !MACHINE.test(address))
    .slice(0, 50);
  const cues = findAutoReplyWords(words, folded)('successor');
  const named = found.find(({ address, start }) =>
    cues.some(({ start: from, end }) =>
      from < start ? start - end <= BEFORE : from - start - address.length <= BEHIND,
    ),
  );
  if (named) return named.address;
  const addresses = new Set(found.map(({ address }) => address));
  return left && addresses.size === 1 ? (found[0]?.address ?? null) : null;
}
