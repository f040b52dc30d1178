/** Decides under which rules of Incoterms® 2020 the goods are offered, and at which named places. */
import type { Incoterm, InquiryFacts } from '../model/inquiry.ts';
import type { Pricing } from '../model/pricing.ts';
import { RULE_COSTS, type RuleCosts } from './incoterms.ts';
import { quoteWords } from './quote-words.ts';

export type Port = { locode: string; name: string };
export type Term = { incoterm: Incoterm; place: string; costs: RuleCosts };

/** `destination` is the port of destination of every term that goes overseas. */
export type WantedTerms = { terms: Term[]; destination: Port | null; missing: string[] };

type Place = NonNullable<InquiryFacts['place']>['value'];

/**
 * What the buyer asked for first, then FOB; when he asked for nothing (or a rule not priced yet), FOB and CIF to his
 * port (domain 4.2 step 11). A port the buyer did not name is never assumed.
 */
export const wantedTerms = (facts: InquiryFacts, pricing: Pricing): WantedTerms => {
  const asked = facts.incoterm?.value ?? null;
  const askedCosts = asked === null ? undefined : RULE_COSTS[asked];
  const place = facts.place?.value ?? null;
  const destination = place === null ? null : destinationPort(place, pricing);
  const rules = wantedRules(asked, destination);
  const missing: string[] = [];
  if (asked !== null && askedCosts === undefined)
    missing.push(`${asked}${place === null ? '' : ` ${quoteWords(place.name)}`}: the desk cannot price this rule yet.`);
  const overseas = rules.find((rule) => RULE_COSTS[rule]?.mainCarriage);
  if (overseas !== undefined && destination === null) missing.push(noDestination(overseas, place, pricing));
  if (asked !== null && place !== null && askedCosts !== undefined && !askedCosts.mainCarriage)
    missing.push(...otherPlace(asked, askedCosts, place, destination, pricing));
  return { terms: rules.flatMap((rule) => term(rule, destination, pricing)), destination, missing };
};

const wantedRules = (asked: Incoterm | null, destination: Port | null): Incoterm[] => {
  if (asked === 'FOB') return destination === null ? ['FOB'] : ['FOB', 'CIF'];
  return asked !== null && RULE_COSTS[asked] !== undefined ? [asked, 'FOB'] : ['FOB', 'CIF'];
};

const term = (incoterm: Incoterm, destination: Port | null, pricing: Pricing): Term[] => {
  const costs = RULE_COSTS[incoterm];
  if (costs === undefined) return [];
  const places = {
    factory: pricing.factory,
    terminal: pricing.terminal,
    portOfLoading: pricing.portOfLoading.name,
    portOfDestination: destination?.name,
  };
  const place = places[costs.namedPlace];
  return place === undefined ? [] : [{ incoterm, place, costs }];
};

/** A port we have freight rates for: the same UN/LOCODE, or the same name in the same country. */
const destinationPort = (place: Place, pricing: Pricing): Port | null => {
  const lane = pricing.oceanFreight.find((rate) =>
    place.locode !== null
      ? rate.to === place.locode
      : rate.toName.toLowerCase() === place.name.trim().toLowerCase() && rate.to.slice(0, 2) === place.country,
  );
  return lane === undefined ? null : { locode: lane.to, name: lane.toName };
};

const noDestination = (rule: Incoterm, place: Place | null, pricing: Pricing): string =>
  place === null || isOurs(place, 'portOfLoading', pricing)
    ? `${rule}: the buyer named no port of destination.`
    : `${rule} ${quoteWords(place.name)}: no ocean freight from ${pricing.portOfLoading.name} is in the price list.`;

/** The buyer named a place for EXW, FCA or FOB at which we do not hand over. */
const otherPlace = (
  asked: Incoterm,
  { namedPlace }: RuleCosts,
  place: Place,
  destination: Port | null,
  pricing: Pricing,
): string[] => {
  if (isOurs(place, namedPlace, pricing)) return [];
  const why = destination === null ? 'our charges are known only for' : 'this is a port of destination; offered is';
  return term(asked, null, pricing).map((ours) => `${asked} ${quoteWords(place.name)}: ${why} ${asked} ${ours.place}.`);
};

const isOurs = (place: Place, namedPlace: RuleCosts['namedPlace'], pricing: Pricing): boolean => {
  const { factory, terminal, portOfLoading } = pricing;
  const names = namedPlace === 'factory' ? [factory] : [terminal, portOfLoading.name];
  const isPort = namedPlace !== 'factory' && place.locode === portOfLoading.locode;
  return isPort || names.some((name) => name.toLowerCase() === place.name.trim().toLowerCase());
};
