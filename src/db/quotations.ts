/** Quotations: each offer as the customer sees it and, apart from it, the calculation behind it. */
import { sql } from 'kysely';
import type { PriceResult } from '../model/quotation.ts';
import { quotationNumber } from '../prepare/quotation-number.ts';
import type { Db } from './connect.ts';

/** Stores the next version; it gets a number of its own when there is a price to name. */
export async function createQuotation(db: Db, inquiryId: number, price: PriceResult, at: Date): Promise<number> {
  const quoteNo = price.offer.kind === 'quotation' ? await nextNumber(db, at) : null;
  const { id } = await db
    .insertInto('quotations')
    .values({
      inquiry_id: inquiryId,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from quotations where inquiry_id = ${inquiryId})`,
      quote_no: quoteNo,
      status: 'draft',
      offer: JSON.stringify(price.offer),
      missing: JSON.stringify(price.missing),
      below_floor: price.belowFloor,
      trace: JSON.stringify(price.trace),
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function nextNumber(db: Db, at: Date): Promise<string> {
  const { rows } = await sql<{ serial: number }>`select nextval('quotation_serial') as serial`.execute(db);
  return quotationNumber(at.getUTCFullYear(), rows[0]?.serial ?? 0);
}

/** From now on this version is what the customer has in his hands and does not change any more. */
export async function markQuotationSent(db: Db, id: number): Promise<void> {
  await db.updateTable('quotations').set({ status: 'sent' }).where('id', '=', id).execute();
}
