/** An inquiry with everything that is known about it, as the composing of mails needs it: one round trip. */
import type { MailMessage } from '../model/message.ts';
import type { InquiryView } from '../reply/view.ts';
import type { Db } from './connect.ts';
import type { Row } from './schema.ts';

export type LoadedInquiry = {
  row: Row<'inquiries'>;
  view: InquiryView;
  quotation: { id: number; quoteNo: string | null; version: number } | null;
  /** The mail the inquiry came with. */
  origin: { id: number; message: MailMessage | null };
  suppressed: boolean;
};

/**
 * @returns null when there is no such inquiry or it has not been read and priced yet
 */
export async function loadInquiry(db: Db, id: number): Promise<LoadedInquiry | null> {
  const row = await db.selectFrom('inquiries').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row?.facts || !row.triage || !row.background || !row.language) return null;
  const rest = await db
    .selectFrom('contacts')
    .leftJoin('customers', 'customers.id', 'contacts.customer_id')
    .innerJoin('messages', (join) => join.on('messages.id', '=', row.message_id))
    .leftJoin('quotations', (join) =>
      join.on('quotations.id', '=', (where) =>
        where
          .selectFrom('quotations as newest')
          .select('newest.id')
          .where('newest.inquiry_id', '=', id)
          .orderBy('newest.version', 'desc')
          .limit(1),
      ),
    )
    .select([
      'contacts.email',
      'contacts.name as contact_name',
      'contacts.suppressed_at',
      'customers.name as customer_name',
      'messages.mail',
      'quotations.id as quotation_id',
      'quotations.quote_no',
      'quotations.version',
      'quotations.offer',
      'quotations.missing',
      'quotations.below_floor',
      'quotations.trace',
      'quotations.gaps',
      'quotations.hints',
      'quotations.margins',
    ])
    .where('contacts.id', '=', row.contact_id)
    .executeTakeFirstOrThrow();
  const view: InquiryView = {
    inquiryNo: row.inquiry_no,
    receivedAt: row.received_at,
    subject: row.subject,
    // A form's or platform's mail is not the customer's: ours to his own address begins a thread.
    newThread: row.channel !== 'email' && row.channel !== 'manual' && row.reply_policy === 'smtp',
    language: row.language,
    text: row.text,
    customer: {
      name: row.contact_facts?.name ?? rest.contact_name,
      company: row.contact_facts?.company ?? rest.customer_name,
      // Where the platform passes answers on, it stands for the customer.
      address: row.relay_address ?? rest.email,
      country: row.background.country,
    },
    facts: row.facts,
    triage: row.triage,
    background: row.background,
    corrections: row.corrections,
    price: {
      offer: rest.offer ?? { kind: 'none' },
      missing: rest.missing ?? [],
      belowFloor: rest.below_floor ?? false,
      trace: rest.trace ?? [],
      gaps: rest.gaps ?? [],
      hints: rest.hints ?? [],
      margins: rest.margins ?? [],
    },
    forwardedBy: row.forwarded_by,
    note: row.note,
  };
  const quotation =
    rest.quotation_id && rest.version ? { id: rest.quotation_id, quoteNo: rest.quote_no, version: rest.version } : null;
  return {
    row,
    view,
    quotation,
    origin: { id: row.message_id, message: rest.mail },
    suppressed: rest.suppressed_at !== null,
  };
}
