/** Earlier conversations with a sender: what they were about, so that a new wish in an old thread is told apart. */
import { sql } from 'kysely';
import type { InquiryFacts } from '../model/inquiry.ts';
import type { EarlierInquiry } from '../receive/conversation.ts';
import type { Db } from './connect.ts';

const mostInquiries = 40;
/** Days after which the same name on a platform is more likely somebody else's, or another wish. */
const platformDays = 180;

type Found = {
  id: number;
  inquiry_no: string;
  subject: string;
  sent: string[] | null;
  facts: InquiryFacts | null;
  email: string;
  on_platform: boolean;
};

/** The inquiry itself, the newest ones whose customer has exactly this address, and those under a platform's key. */
export async function earlierInquiries(
  db: Db,
  known: { inquiryId: number | null; address: string; threadKey: string | null; now: Date },
): Promise<{ conversation: EarlierInquiry | null; ofSender: EarlierInquiry[]; onPlatform: EarlierInquiry[] }> {
  const { inquiryId, address, threadKey } = known;
  const since = new Date(known.now.getTime() - platformDays * 86_400_000);
  const { rows } = await sql<Found>`
    select i.id, i.inquiry_no, i.subject, i.facts, c.email,
      coalesce(i.thread_key = ${threadKey} and i.received_at > ${since}, false) as on_platform,
      (select array_agg(distinct o.subject) from outgoing o where o.inquiry_id = i.id and o.audience = 'customer') as sent
    from inquiries i join contacts c on c.id = i.contact_id
    where i.id = ${inquiryId} or c.email = ${address} or i.thread_key = ${threadKey}
    order by i.id desc limit ${mostInquiries}`.execute(db);
  const read = (row: Found): EarlierInquiry => ({
    inquiryId: row.id,
    inquiryNo: row.inquiry_no,
    subjects: [row.subject, ...(row.sent ?? [])],
    products: (row.facts?.items ?? [])
      .flatMap((item) => [item.productSku, item.categoryId])
      .filter((id) => id !== null),
  });
  const conversation = rows.find((row) => row.id === inquiryId);
  return {
    conversation: conversation ? read(conversation) : null,
    ofSender: rows.filter((row) => row.email === address).map(read),
    onPlatform: rows.filter((row) => row.on_platform).map(read),
  };
}

/** Whether somebody with this address, or of this organisation, has had a mail of ours as a customer or has bought. */
export async function isKnownCustomer(db: Db, address: string, domain: string | null): Promise<boolean> {
  const { rows } = await sql<{ known: boolean }>`
    select exists (
      select from inquiries i join contacts c on c.id = i.contact_id left join customers o on o.id = c.customer_id
      where (c.email = ${address} or o.domain = ${domain})
        and (i.status = 'won' or exists (
          select from outgoing m where m.inquiry_id = i.id and m.audience = 'customer' and m.status = 'sent'))
    ) as known`.execute(db);
  return rows[0]?.known ?? false;
}

/** Mail domains of organisations we know, newest first: who looks like one of them without being it is suspicious. */
export async function knownDomains(db: Db, limit = 1000): Promise<string[]> {
  const rows = await db.selectFrom('customers').select('domain').orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => row.domain);
}
