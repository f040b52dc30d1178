import { describe, expect, it } from '@jest/globals';
import { compareLedger, type LedgerFolder, type Listed } from '../../../src/receive/compare-ledger.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23, 1, minutes));
const listed = (uid: number, minutes = 5, messageId: string | null = `<m${uid}@x>`): Listed => ({
  uid,
  receivedAt: at(minutes),
  messageId,
});
const row = (uid: number, changes: object = {}) => ({
  id: uid * 10,
  uid,
  messageId: `<m${uid}@x>`,
  checksum: `sum-${uid}`,
  copyOf: null,
  ...changes,
});
const ledger = (rows: ReturnType<typeof row>[], changes: Partial<LedgerFolder> = {}): LedgerFolder => ({
  uidValidity: '7',
  baselineUid: 2,
  startAt: at(0),
  rows,
  ...changes,
});
const compare = (mails: Listed[], known: LedgerFolder | null) =>
  compareLedger({ uidValidity: '7', mails }, known, at(30));

describe('compareLedger', () => {
  it.each([
    ['all there', [listed(3), listed(4)], ledger([row(3), row(4)]), []],
    ['deleted from the mailbox', [listed(4)], ledger([row(3), row(4)]), []],
    ['there before the desk began', [listed(1), listed(2), listed(3)], ledger([row(3)]), []],
    ['older than the start date', [listed(3), listed(4, -60)], ledger([row(3)]), []],
    ['still on its way', [listed(3), listed(4, 29.9), listed(5, 30)], ledger([row(3), row(4)]), []],
    ['missing', [listed(3), listed(4)], ledger([row(3)]), [{ kind: 'missing', uid: 4, messageId: '<m4@x>' }]],
    ['missing without a Message-ID', [listed(3, 5, null)], ledger([]), [{ kind: 'missing', uid: 3, messageId: null }]],
    [
      'another mail under the UID',
      [listed(3, 5, '<other@x>')],
      ledger([row(3)]),
      [{ kind: 'different', id: 30, uid: 3, messageId: '<other@x>', ledgerMessageId: '<m3@x>' }],
    ],
    ['the same Message-ID written otherwise', [listed(3, 5, 'm3@x')], ledger([row(3)]), []],
    [
      'twice as original',
      [listed(3), listed(4)],
      ledger([row(3), row(4, { checksum: 'sum-3' })]),
      [{ kind: 'double', ids: [30, 40], messageId: '<m3@x>' }],
    ],
    ['a copy of it', [listed(3), listed(4)], ledger([row(3), row(4, { checksum: 'sum-3', copyOf: 30 })]), []],
    [
      'numbered anew',
      [listed(1)],
      ledger([row(3)], { uidValidity: '6' }),
      [{ kind: 'renumbered', uidValidity: '7', ledgerUidValidity: '6' }],
    ],
    ['numbered by the desk', [listed(3)], ledger([row(3)], { uidValidity: '7+2026-11-23T01:00:00Z' }), []],
    [
      'without valid UIDs, by Message-ID',
      [listed(9, 5, '<m3@x>'), listed(10, 5, '<new@x>'), listed(11, 5, null)],
      ledger([row(3)], { uidValidity: '0+2026-11-23T01:00:00Z' }),
      [{ kind: 'missing', uid: 10, messageId: '<new@x>' }],
    ],
    ['a folder never read', [listed(1)], null, [{ kind: 'never_read' }]],
  ])('%s', (_, mails, known, differences) => {
    expect(compare(mails, known)).toEqual(differences);
  });
});
