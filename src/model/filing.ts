/** Folders that handled mail is moved into; null = it stays where it is. */
import type { Disposition } from './message.ts';

export type Filing = { processed: string | null; quarantine: string | null; notInquiries: string | null };

/** The folder for a message of this disposition, or null to leave it alone. A copy stays where it lies. */
export function folderFor(disposition: Disposition, filing: Filing): string | null {
  switch (disposition) {
    case 'suspicious':
      return filing.quarantine;
    case 'not_inquiry':
      return filing.notInquiries;
    case 'needs_sender':
    case 'unreadable':
    case 'duplicate':
      return null; // somebody may still have to look at it
    default:
      return filing.processed;
  }
}
