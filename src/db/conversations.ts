/** Earlier conversations with a sender: what they were about, so that a new wish in an old thread is told apart. */
import { sql } from 'kysely';
import type { InquiryFacts } from '../model/inquiry.ts';
import type { EarlierInquiry } from '../receive/conversation.ts';
import type { Db } from './connect.ts';

const mostInquiries = 20;

type Found = { id: number; inquiry_no: string; subject: string; sent: string[] | null; facts: InquiryFacts | null };

/** The inquiry itself, and the newest ones whose customer has exactly this address. */
export async function earlierInquiries(
  db: Db,
  inquiryId: number | null,
  address: string,
): Promise<{ conversation: EarlierInquiry | null; ofSender: EarlierInquiry[] }> {
  const { rows } = await sql<Found & { email: string }>`
    select i.id, i.inquiry_no, i.subject, i.facts, c.email,
      (select array_agg(distinct o.subject) from outgoing o where o.inquiry_id = i.id and o.audience = 'customer') as sent
    from inquiries i join contacts c on c.id = i.contact_id
    where i.id = ${inquiryId} or c.email = ${address}
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
  };
}

/** Mail domains of organisations we know, newest first: who looks like one of them without being it is suspicious. */
export async function knownDomains(db: Db, limit = 1000): Promise<string[]> {
  const rows = await db.selectFrom('customers').select('domain').orderBy('id', 'desc').limit(limit).execute();
  return rows.map((row) => row.domain);
}
