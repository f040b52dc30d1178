/** Writes the mails that say that a document or a quotation is about to expire. */
import type { LibraryDocument } from '../model/documents.ts';
import type { TeamMail } from './compose-team.ts';
import { formatsOf } from './formats.ts';
import { oneLine } from './plain.ts';
import { renderMail } from './render.ts';
import type { TeamContext } from './view.ts';

/** @param days that are left, today not counted */
export function composeDocumentExpiry(
  document: Pick<LibraryDocument, 'id' | 'file' | 'number' | 'issuer' | 'certifies' | 'products'> & { expires: string },
  days: number,
  context: TeamContext,
): TeamMail {
  const { date } = formatsOf(context.words, context.owner.language);
  const { subject, text } = renderMail(context.templates, 'team-document-expiry', context.owner.language, {
    what: oneLine([...document.certifies, document.number ?? ''].filter(Boolean).join(' ') || document.id, 120),
    file: oneLine(document.file, 200),
    issuer: document.issuer ? oneLine(document.issuer, 120) : null,
    products: document.products.length > 0 ? oneLine(document.products.join(', '), 200) : null,
    expires: date(document.expires),
    days,
  });
  return { subject, text };
}

/** @param days that are left, today not counted */
export function composeQuotationExpiry(
  quotation: { inquiryNo: string; quoteNo: string; version: number; customer: string; validUntil: string },
  days: number,
  context: TeamContext,
): TeamMail {
  const { date } = formatsOf(context.words, context.owner.language);
  const { subject, text } = renderMail(context.templates, 'team-quotation-expiry', context.owner.language, {
    inquiryNo: quotation.inquiryNo,
    quoteNo: quotation.quoteNo,
    version: quotation.version,
    customer: oneLine(quotation.customer, 120),
    validUntil: date(quotation.validUntil),
    days,
  });
  return { subject, text };
}
