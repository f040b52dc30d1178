/** Decides whether the UIDs of a folder still mean the mails they meant when we last looked. */

/** What a folder says of itself when it is opened; `uidNext` is null where the server does not tell. */
export type FolderView = {
  uidValidity: bigint | null;
  uidNext: number | null;
  count: number;
  /** CONDSTORE (RFC 7162): rises with every change; null where the server does not keep it. */
  highestModseq: bigint | null;
};

/**
 * The name of the folder's present numbering, as the ledger keeps it: the server's UIDVALIDITY (RFC 9051, 2.3.1.1),
 * with `+INSTANT` behind it where that alone is no safe name:
 * - UIDVALIDITY is 0 or missing: UIDs mean nothing after the session, so each session has a numbering of its own;
 * - the server gives out UIDs again that it had given out before (`isRolledBack`, as after a backup was restored);
 * - it goes back to a lower UIDVALIDITY, which may be one that we have seen with other mails.
 * Equal to `stored` means that the UIDs in the ledger still hold. `session` is when this connection was made.
 */
export function nameNumbering(
  { uidValidity }: Pick<FolderView, 'uidValidity'>,
  stored: string | null,
  at: { session: Date; now: Date; isRolledBack: boolean },
): string {
  if (uidValidity === null || uidValidity <= 0n) return `0+${at.session.toISOString()}`;
  const before = stored === null ? null : baseOf(stored);
  if (before === uidValidity && !at.isRolledBack) return stored ?? String(uidValidity);
  const isNew = before === null || (before > 0n && before < uidValidity);
  return isNew ? String(uidValidity) : `${uidValidity}+${at.now.toISOString()}`;
}

/** The UIDVALIDITY that the server gave for a numbering; null for what is no number. */
export function baseOf(numbering: string): bigint | null {
  const digits = /^\d+/.exec(numbering)?.[0];
  return digits === undefined ? null : BigInt(digits);
}
