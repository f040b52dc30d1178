/** What the intake remembers of a folder between rounds and connections; losing it costs time, never a mail. */
import { type ListedMail, portions } from './new-mail.ts';
import type { FolderView } from './numbering.ts';

export type FolderMemory = {
  /** The last UID that was there when the folder was first seen, or numbered anew, in this process. */
  seenAtStart: number;
  /**
   * What lies above the cursor may stand in the ledger: the folder was numbered anew, or a process that ended was in
   * the middle of it.
   */
  mayBeStored: boolean;
  /** UIDs of a portion that failed: they are fetched one by one, so that the one that breaks things is found. */
  suspects: Set<number>;
  /** UIDs that failed alone, with the weight of their failures. */
  failed: Map<number, number>;
  /** UIDs above the cursor that are in the ledger already: they had not to wait for one below that fails. */
  ahead: Set<number>;
  /** How the folder looked when everything in it had been read; null when that cannot be told. */
  settled: string | null;
  /** INTERNALDATE of the newest mail stored by this process. */
  lastMessageAt: Date | null;
};

export function freshMemory(): FolderMemory {
  return {
    seenAtStart: 0,
    mayBeStored: true,
    suspects: new Set(),
    failed: new Map(),
    ahead: new Set(),
    settled: null,
    lastMessageAt: null,
  };
}

/**
 * How a folder looks that has been read up to `lastUid`. Two equal ones mean that nothing has come or changed between
 * them: HIGHESTMODSEQ rises with everything (RFC 7162, 3.1.2). Null where the server does not keep it.
 */
export function lookOf(view: FolderView, numbering: string, lastUid: number): string | null {
  if (view.highestModseq === null || view.uidNext === null) return null;
  return [numbering, lastUid, view.uidNext, view.count, view.highestModseq].join(' ');
}

/** What to fetch at once and in which order: what failed before comes last, alone. */
export function fetchOrder(
  mails: ListedMail[],
  memory: FolderMemory,
  limit: { count: number; bytes: number },
): ListedMail[][] {
  const rest = mails.filter(({ uid }) => !memory.ahead.has(uid));
  const failed = rest.filter(({ uid }) => memory.failed.has(uid));
  const suspects = rest.filter(({ uid }) => memory.suspects.has(uid) && !memory.failed.has(uid));
  const sound = rest.filter(({ uid }) => !memory.suspects.has(uid) && !memory.failed.has(uid));
  return [...portions(sound, limit), ...suspects.map((mail) => [mail]), ...failed.map((mail) => [mail])];
}
