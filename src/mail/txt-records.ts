/** Asks the DNS for TXT records: a few names, a short time, and nothing but host names. */
import { Resolver } from 'node:dns/promises';

/** The records of a name, each in its pieces. Throws an Error with `code` ENOTFOUND, ENODATA, ETIMEOUT …, as node:dns. */
export type LookUpTxt = (name: string) => Promise<string[][]>;

const HOST = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/i;
const MOST_RECORDS = 20;
const timing = { timeout: 3000, tries: 2 };

/** Through the name servers of this machine. */
export function openTxtRecords(): LookUpTxt {
  const resolver = new Resolver(timing);
  return async (name) => {
    if (!HOST.test(name)) throw Object.assign(new Error('not a host name'), { code: 'ENOTFOUND' });
    return (await resolver.resolveTxt(name)).slice(0, MOST_RECORDS);
  };
}
