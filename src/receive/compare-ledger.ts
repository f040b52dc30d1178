/** Compares a folder of the mailbox with the ledger: what is missing, what stands twice, what differs. */

type LedgerRow = { id: number; uid: number; messageId: string | null; checksum: string; copyOf: number | null };

export type LedgerFolder = {
  uidValidity: string;
  /** UIDs up to this one were there before the desk began. */
  baselineUid: number;
  startAt: Date;
  rows: LedgerRow[];
};

export type Listed = { uid: number; receivedAt: Date; messageId: string | null };

export type Difference =
  /** In the mailbox, but not in the ledger. */
  | { kind: 'missing'; uid: number; messageId: string | null }
  /** Two rows for one mail that both count as the original: it would be handled twice. */
  | { kind: 'double'; ids: number[]; messageId: string | null }
  /** The mailbox has another mail under this UID than the ledger. */
  | { kind: 'different'; id: number; uid: number; messageId: string | null; ledgerMessageId: string | null }
  /** The server has numbered the folder anew and the desk has not read it since. */
  | { kind: 'renumbered'; uidValidity: string; ledgerUidValidity: string }
  /** The desk has never looked into this folder. */
  | { kind: 'never_read' };

/**
 * What a folder of the mailbox (`mails`) has that the ledger has not, and the other way round. A mail that was deleted
 * from the mailbox is no difference: the ledger keeps it.
 * @param settledBefore mail that arrived later may still be on its way into the ledger
 */
export function compareLedger(
  folder: { uidValidity: string; mails: readonly Listed[] },
  ledger: LedgerFolder | null,
  settledBefore: Date,
): Difference[] {
  if (!ledger) return [{ kind: 'never_read' }];
  // The desk adds `+INSTANT` where the server gives no valid UIDVALIDITY or gives UIDs out again.
  const [numbering] = ledger.uidValidity.split('+');
  if (numbering === '0') return [...missingByMessageId(folder.mails, ledger, settledBefore), ...doubles(ledger.rows)];
  if (folder.uidValidity !== numbering) {
    return [{ kind: 'renumbered', uidValidity: folder.uidValidity, ledgerUidValidity: ledger.uidValidity }];
  }
  const byUid = new Map(ledger.rows.map((row) => [row.uid, row]));
  const start = Math.floor(ledger.startAt.getTime() / 1000) * 1000;
  const differences: Difference[] = [];
  for (const { uid, receivedAt, messageId } of folder.mails) {
    const row = byUid.get(uid);
    if (row && messageId && row.messageId && idOf(messageId) !== idOf(row.messageId)) {
      differences.push({ kind: 'different', id: row.id, uid, messageId, ledgerMessageId: row.messageId });
    }
    const expected = uid > ledger.baselineUid && receivedAt.getTime() >= start && receivedAt < settledBefore;
    if (!row && expected) differences.push({ kind: 'missing', uid, messageId });
  }
  return [...differences, ...doubles(ledger.rows)];
}

/** Without stable UIDs (UIDVALIDITY 0) only Message-IDs tell whether a mail is known; mails without one are passed over. */
function missingByMessageId(mails: readonly Listed[], ledger: LedgerFolder, settledBefore: Date): Difference[] {
  const known = new Set(ledger.rows.map((row) => idOf(row.messageId ?? '')));
  const start = Math.floor(ledger.startAt.getTime() / 1000) * 1000;
  return mails
    .filter(({ receivedAt }) => receivedAt.getTime() >= start && receivedAt < settledBefore)
    .filter(({ messageId }) => messageId !== null && !known.has(idOf(messageId)))
    .map(({ uid, messageId }) => ({ kind: 'missing', uid, messageId }));
}

function doubles(rows: readonly LedgerRow[]): Difference[] {
  const originals = new Map<string, LedgerRow[]>();
  for (const row of rows) {
    if (row.copyOf === null) originals.set(row.checksum, [...(originals.get(row.checksum) ?? []), row]);
  }
  return [...originals.values()]
    .filter((same) => same.length > 1)
    .map((same) => ({ kind: 'double', ids: same.map((row) => row.id), messageId: same[0]?.messageId ?? null }));
}

/** Some servers and clients drop the angle brackets or fold inside them. */
function idOf(messageId: string): string {
  return messageId.replace(/[<>\s]/g, '');
}
