/** A quotation through its versions: which number the next one has, what changed, and whether a price still holds. */
import type { Offer, Quotation, QuotationStatus } from '../model/quotation.ts';

type Quoted = Extract<Offer, { kind: 'quotation' }>;
type Version = Pick<Quotation, 'quoteNo' | 'version' | 'status'>;

/** `quoteNo`: the number to keep, `new` when it needs one of its own, or null; `supersede`: versions that are no longer meant. */
export type NextVersion = { version: number; quoteNo: string | { kind: 'new' } | null; supersede: number[] };

/**
 * A new price is a new version under the same number; versions that were never sent are superseded by it, and what was
 * sent stays as it is until the new one is sent too.
 */
export const nextVersion = (versions: readonly Version[], offer: Offer): NextVersion => {
  const numbered = versions.find(({ quoteNo }) => quoteNo !== null);
  return {
    version: Math.max(0, ...versions.map(({ version }) => version)) + 1,
    quoteNo: offer.kind === 'quotation' ? (numbered?.quoteNo ?? { kind: 'new' }) : null,
    supersede: versions.filter(({ status }) => mayChange(status)).map(({ version }) => version),
  };
};

/** Whether a version may still be replaced in its place: what the customer has in his hands never changes. */
const mayChange = (status: QuotationStatus): boolean => status === 'draft';

/** What an offer says differently; `about` is the scheme, product or nothing, null = was not or is no longer there. */
export type OfferChange = { what: string; about: string; before: string | null; after: string | null };

/** All differences between two offers that the customer sees, in the order of the offer. */
export const whatChanged = (before: Offer, after: Offer): OfferChange[] => {
  const old = factsOf(before);
  const now = factsOf(after);
  const keys = [...new Set([...now.keys(), ...old.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key) ?? null, now.get(key) ?? null];
    const [what = '', about = ''] = key.split('\n');
    return was === is ? [] : [{ what, about, before: was, after: is }];
  });
};

/** Every fact of an offer as text, by what it is and what it is about. */
const factsOf = (offer: Offer): Map<string, string> => {
  const facts = new Map<string, string>();
  const add = (what: string, about: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined) facts.set(`${what}\n${about}`, String(value));
  };
  if (offer.kind === 'none') return facts;
  add('currency', '', offer.currency);
  if (offer.kind === 'range') {
    for (const { sku, lowest, highest, moq } of offer.lines) {
      add('price_range', sku, `${lowest}-${highest}`);
      add('moq', sku, moq);
    }
  } else {
    addSchemes(offer, add);
    addTerms(offer, add);
  }
  add('valid_until', '', offer.validUntil);
  return facts;
};

type Add = (what: string, about: string, value: string | number | null | undefined) => void;

const addSchemes = ({ schemes, tiers }: Quoted, add: Add): void => {
  for (const { incoterm, place, lines, total, importVat } of schemes) {
    const name = `${incoterm} ${place}`;
    for (const { sku, quantity, unit, unitPrice } of lines) {
      add('quantity', `${name}, ${sku}`, `${quantity} ${unit}`);
      add('unit_price', `${name}, ${sku}`, unitPrice);
    }
    add('total', name, total);
    add('import_vat', name, importVat);
  }
  for (const { sku, prices } of tiers?.products ?? []) {
    for (const { from, unitPrice } of prices) add('tier', `${sku}, ${from}`, unitPrice);
  }
};

const addTerms = (offer: Quoted, add: Add): void => {
  add('payment_terms', '', offer.paymentTerms);
  add('lead_time', '', offer.leadTime && `${offer.leadTime.days} ${offer.leadTime.basis}`);
  add('transit_days', '', offer.transitDays);
  add('containers', '', offer.containers);
  for (const { sku, cartons } of offer.packing) add('cartons', sku, cartons);
  add('freight_valid_until', '', offer.freightValidUntil);
};

/** Price and freight expire apart: with the freight gone, prices at origin still hold. Days are counted to the last one. */
export type Standing =
  | { kind: 'valid'; daysLeft: number }
  | { kind: 'freight_expired'; since: string }
  | { kind: 'expired'; since: string };

/**
 * Whether a price that was told may still be accepted (domain 4.2 step 10); after expiry it has to be worked out anew.
 * @param today ISO date in the company's time zone
 */
export const standing = (offer: Extract<Offer, { kind: 'quotation' | 'range' }>, today: string): Standing => {
  if (offer.validUntil < today) return { kind: 'expired', since: offer.validUntil };
  const freight = offer.kind === 'quotation' ? offer.freightValidUntil : null;
  if (freight !== null && freight < today) return { kind: 'freight_expired', since: freight };
  const last = freight !== null && freight < offer.validUntil ? freight : offer.validUntil;
  return { kind: 'valid', daysLeft: (Date.parse(last) - Date.parse(today)) / 86_400_000 };
};
