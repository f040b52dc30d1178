/** Whether a letter that names a price also says what belongs to one: delivery term with place, validity, lead time. */
import { fold } from '../../analyze/normalize.ts';
import type { Offer } from '../../model/quotation.ts';
import { formatsOf } from '../formats.ts';
import { termOf } from '../offer-values.ts';
import type { ReadLetter } from './figures.ts';
import { type Finding, finding } from './finding.ts';
import { primaryOf } from './known-figures.ts';
import type { CheckFacts, Letter } from './letter.ts';

/** Words of a lead time's beginning that may be put otherwise; one in so many is enough. */
const SHARE = 0.4;
const SHORTEST_WORD = 4;

/** Follow-ups and short answers may name a price again without all of it; what has run out they may not name either. */
export function checkOfferBlock(letter: Letter, read: ReadLetter, facts: CheckFacts): Finding[] {
  const { offer } = facts.inquiry.price;
  const priced = read.claims.some(({ kind, values }) => kind === 'money' && values[0] !== '');
  if (offer.kind === 'none' || !priced) return [];
  const says = (day: string) =>
    read.claims.some(
      ({ kind, values }) => kind === 'date' && values.some((value) => value === day || value === `-${day.slice(5)}`),
    );
  const expired = offer.validUntil < facts.leavesOn;
  if (letter.purpose !== 'reply')
    return expired && !says(offer.validUntil) ? [finding('offer_expired', offer.validUntil)] : [];
  return [
    ...(expired ? [finding('offer_expired', offer.validUntil)] : []),
    ...(namesTerm(read.normalized.text, offer) ? [] : [finding('term_missing', termsOf(offer))]),
    ...(says(offer.validUntil) ? [] : [finding('validity_missing', offer.validUntil)]),
    ...leadTimeFault(letter, read, offer, facts),
  ];
}

function namesTerm(text: string, offer: Exclude<Offer, { kind: 'none' }>): boolean {
  const terms = offer.kind === 'range' ? [offer] : offer.schemes;
  return terms.some(({ incoterm, place }) => text.includes(fold(incoterm)) && text.includes(fold(place)));
}

function termsOf(offer: Exclude<Offer, { kind: 'none' }>): string {
  return (offer.kind === 'range' ? [offer] : offer.schemes).map(termOf).join(', ');
}

/** A number of days says nothing without the day from which they count (domain 5.3). */
function leadTimeFault(
  { language }: Letter,
  { claims, normalized }: ReadLetter,
  offer: Offer,
  { context }: CheckFacts,
): Finding[] {
  if (offer.kind !== 'quotation' || offer.leadTime === null) return [];
  const { days, basis } = offer.leadTime;
  const formats = formatsOf(context.words, language);
  const { words } = formats;
  const told = claims.some(({ kind, values }) => kind === 'time' && values.includes(String(days)));
  const begins = [words.leadTimeBasis[basis], words.leadTimeStart[basis]].map(fold);
  const said = begins.some(
    (phrase) => normalized.text.includes(phrase) || shareOf(phrase, normalized.text, language) >= SHARE,
  );
  return told && said
    ? []
    : [finding('lead_time_basis_missing', `${formats.days(String(days))} ${words.leadTimeBasis[basis]}`)];
}

function shareOf(phrase: string, text: string, language: string): number {
  const han = ['zh', 'ja', 'ko'].includes(primaryOf(language));
  const parts = han
    ? (phrase.match(/[\p{L}]{2}/gu) ?? [])
    : (phrase.match(/\p{L}+/gu) ?? []).filter((word) => word.length >= SHORTEST_WORD);
  return parts.length === 0 ? 0 : parts.filter((part) => text.includes(part)).length / parts.length;
}
