/** Makes the PDF of a stored quotation, as quotation or as proforma invoice; made again, it has the same bytes. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { StoredQuotation } from '../db/quotations.ts';
import { isHiddenAddress } from '../model/hidden-address.ts';
import { checksum } from '../paper/library.ts';
import { acceptedScheme } from '../prepare/accepted-scheme.ts';
import type { Paper } from '../prepare/pdf/paper.ts';
import { proformaPdf, quotationPdf } from '../prepare/pdf/quotation-pdf.ts';
import { paperRoom } from './paper-room.ts';
import { ownerOf } from './team.ts';

/** `words`: of the customer who accepts, to know which of several terms he takes. */
export type PaperOrder = { kind: 'quotation' | 'proforma'; language: string; words: string };

/** @returns null when the quotation names no price under a number */
export async function quotationPaper(
  app: App,
  { row, view }: Pick<LoadedInquiry, 'row' | 'view'>,
  quotation: StoredQuotation,
  { kind, language, words }: PaperOrder,
): Promise<Buffer | null> {
  const { offer, quoteNo, version } = quotation;
  if (offer.kind !== 'quotation' || quoteNo === null) return null;
  const { company } = app.config;
  const day = (instant: Date) => DateTime.fromJSDate(instant, { zone: company.timeZone }).toISODate();
  const { name, email, phone } = ownerOf(company, row.owner);
  const paper: Paper = {
    quoteNo,
    version,
    issuedOn: day(quotation.createdAt) ?? '',
    inquiryOn: day(view.receivedAt),
    offer,
    language,
    buyer: {
      company: view.customer.company,
      name: view.customer.name,
      address: row.contact_facts?.address ?? null,
      country: view.customer.country,
      email: row.relay_address !== null || isHiddenAddress(view.customer.address) ? null : view.customer.address,
    },
    seller: company,
    contact: { name, email, phone },
  };
  const terms = kind === 'proforma' ? { bank: company.bank ?? null, scheme: acceptedScheme(offer, words) } : null;
  return made(app, checksum(Buffer.from(JSON.stringify([kind, paper, terms]))), async () => {
    const room = await paperRoom(app.config);
    return terms === null ? quotationPdf(paper, room) : proformaPdf(paper, room, terms);
  });
}

/** The papers made last: drawn before a transaction begins, one is only taken from here within it. */
const papers = new WeakMap<App, Map<string, Promise<Buffer>>>();
const MOST_KEPT = 32;

function made(app: App, key: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const kept = papers.get(app) ?? new Map<string, Promise<Buffer>>();
  papers.set(app, kept);
  const paper = kept.get(key) ?? draw();
  kept.delete(key);
  kept.set(key, paper);
  paper.catch(() => kept.delete(key));
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) kept.delete(oldest);
  return paper;
}
