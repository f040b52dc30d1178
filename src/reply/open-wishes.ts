/** What the buyer wants of term and payment and the offer does not give him, so that the mail does not pass over it. */
import type { InquiryFacts } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import { echo } from './answers.ts';
import { termOf } from './offer-values.ts';

/** `term` he asks to be quoted, `payment` in his words; null = the offer meets it or he asks for none. */
export type OpenWishes = { term: string | null; payment: string | null };

export function openWishes(facts: InquiryFacts, offer: Offer): OpenWishes {
  return { term: openTerm(facts, offer), payment: openPayment(facts, offer) };
}

function openTerm({ incoterm, place }: InquiryFacts, offer: Offer): string | null {
  if (incoterm === null || offer.kind === 'none') return null;
  const offered = offer.kind === 'range' ? [offer.incoterm] : offer.schemes.map((scheme) => scheme.incoterm);
  if (offered.includes(incoterm.value)) return null;
  return termOf({ incoterm: incoterm.value, place: place?.value.name ?? '' });
}

/** Codes of payment terms as facts hold them: `TT-30-70`, `TT-DEPOSIT`, `LC-SIGHT` … */
function openPayment({ paymentTerms }: InquiryFacts, offer: Offer): string | null {
  if (paymentTerms === null || offer.kind !== 'quotation' || paymentTerms.rawText.trim() === '') return null;
  const ours = offer.paymentTerms;
  const method = paymentTerms.value.split('-')[0] ?? '';
  const isMethodOurs =
    method === 'TT' ? /T\s?\/?\s?T|transfer/i.test(ours) : new RegExp(`\\b${letters(method)}\\b`, 'i').test(ours);
  const his = shares(paymentTerms.value === 'TT-30-70' ? '30 % 70 %' : paymentTerms.rawText);
  const isSplitOurs = his.every((share) => shares(ours).includes(share));
  return isMethodOurs && isSplitOurs ? null : echo(paymentTerms.rawText);
}

/** `LC` as `L/C` is written. */
function letters(method: string): string {
  return (method.match(/[A-Z]/g) ?? []).join('/?');
}

function shares(terms: string): string[] {
  return [...terms.slice(0, 500).matchAll(/(\d{1,3}) ?[%％]/g)].map((match) => match[1] ?? '');
}
