/** Quotations: each offer as the customer sees it and, apart from it, the calculation behind it. */
import { sql } from 'kysely';
import type { PriceResult } from '../model/calculation.ts';
import type { Offer } from '../model/quotation.ts';
import { nextVersion } from '../prepare/quotation.ts';
import { quotationNumber } from '../prepare/quotation-number.ts';
import type { Db } from './connect.ts';

/**
 * Stores the next version. Its number is that of the inquiry's earlier versions, or a new one when there is a price to
 * name for the first time; drafts before it are superseded.
 * @param reserved the new number, where one has been taken before (`nextQuoteNo`)
 */
export async function createQuotation(
  db: Db,
  inquiryId: number,
  price: PriceResult,
  at: Date,
  reserved: string | null = null,
): Promise<number> {
  const versions = await db
    .selectFrom('quotations')
    .select(['version', 'quote_no as quoteNo', 'status'])
    .where('inquiry_id', '=', inquiryId)
    .execute();
  const next = nextVersion(versions, price.offer);
  if (next.supersede.length > 0) {
    await db
      .updateTable('quotations')
      .set({ status: 'superseded' })
      .where('inquiry_id', '=', inquiryId)
      .where('version', 'in', next.supersede)
      .where('status', '=', 'draft')
      .execute();
  }
  const { id } = await db
    .insertInto('quotations')
    .values({
      inquiry_id: inquiryId,
      version: next.version,
      quote_no:
        typeof next.quoteNo === 'object' && next.quoteNo !== null
          ? (reserved ?? (await nextQuoteNo(db, at)))
          : next.quoteNo,
      status: 'draft',
      offer: JSON.stringify(price.offer),
      missing: JSON.stringify(price.missing),
      below_floor: price.belowFloor,
      trace: JSON.stringify(price.trace),
      margins: JSON.stringify(price.margins ?? []),
      hints: JSON.stringify(price.hints ?? []),
      gaps: JSON.stringify(price.gaps ?? []),
      created_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Takes the next number of a quotation. */
export async function nextQuoteNo(db: Db, at: Date): Promise<string> {
  const { rows } = await sql<{ serial: number }>`select nextval('quotation_serial') as serial`.execute(db);
  return quotationNumber(at.getUTCFullYear(), rows[0]?.serial ?? 0);
}

/**
 * From now on this version is what the customer has in his hands: it does not change any more, and takes the place of
 * the version sent before.
 */
export async function markQuotationSent(db: Db, id: number, at: Date): Promise<void> {
  const { inquiry_id } = await db
    .updateTable('quotations')
    .set((row) => ({ status: 'sent', sent_at: row.fn.coalesce('sent_at', sql<Date>`${at}`) }))
    .where('id', '=', id)
    .returning('inquiry_id')
    .executeTakeFirstOrThrow();
  await db
    .updateTable('quotations')
    .set({ status: 'superseded' })
    .where('inquiry_id', '=', inquiry_id)
    .where('id', '!=', id)
    .where('status', '=', 'sent')
    .execute();
}

/** A quotation as it is printed: the offer under its number, and the day it was made. */
export type StoredQuotation = { id: number; quoteNo: string | null; version: number; offer: Offer; createdAt: Date };

export async function quotationById(db: Db, id: number): Promise<StoredQuotation | null> {
  const row = await db
    .selectFrom('quotations')
    .select(['id', 'quote_no as quoteNo', 'version', 'offer', 'created_at as createdAt'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** Quotations in customers' hands whose price ends between two days (ISO, both included), the first to end first. */
export async function quotationsEnding(
  db: Db,
  from: string,
  until: string,
): Promise<{ id: number; inquiryId: number; quoteNo: string | null; version: number; validUntil: string }[]> {
  const validUntil = sql<string>`offer->>'validUntil'`;
  return await db
    .selectFrom('quotations')
    .select(['id', 'inquiry_id as inquiryId', 'quote_no as quoteNo', 'version', validUntil.as('validUntil')])
    .where('status', '=', 'sent')
    .where(validUntil, '>=', from)
    .where(validUntil, '<=', until)
    .orderBy(validUntil)
    .execute();
}
