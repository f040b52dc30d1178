/** Warns by mail, once for each day set, before a document or a quotation in a buyer's hands expires. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { loadInquiry } from '../db/inquiry-view.ts';
import { hasTeamMail } from '../db/outgoing.ts';
import { quotationsEnding } from '../db/quotations.ts';
import { dueWarning } from '../prepare/due-warning.ts';
import type { Handoff } from '../queues.ts';
import { composeDocumentExpiry, composeQuotationExpiry } from '../reply/compose-deadline.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { ownerOf } from './team.ts';

/** Of several warnings that have become due while the desk stood still, the latest alone is sent. */
export async function warnOfDeadlines(trx: Db, app: App): Promise<Handoff[]> {
  const today = DateTime.fromJSDate(app.clock.now(), { zone: app.config.company.timeZone }).toISODate() ?? '';
  return [...(await warnOfDocuments(trx, app, today)), ...(await warnOfQuotations(trx, app, today))];
}

async function warnOfDocuments(trx: Db, app: App, today: string): Promise<Handoff[]> {
  const { company, documents: settings } = app.config;
  const handoffs: Handoff[] = [];
  for (const document of settings.documents) {
    const { expires } = document;
    if (expires === undefined) continue;
    const due = dueWarning(expires, settings.warnDays, today);
    if (due === null) continue;
    const dedupeKey = `document-expiry:${document.id}:${expires}:${due.warning}`;
    if (await hasTeamMail(trx, dedupeKey)) continue;
    const to = ownerOf(company, document.owner ?? company.defaultOwner);
    const mail = composeDocumentExpiry({ ...document, expires }, due.daysLeft, replyContext(app, to.email));
    handoffs.push(
      ...(await queueTeamMail(trx, app, {
        purpose: 'document_expiry',
        dedupeKey,
        to,
        ...mail,
        inquiryId: null,
        mailbox: null,
      })),
    );
  }
  return handoffs;
}

async function warnOfQuotations(trx: Db, app: App, today: string): Promise<Handoff[]> {
  const { company, documents: settings } = app.config;
  const days = settings.quotationReminderDays;
  if (days === 0) return [];
  const until = DateTime.fromISO(today).plus({ days }).toISODate() ?? today;
  const handoffs: Handoff[] = [];
  for (const { id, inquiryId, quoteNo, version, validUntil } of await quotationsEnding(trx, today, until)) {
    const due = dueWarning(validUntil, [days], today);
    const dedupeKey = `quotation-expiry:${id}`;
    if (due === null || quoteNo === null || (await hasTeamMail(trx, dedupeKey))) continue;
    const inquiry = await loadInquiry(trx, inquiryId);
    if (!inquiry) continue;
    const { row, view } = inquiry;
    const to = ownerOf(company, row.owner);
    const customer = view.customer.company ?? view.customer.name ?? view.customer.address;
    const told = { inquiryNo: row.inquiry_no, quoteNo, version, customer, validUntil };
    const mail = composeQuotationExpiry(told, due.daysLeft, replyContext(app, to.email));
    handoffs.push(
      ...(await queueTeamMail(trx, app, {
        purpose: 'quotation_expiry',
        dedupeKey,
        to,
        ...mail,
        inquiryId,
        mailbox: row.mailbox,
      })),
    );
  }
  return handoffs;
}
