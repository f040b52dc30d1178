/** Names, addresses and numbers of other customers that stand somewhere in a text: candidates for the check of it. */
import { sql } from 'kysely';
import type { Db } from './connect.ts';

export type NamedCustomer = { kind: 'person' | 'company' | 'address' | 'number'; name: string };

/** Of each kind; a text that names more of them is stopped by the first. */
const MOST = 20;

/** Names are looked up by so many of their first characters, numbers by their last (indexes of migration 0013). */
const KEY = 6;
/** Written without spaces: a name may begin after any character. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const PART_OF_WORD = /[\p{L}\p{M}\p{N}]/u;

/**
 * One query that touches only those whose name begins as something in the text does.
 * @param own the inquiry the text belongs to, with its contact: neither he nor his company is another customer
 */
export async function otherCustomersIn(
  db: Db,
  text: string,
  own: { id: number; contact_id: number },
): Promise<NamedCustomer[]> {
  const words = text.toLowerCase();
  const { beginnings, ends } = keysOf(words);
  const { rows } = await sql<NamedCustomer>`
    with me as (
      select contacts.id, contacts.customer_id, lower(contacts.name) as name, lower(customers.name) as company
      from contacts left join customers on customers.id = contacts.customer_id where contacts.id = ${own.contact_id}
    )
    (select 'company' as kind, customers.name from customers, me
      where left(lower(customers.name), ${lit(KEY)}) = any(${beginnings})
        and length(customers.name) > 2 and strpos(${words}, lower(customers.name)) > 0
        and customers.id is distinct from me.customer_id limit ${MOST})
    union all
    (select 'person', contacts.name from contacts, me
      where left(lower(contacts.name), ${lit(KEY)}) = any(${beginnings})
        and length(contacts.name) > 2 and strpos(${words}, lower(contacts.name)) > 0
        and contacts.id <> me.id and contacts.customer_id is distinct from me.customer_id
        and lower(contacts.name) is distinct from me.name limit ${MOST})
    union all
    (select 'address', contacts.email from contacts, me
      where left(lower(contacts.email), ${lit(KEY)}) = any(${beginnings})
        and strpos(${words}, lower(contacts.email)) > 0 and contacts.id <> me.id
        and (me.customer_id is null or contacts.customer_id is distinct from me.customer_id) limit ${MOST})
    union all
    (select 'number', inquiry_no from inquiries
      where right(lower(inquiry_no), ${lit(KEY)}) = any(${ends})
        and strpos(${words}, lower(inquiry_no)) > 0 and contact_id <> ${own.contact_id} limit ${MOST})
    union all
    (select 'number', quote_no from quotations join inquiries on inquiries.id = inquiry_id
      where right(lower(quote_no), ${lit(KEY)}) = any(${ends})
        and strpos(${words}, lower(quote_no)) > 0 and contact_id <> ${own.contact_id} limit ${MOST})`.execute(db);
  return rows;
}

/** As in the index: a parameter would hide it from the planner. */
function lit(count: number) {
  return sql.raw(String(count));
}

/** What a name in the text can begin with, and what a number in it can end with: up to KEY characters each. */
function keysOf(text: string): { beginnings: string[]; ends: string[] } {
  const characters = Array.from(text);
  const isWord = characters.map((character) => PART_OF_WORD.test(character));
  const isFree = characters.map((character) => UNSPACED.test(character));
  const [beginnings, ends] = [new Set<string>(), new Set<string>()];
  for (let at = 0; at < characters.length; at += 1) {
    if (characters[at]?.trim() === '') continue;
    const begins = !isWord[at] || !isWord[at - 1] || isFree[at] || isFree[at - 1];
    const isEnd = !isWord[at] || !isWord[at + 1] || isFree[at] || isFree[at + 1];
    // A name of fewer characters is its own key.
    for (let length = 1; length <= KEY && at + length <= characters.length && begins; length += 1) {
      beginnings.add(characters.slice(at, at + length).join(''));
    }
    for (let length = 1; length <= KEY && length <= at + 1 && isEnd; length += 1) {
      ends.add(characters.slice(at + 1 - length, at + 1).join(''));
    }
  }
  return { beginnings: [...beginnings], ends: [...ends] };
}
