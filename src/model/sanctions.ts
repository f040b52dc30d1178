/** Sanctions lists and what the comparison of a customer's names with them has shown (domain 1.4, 7). */

/** One name of one entry; an entry has several. `kind` as the list tells it, `unknown` where it does not. */
export type ListedName = { entry: string; name: string; kind: 'person' | 'organisation' | 'other' | 'unknown' };

/** One list as it is loaded. `date`: the day the list bears, or that of its file, as an ISO date. */
export type SanctionsList = { source: string; title: string; date: string; sha256: string };

/** `screened`: the customer's name; `listed`: the name on the list. */
export type SanctionsMatch = SanctionsList & { entry: string; listed: string; screened: string; key: string };

/** A machine never says "confirmed". `not_checked`: no list is loaded, or no name is known. */
export type Screening = {
  status: 'clear' | 'possible_match' | 'not_checked';
  matches: readonly SanctionsMatch[];
  lists: readonly SanctionsList[];
};
