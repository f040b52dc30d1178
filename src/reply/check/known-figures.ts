/** Every figure a letter may name: of the offer, the goods and the dates that follow from them (domain 5.1). */
import { Decimal } from 'decimal.js';
import { normalize } from '../../analyze/normalize.ts';
import { calendarOf, localDate } from '../../follow-up/calendar.ts';
import type { Offer } from '../../model/quotation.ts';
import { answerDay } from '../customer-values.ts';
import { checkDelivery } from '../delivery.ts';
import { type Claim, type Said, said } from '../number-guard/claim.ts';
import { shorterDates } from '../number-guard/dates.ts';
import { guardWords } from '../number-guard/guard-words.ts';
import { meantValues } from '../number-guard/numbers.ts';
import { readClaims } from '../number-guard/read-claims.ts';
import { buyerWords, companyWords, goods, templateWords } from './known-words.ts';
import type { CheckFacts, CheckSources } from './letter.ts';

const LONGEST = 20_000;
const fixed = new WeakMap<CheckFacts['context']['templates'], Map<string, Claim[]>>();

/** Money only as it stands in the offer and in the company's own settings, never as the buyer or a draft wrote it. */
export function knownFigures(text: string, language: string, facts: CheckFacts, sources: CheckSources): Said {
  const read = (words: string) => claimsOf(words, language, sources);
  const others = (words: string) => read(words).filter(({ kind }) => kind !== 'money');
  const claims = [
    ...offerFigures(facts.inquiry.price.offer),
    ...samplePrice(facts),
    ...goodsFigures(text, facts),
    ...dates(facts).flatMap((day) => claim('date', '', day)),
    ...read(companyWords(facts, language, text)),
    ...others(buyerWords(facts)),
    ...others(facts.drafted ?? ''),
    ...templateClaims(facts, language, sources),
  ];
  return said(claims, (one) => meantValues(one, language).flatMap(shorterDates));
}

/** What the letter says, with the words it is read by. */
export function claimsOf(text: string, language: string, sources: CheckSources): Claim[] {
  const primary = primaryOf(language);
  return readClaims(normalize(text.slice(0, LONGEST)), primary, guardWords(sources), sources.readingWords);
}

export function primaryOf(language: string): string {
  return language.toLowerCase().split('-')[0] ?? language;
}

function templateClaims({ context }: CheckFacts, language: string, sources: CheckSources): Claim[] {
  const known = fixed.get(context.templates) ?? new Map<string, Claim[]>();
  fixed.set(context.templates, known);
  const read = known.get(language) ?? everyPart(templateWords(context.templates, language), language, sources);
  known.set(language, read);
  return read;
}

function everyPart(words: string, language: string, sources: CheckSources): Claim[] {
  return partsOf(words)
    .flatMap((part) => claimsOf(part, language, sources))
    .filter(({ kind }) => kind !== 'money');
}

/** Whole lines together, no part longer than what is read of a text at once. */
function partsOf(words: string): string[] {
  const parts: string[] = [];
  for (const line of words.split('\n')) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length < LONGEST) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}

function offerFigures(offer: Offer): Claim[] {
  if (offer.kind === 'none') return [];
  const money = (amount: string) => claim('money', offer.currency, amount);
  if (offer.kind === 'range') {
    return offer.lines.flatMap(({ lowest, highest, moq }) => [money(lowest), money(highest), number(moq)]);
  }
  const { schemes, tiers, packing, leadTime, transitDays, priceChanges } = offer;
  return [
    ...schemes.flatMap(({ total, deposit, lines, insurance }) => [
      money(total),
      ...(deposit === undefined ? [] : [money(deposit)]),
      ...(insurance ? [money(insurance.insuredValue)] : []),
      ...lines.flatMap((line) => [money(line.unitPrice), money(line.total), number(line.quantity)]),
    ]),
    ...(tiers?.products ?? []).flatMap(({ prices }) =>
      prices.flatMap(({ from, unitPrice }) => [number(from), money(unitPrice)]),
    ),
    ...packing.flatMap(({ perCarton, cartons, volumeM3, grossKg, netKg, cartonCm }) =>
      [perCarton, cartons, volumeM3, grossKg, netKg ?? 0, ...(cartonCm ?? [])].map(number),
    ),
    ...[...(leadTime === null ? [] : [leadTime.days]), ...numbersIn(transitDays)].map(days),
    ...(leadTime?.mayChange ?? []).flatMap((change) => (change.days === null ? [] : [days(change.days)])),
    ...(priceChanges ? [priceChanges.fx, priceChanges.material].map(percent) : []),
  ];
}

function samplePrice({ context }: CheckFacts): Claim[] {
  const fee = context.company.sales?.samples?.fee;
  return fee === undefined ? [] : [claim('money', fee.currency, fee.amount)];
}

function goodsFigures(text: string, { inquiry, context }: CheckFacts): Claim[] {
  const ordered = inquiry.facts.items.flatMap(({ quantity }) => (quantity === null ? [] : [number(quantity.value)]));
  const products = goods(text, inquiry, context).flatMap(({ moq, packing, leadTime }) => [
    ...[moq, packing.perCarton, leadTime.upToQuantity, ...leadTime.bands.map((band) => band.upToQuantity)].map(number),
    ...[leadTime.days, leadTime.sampleDays ?? 0, ...leadTime.bands.map((band) => band.days)].map(days),
  ]);
  return [...ordered, ...products];
}

/** ISO days. */
function dates({ inquiry, answer, lastSentAt, context }: CheckFacts): string[] {
  const { price, facts, customer, receivedAt } = inquiry;
  const { company, today } = context;
  const { offer } = price;
  const calendar = calendarOf(customer.country ?? company.country);
  const wanted = facts.deliveryDate?.value;
  const arrival =
    offer.kind === 'quotation' && wanted
      ? checkDelivery(wanted, offer.leadTime?.days ?? null, offer.transitDays, today)
      : null;
  return [
    today,
    answerDay(company, today),
    localDate(calendar, receivedAt),
    ...(answer === null ? [] : [localDate(calendar, answer.receivedAt)]),
    ...(lastSentAt === null ? [] : [localDate(calendar, lastSentAt)]),
    ...(offer.kind === 'none' ? [] : [offer.validUntil]),
    ...(offer.kind === 'quotation' && offer.freightValidUntil ? [offer.freightValidUntil] : []),
    ...(arrival ? [arrival.startBy, arrival.earliest] : []),
    ...(wanted ? [wanted.date] : []),
    ...(answer?.deferUntil ? [answer.deferUntil] : []),
  ];
}

function claim(kind: Claim['kind'], unit: string, value: string): Claim {
  const plain = kind === 'date' ? value : new Decimal(value).toFixed();
  return { kind, units: [unit], values: [plain], written: '', required: false, start: 0, end: 0 };
}

function number(value: string | number): Claim {
  return claim('number', '', String(value));
}

function days(value: number): Claim {
  return claim('time', 'day', String(value));
}

function percent(share: string): Claim {
  return claim('percent', '', new Decimal(share).times(100).toFixed());
}

function numbersIn(span: string | null): number[] {
  return (span?.match(/\d{1,4}/g) ?? []).map(Number);
}
