/** What an audit found, in sentences for people: the command prints them and the alarm mail lists them. */
import type { Stuck } from '../db/ledger.ts';
import type { Difference } from '../receive/compare-ledger.ts';

export function describeDifference(difference: Difference): string {
  switch (difference.kind) {
    case 'missing':
      return `missing: UID ${difference.uid} ${difference.messageId ?? '(no Message-ID)'}`;
    case 'double':
      return `double: messages ${difference.ids.join(', ')} ${difference.messageId ?? '(no Message-ID)'}`;
    case 'different':
      return `different: UID ${difference.uid} is ${difference.messageId}, the ledger has ${difference.ledgerMessageId}`;
    case 'renumbered':
      return `renumbered: UIDVALIDITY ${difference.uidValidity}, the ledger knows ${difference.ledgerUidValidity}`;
    case 'never_read':
      return 'never read: the desk has not looked into this folder yet';
  }
}

export function describeStuck({ what, id, reason }: Stuck): string {
  return `${what.replace('_', '-')} ${id}: ${reason}`;
}
