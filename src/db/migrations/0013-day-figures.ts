/** For the daily list: what came and went in a stretch of time; notes on customers by code instead of by sentence. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create index messages_stored on messages (stored_at)`,
  `create index inquiries_received on inquiries (received_at)`,
  `create index approvals_decided on approvals (decided_at) where status in ('approved', 'edited', 'rejected')`,
  `create index outgoing_sent on outgoing (sent_at) where audience = 'customer' and status = 'sent'`,
  // What a platform has passed on for us within a day.
  `create index outgoing_claimed on outgoing (claimed_at) where audience = 'customer'`,
  // Whether a letter names another customer is asked of those alone whose names begin as words of the letter do.
  `create index customers_name_begins on customers (left(lower(name), 6))`,
  `create index contacts_name_begins on contacts (left(lower(name), 6))`,
  `create index contacts_email_begins on contacts (left(lower(email), 6))`,
  `create index inquiries_number_ends on inquiries (right(lower(inquiry_no), 6))`,
  `create index quotations_number_ends on quotations (right(lower(quote_no), 6)) where quote_no is not null`,
  // A draft in a person's own words says so itself (drafts.revision).
  `drop index approvals_edited`,
  `update drafts set revision = coalesce(drafts.revision,
      '{"wishes": {}, "language": null, "questions": [], "ownQuestions": [], "documents": {"add": [], "drop": []}, "instructions": []}')
      || jsonb_build_object('typedOver', before.text)
    from approvals join drafts before on before.id = approvals.draft_id
    where approvals.inquiry_id = drafts.inquiry_id and approvals.status = 'edited' and approvals.final_text = drafts.text
      and before.id <> drafts.id and drafts.status in ('drafted', 'awaiting_approval', 'approved')`,
  // English sentences say nothing to whoever reads Chinese; what they told stands in the other fields too.
  `update inquiries set background = jsonb_set(background, '{notes}', '[]') where background is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
