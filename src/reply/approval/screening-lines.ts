/** Says in a request for approval how the customer's names compare with the sanctions lists. */
import type { Screening } from '../../model/sanctions.ts';
import { oneLine } from '../plain.ts';
import { fillIn, type SheetWords } from './sheet-words.ts';

const MOST_WARNINGS = 5;
/** Enough of the file's checksum to tell two versions apart. */
const VERSION = 12;

/** One warning for each likeness that nobody has ruled out. */
export function matchWarnings({ matches }: Screening, { match }: SheetWords): string[] {
  return matches.slice(0, MOST_WARNINGS).map(({ screened, listed, title, entry, date, sha256 }) =>
    fillIn(match, {
      screened: oneLine(screened, 100),
      listed: oneLine(listed, 100),
      list: title,
      entry: oneLine(entry, 40),
      date,
      version: sha256.slice(0, VERSION),
    }),
  );
}

/** The quiet line where there is no likeness. */
export function screeningLines({ status, lists }: Screening, { notScreened, screened }: SheetWords): string[] {
  if (status === 'possible_match') return [];
  if (status === 'not_checked') return [notScreened];
  return [fillIn(screened, { lists: lists.map(({ title, date }) => `${title} ${date}`).join(', ') })];
}
