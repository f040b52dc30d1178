/** Decides which mails of a folder are to be read, and in which portions. */

/** A mail as the folder lists it; `size` in bytes. */
export type ListedMail = { uid: number; size: number; receivedAt: Date };

const DAY_MS = 86_400_000;
/** With ten-digit UIDs still below the 8192 octets that every server takes (RFC 7162, 4). */
const RUNS_IN_A_LINE = 300;

/**
 * True for mail from before the desk began. Of the mail that stood in the folder at first sight (`uid` up to
 * `seenAtStart`) its INTERNALDATE decides to the second. Mail that came later is old only when it is older by more
 * than a day, as after a move between mailboxes: the clocks of two servers may differ.
 */
export function isOld(mail: ListedMail, startAt: Date, seenAtStart: number): boolean {
  const start = Math.floor(startAt.getTime() / 1000) * 1000;
  return mail.receivedAt.getTime() < start - (mail.uid <= seenAtStart ? 0 : DAY_MS);
}

/** A day before `startAt`: IMAP's SINCE knows only days, and counts them in a time zone of the server's choice. */
export function searchDay(startAt: Date): Date {
  return new Date(startAt.getTime() - DAY_MS);
}

/** The mails in portions of at most `count` mails and about `bytes` bytes; a bigger mail is a portion of its own. */
export function portions(mails: ListedMail[], limit: { count: number; bytes: number }): ListedMail[][] {
  const all: ListedMail[][] = [];
  let bytes = 0;
  for (const mail of mails) {
    const current = all.at(-1);
    if (!current || current.length >= limit.count || bytes + mail.size > limit.bytes) {
      all.push([mail]);
      bytes = mail.size;
    } else {
      current.push(mail);
      bytes += mail.size;
    }
  }
  return all;
}

/** UIDs as an IMAP sequence set, runs drawn together, in parts that make no line too long for a server. */
export function uidSets(uids: readonly number[]): string[] {
  const runs: [number, number][] = [];
  for (const uid of [...new Set(uids)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run[1] === uid - 1) run[1] = uid;
    else runs.push([uid, uid]);
  }
  const sets: string[] = [];
  for (let at = 0; at < runs.length; at += RUNS_IN_A_LINE) {
    const part = runs.slice(at, at + RUNS_IN_A_LINE);
    sets.push(part.map(([from, to]) => (from === to ? String(from) : `${from}:${to}`)).join(','));
  }
  return sets;
}
