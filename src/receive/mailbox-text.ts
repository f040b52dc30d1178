/** Reads mail addresses with their names out of text as mail clients print them in header lines. */
import type { Mailbox } from '../model/message.ts';

const ADDRESS = /(?<![^\s<>()[\]"',;:@|])[^\s<>()[\]"',;:@|]{1,64}@[^\s<>()[\]"',;:@|]{1,255}/gu;
const LONGEST = 4000;
const MOST = 50;

/** The first mailbox of a text like `"Li Wei" <li@a.example>;` or `Li Wei [mailto:li@a.example]`; null without address. */
export function readMailbox(text: string): Mailbox | null {
  return readMailboxes(text)[0] ?? null;
}

/**
 * Every mailbox of a list with commas or semicolons; entries without an address are left out. An address that is the
 * name of another (`"li@a.example" <wei@b.example>`) is only a name: anybody can write there what he likes.
 */
export function readMailboxes(text: string): Mailbox[] {
  const found: Mailbox[] = [];
  let from = 0;
  let end = 0;
  const list = text.slice(0, LONGEST);
  for (const match of list.matchAll(ADDRESS)) {
    const address = match[0].replace(/(?<!\.)\.+$/, '').toLowerCase();
    if (!/^[^@]*@[^.].*\../.test(address)) continue;
    const between = list.slice(end, match.index);
    const name = nameOf(list.slice(from, match.index));
    const previous = found.at(-1);
    end = match.index + match[0].length;
    // Outlook prints an address twice: `a@b.example<mailto:a@b.example>`.
    if (previous?.address === address) {
      from = end;
      continue;
    }
    const isName = previous !== undefined && previous.name === '' && /^["'\s]{0,5}[<[]$/.test(between);
    if (isName) found.pop();
    found.push({ name: isName ? previous.address : name.toLowerCase() === address ? '' : name, address });
    from = end;
    if (found.length === MOST) break;
  }
  return found;
}

function nameOf(before: string): string {
  const name = before
    .replace(/^[\s>\])"*;,，；]+/, '')
    .replace(/(?<![\s<[("*])[\s<[("*]+(?:mailto:)?$/i, '')
    .replace(/mailto:$/i, '')
    .replace(/(?<![\s<[("*])[\s<[("*]+$/, '');
  return name.replace(/["*]/g, '').replace(/^'|'$/g, '').replace(/\s+/g, ' ').trim();
}
