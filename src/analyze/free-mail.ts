/** Tells addresses of mail services from those of companies (domain 7 A). */
import { isDisposable, isFree } from 'freemail';
import { getDomainWithoutSuffix } from 'tldts';

/** A domain that is called after mail belongs to a service, also where no list knows it. */
const MAIL_SERVICE = /^(?:free|web|my|fast|quick|e|i|hot|g|y|pro)?-?(?:mail|post|inbox|mailbox)$/;

type Service = 'free' | 'disposable' | null;

/** The lists are long and looked through from the start: what was found for a domain is remembered. */
const found = new Map<string, Service>();
const MOST_REMEMBERED = 5_000;

/** `disposable` addresses are free ones that are thrown away after use. */
export function mailServiceOf(address: string): Service {
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const known = found.get(domain);
  if (known !== undefined) return known;
  const service = lookUp(address, domain);
  if (found.size >= MOST_REMEMBERED) found.clear();
  found.set(domain, service);
  return service;
}

export function isFreeMail(address: string): boolean {
  return mailServiceOf(address) !== null;
}

function lookUp(address: string, domain: string): Service {
  if (isDisposable(address)) return 'disposable';
  return isFree(address) || MAIL_SERVICE.test(getDomainWithoutSuffix(domain) ?? '') ? 'free' : null;
}
