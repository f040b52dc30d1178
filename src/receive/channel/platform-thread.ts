/** Joins what one buyer, whose address a platform hides, writes there one message after the other (failure mode 41). */
import type { EarlierInquiry } from '../conversation.ts';
import type { FoundCustomer } from '../find-customer.ts';

/** `joins`: the message goes on with the inquiry; otherwise it is only shown beside the new one. */
export type PlatformThread = { inquiryId: number; joins: boolean };

/**
 * The buyer's earlier inquiry on the platform. A name alone is not a person: the message joins only when the platform
 * itself has sent it, the key is one person's, and nothing is named that the inquiry does not ask for.
 *
 * @param onPlatform inquiries with the same key, newest first
 * @param named SKUs and category ids in the buyer's words
 */
export function platformThread(
  found: FoundCustomer,
  onPlatform: readonly EarlierInquiry[],
  named: readonly string[],
  isAuthentic: boolean,
): PlatformThread | null {
  const [newest] = onPlatform;
  if (!newest || found.kind !== 'found' || found.forwardedBy !== null) return null;
  const { threadKey, customerAddress } = found.notification ?? {};
  if (!threadKey || customerAddress) return null;
  const isNew = named.some((product) => !newest.products.includes(product));
  return { inquiryId: newest.inquiryId, joins: isAuthentic && !isNew && isOnePerson(threadKey) };
}

/** Name and company, a number of the platform, or a name of two words; `wang` and `王伟` are many people. */
function isOnePerson(key: string): boolean {
  const who = key.slice(key.indexOf(':') + 1);
  if (who.startsWith('#')) return true;
  const [name = '', company = ''] = who.split('|');
  if (company !== '') return true;
  return /[^\s.]{2} (?:.{0,60} )?[^\s.]{2}/u.test(name);
}
