/** Finds in the words of a mail server whom a mail did not reach, and the lines about each. */
import type { BouncePhrases } from '../model/bounce-phrases.ts';
import type { Notice } from './bounce-notice.ts';
import { foldNotice, saysAny } from './bounce-phrases.ts';
import { hasReply } from './bounce-reason.ts';
import { addressIn } from './bounce-report.ts';

export type Named = { address: string; context: string };

const MOST_LINES = 2000;
const MOST_RECIPIENTS = 100;
const LONGEST_LINE = 600;
const LONGEST_CONTEXT = 700;
/** In running text only plain addresses: letters of other scripts touch them without a space. */
const PLAIN =
  /(?<![a-z0-9!#$%&'*+/=?^_`{|}~.-])[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi;
/** An address that begins its line, as servers list them: `<a@b>:`, `* a@b`, `"a@b" <a@b>`, `-- a@b`. */
const LISTED =
  /^(?:["'(]?[^"'<>@:]{0,60}["')]? ?<|["'[<]|[-*•·>|]{1,4} ?)?([^\s<>:;,"'()[\]]{1,64}@[^\s<>:;,"'()[\]]{1,255})/u;
/** `554 <a@b>... Host unknown`, `554 5.1.1 <a@b>: …`: the reply of a server about a recipient. */
const REPLIED = /^(?:<<< ?)?[45]\d\d[ -](?:#?[45]\.\d{1,3}\.\d{1,3} )?<([^\s<>@]{1,64}@[^\s<>@]{1,255})>(?:\.\.\.|:)/;
const RCPT = /\brcpt[ _]to: ?<([^\s<>@]{1,64}@[^\s<>@]{1,255})>/i;
const CONTACT = /^(?:postmaster|mailer-daemon|abuse|support|helpdesk|hostmaster|webmaster|admin|administrator)@/;
const WRITTEN =
  /(?<![^\s<>()[\]"',;:@|（）【】《》“”：；，、])[^\s<>()[\]"',;:@|（）【】《》“”：；，、]{1,64}@[^\s<>()[\]"',;:@（）【】《》“”：；，、]{1,255}/gu;
const LABEL = /^[-*•|\s"'[(<]{0,6}([\p{L}\p{M}'’ -]{1,60}?)\s?(?:\((?:e?s|ies)\))?\s?[:：]\s?(.*)$/u;

type Mention = { address: string; line: number };

/**
 * Recipients by certainty: addresses that the notice lists or labels, then those of SMTP replies, then those in its
 * sentences, then the recipients of the returned mail. `certain`: the first two.
 */
export function namedRecipients(notice: Notice, phrases: BouncePhrases): { named: Named[]; certain: boolean } {
  const lines = linesOf(notice);
  const foreign = (mentions: Mention[]) => mentions.filter(({ address }) => !notice.senders.has(address));
  const inList = listed(lines, phrases);
  const tiers = [inList, replies(lines), sentences(lines, notice, phrases)];
  const tier = tiers.map(foreign).findIndex((mentions) => mentions.length > 0);
  const found = foreign(tiers[tier] ?? []);
  if (found.length > 0) return { named: withContext(withoutContacts(found, notice), lines), certain: tier < 2 };
  // Somebody wrote to himself: the recipient is a sender as well.
  const own = inList.length > 0 ? inList : tiers.flat().filter(({ address }) => notice.returnedTo.includes(address));
  if (own.length > 0) return { named: withContext(own, lines), certain: false };
  const strangers = notice.returnedTo.filter((address) => !notice.senders.has(address));
  const all = strangers.length > 0 ? strangers : notice.returnedTo;
  return { named: all.map((address) => ({ address, context: '' })), certain: false };
}

/** The lines of the notice about each of the addresses that a report names. */
export function contextsOf(addresses: readonly string[], notice: Notice): Map<string, string> {
  const lines = linesOf(notice);
  const wanted = new Set(addresses);
  const mentions = lines.flatMap((text, line) =>
    [...text.toLowerCase().matchAll(WRITTEN)].flatMap(([address]) => (wanted.has(address) ? [{ address, line }] : [])),
  );
  return new Map(withContext(mentions, lines).map(({ address, context }) => [address, context]));
}

function linesOf({ text }: Notice): string[] {
  return text.split('\n', MOST_LINES).map((line) => line.slice(0, LONGEST_LINE).trim());
}

/** Beside the recipients stand whom to ask for help, and names inside the other system. */
function withoutContacts(mentions: Mention[], { returnedTo }: Notice): Mention[] {
  const isContact = (address: string) => CONTACT.test(address) || !address.split('@')[1]?.includes('.');
  const others = mentions.filter(({ address }) => returnedTo.includes(address) || !isContact(address));
  return others.length > 0 ? others : mentions;
}

function listed(lines: string[], phrases: BouncePhrases): Mention[] {
  const labels = new Set(phrases.recipientLabels);
  const mentions = lines.flatMap((text, line) => {
    const [, label = '', rest = ''] = LABEL.exec(text) ?? [];
    const name = foldNotice(label).trim();
    // Some servers pad the two characters of a Chinese label: "收 件 人".
    const isLabel = labels.has(name) || labels.has(name.replaceAll(' ', '')) || isAddressee(name);
    const address = isLabel ? addressIn(rest.slice(0, 300)) : listedIn(text);
    return address ? [{ address, line, isQuoted: isLabel && name === 'to' }] : [];
  });
  // "To:" quotes the header of our mail, with those it did reach.
  const failed = mentions.filter(({ isQuoted }) => !isQuoted);
  return failed.length > 0 ? failed : mentions;
}

/** "Could not be delivered to", "The following address", but not "Reply to" or "Contact address". */
function isAddressee(name: string): boolean {
  return (
    / (?:to|recipients?|address(?:es)?|users?)$/.test(name) && !/^(?:repl|return|contact|sender|from|your)/.test(name)
  );
}

/** An address that begins its line and ends with a space or a mark. */
function listedIn(text: string): string | null {
  const match = LISTED.exec(text);
  const rest = text.slice(match?.[0].length ?? 0);
  return match?.[1] && /^(?:[>"'\])]{0,3}(?:$|[\s:;,.(<[]))/.test(rest) ? addressIn(match[1]) : null;
}

function replies(lines: string[]): Mention[] {
  return lines.flatMap((text, line) => {
    const address = addressIn(REPLIED.exec(text)?.[1] ?? RCPT.exec(text)?.[1] ?? '');
    return address ? [{ address, line }] : [];
  });
}

/** Addresses in sentences: those the returned mail was for, else those of failing sentences, else the first. */
function sentences(lines: string[], notice: Notice, phrases: BouncePhrases): Mention[] {
  const all = lines.flatMap((text, line) =>
    [...text.matchAll(PLAIN)].map(([address]) => ({ address: address.replace(/(?<!\.)\.+$/, '').toLowerCase(), line })),
  );
  const foreign = all.filter(({ address }) => !notice.senders.has(address)).slice(0, MOST_RECIPIENTS);
  const returned = foreign.filter(({ address }) => notice.returnedTo.includes(address));
  if (returned.length > 0) return returned;
  const failing = foreign.filter(({ line }) => {
    const text = lines[line] ?? '';
    return hasReply(text) || saysAny(foldNotice(text), phrases.failures);
  });
  return failing.length > 0 ? failing : foreign.slice(0, 1);
}

/** Each address once, with the lines from its first mention to that of the next address. */
function withContext(mentions: Mention[], lines: string[]): Named[] {
  const first = new Map<string, number>();
  for (const { address, line } of mentions) if (!first.has(address)) first.set(address, line);
  const starts = [...first.values()].sort((a, b) => a - b);
  return [...first].slice(0, MOST_RECIPIENTS).map(([address, line]) => {
    const next = starts.find((start) => start > line) ?? lines.length;
    return { address, context: lines.slice(line, next).join('\n').slice(0, LONGEST_CONTEXT) };
  });
}
