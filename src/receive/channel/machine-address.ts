/** Recognises addresses that no buyer writes from: platforms, form services, robots. */
import type { MailClients } from '../../model/mail-clients.ts';
import { belongsTo } from '../organisation.ts';

/** Machine names of this length are specific enough to be found at either end of a longer one (`no-reply-forms`). */
const SPECIFIC_NAME = 7;

export function isMachine(address: string, clients: MailClients): boolean {
  if (belongsTo(address, clients.platformDomains) || belongsTo(address, clients.formDomains)) return true;
  const name = address.slice(0, address.lastIndexOf('@')).replace(/[._+-]/g, '');
  return clients.machineNames.some(
    (known) => name === known || (known.length >= SPECIFIC_NAME && (name.startsWith(known) || name.endsWith(known))),
  );
}
