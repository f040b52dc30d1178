/** Names, addresses and numbers of other customers that stand somewhere in a text: candidates for the check of it. */
import { sql } from 'kysely';
import type { Db } from './connect.ts';

export type NamedCustomer = { kind: 'person' | 'company' | 'address' | 'number'; name: string };

/** Of each kind; a text that names more of them is stopped by the first. */
const MOST = 20;

/** @param own the inquiry the text belongs to, with its contact: neither he nor his company is another customer */
export async function otherCustomersIn(
  db: Db,
  text: string,
  own: { id: number; contact_id: number },
): Promise<NamedCustomer[]> {
  const words = text.toLowerCase();
  const { rows } = await sql<NamedCustomer>`
    with me as (
      select contacts.id, contacts.customer_id, lower(contacts.name) as name, lower(customers.name) as company
      from contacts left join customers on customers.id = contacts.customer_id where contacts.id = ${own.contact_id}
    )
    (select 'company' as kind, customers.name from customers, me
      where length(customers.name) > 2 and strpos(${words}, lower(customers.name)) > 0
        and customers.id is distinct from me.customer_id limit ${MOST})
    union all
    (select 'person', contacts.name from contacts, me
      where length(contacts.name) > 2 and strpos(${words}, lower(contacts.name)) > 0
        and contacts.id <> me.id and contacts.customer_id is distinct from me.customer_id
        and lower(contacts.name) is distinct from me.name limit ${MOST})
    union all
    (select 'address', contacts.email from contacts, me
      where strpos(${words}, lower(contacts.email)) > 0 and contacts.id <> me.id
        and (me.customer_id is null or contacts.customer_id is distinct from me.customer_id) limit ${MOST})
    union all
    (select 'number', inquiry_no from inquiries
      where strpos(${words}, lower(inquiry_no)) > 0 and contact_id <> ${own.contact_id} limit ${MOST})
    union all
    (select 'number', quote_no from quotations join inquiries on inquiries.id = inquiry_id
      where strpos(${words}, lower(quote_no)) > 0 and contact_id <> ${own.contact_id} limit ${MOST})`.execute(db);
  return rows;
}
