/** Tells whose domain a mail address belongs to. */
import { getDomain } from 'tldts';

/** The registrable domain of an address (`a@mail.shop.co.uk` -> `shop.co.uk`), null without one. */
export function organisationOf(address: string): string | null {
  const host = hostOf(address);
  return getDomain(host, { allowPrivateDomains: false }) ?? (host === '' ? null : host);
}

/** Whether the address is at one of the domains or below it, or is itself listed. */
export function belongsTo(address: string, domains: readonly string[]): boolean {
  const host = hostOf(address);
  return domains.some((domain) => address === domain || host === domain || host.endsWith(`.${domain}`));
}

export function hostOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
