/** Decides under which rules of Incoterms® 2020 the goods are offered, and at which named places. */
import type { Gap } from '../model/calculation.ts';
import type { Incoterm } from '../model/inquiry.ts';
import type { Pricing } from '../model/pricing.ts';
import type { TransportMode } from '../model/transport.ts';
import { gap } from './gaps.ts';
import { FCA_FACTORY, RULE_COSTS, type RuleCosts, withoutSea } from './incoterms.ts';
import { type Destination, findDestination, type NamedPlace, type PlaceSearch, SEA, sameName } from './places.ts';
import { quoteWords } from './quote-words.ts';

/** `lines` of the costs after arrival are those of the named place, whether the port or a place beyond it. */
export type Term = { incoterm: Incoterm; place: string; costs: RuleCosts; destination: Destination | null };

/** `destination`: where every term that goes overseas leads. `modes`: by which the shipment may travel. */
export type WantedTerms = {
  terms: Term[];
  destination: Destination | null;
  modes: readonly TransportMode[];
  gaps: Gap[];
  hints: Gap[];
};

export type Asked = { incoterm: Incoterm | null; place: NamedPlace | null; mode: TransportMode | null };

/**
 * What the buyer asked for first, then FOB; when he asked for nothing, FOB and CIF to his port (domain 4.2 step 11).
 * By air or courier FCA and CIP take their place. A port the buyer did not name is never assumed.
 */
export const wantedTerms = (asked: Asked, pricing: Pricing): WantedTerms => {
  const gaps: Gap[] = [];
  const hints: Gap[] = [];
  const search = searchPlace(asked, pricing);
  const destination = search.kind === 'found' ? search.destination : null;
  const modes = asked.mode !== null ? [asked.mode] : search.kind === 'found' ? search.modes : SEA;
  const bySea = modes.some((mode) => SEA.includes(mode));
  const first = firstRule(asked, destination, bySea, pricing, gaps);
  const rules = wantedRules(first, destination, bySea);
  if (asked.mode === null && !bySea && destination !== null)
    hints.push(gap('mode_chosen', { place: destination.name, mode: modes.join(', ') }));
  gaps.push(...placeGaps(asked, first, rules, search, pricing));
  const terms = rules.flatMap((rule) => term(rule, asked, destination, bySea, pricing, gaps));
  hints.push(...ruleHints(terms, pricing));
  return { terms, destination, modes, gaps, hints };
};

/** Air and courier are only thought of for rules that fit them. */
const searchPlace = ({ incoterm, place, mode }: Asked, pricing: Pricing): PlaceSearch => {
  if (place === null) return { kind: 'none' };
  const anyMode = incoterm !== null && RULE_COSTS[incoterm].mainCarriage && withoutSea(incoterm) === null;
  return findDestination(place, mode !== null ? [mode] : anyMode ? null : SEA, pricing);
};

/** The rule asked for, unless its transport does not fit or we may not import. */
const firstRule = (
  { incoterm, place, mode }: Asked,
  destination: Destination | null,
  bySea: boolean,
  pricing: Pricing,
  gaps: Gap[],
): Incoterm | null => {
  if (incoterm === null) return null;
  const other = bySea ? null : withoutSea(incoterm);
  if (other !== null) gaps.push(gap('sea_rule', { rule: incoterm, mode: mode ?? 'air', offered: other }));
  if (other !== null) return other;
  if (incoterm !== 'DDP' || destination === null) return incoterm;
  const { country } = destination;
  const rule = pricing.importRules.find((one) => one.country === country);
  if (rule?.importerOfRecord === true) return 'DDP';
  gaps.push(gap('no_importer', { place: quoteWords(place?.name ?? ''), country }));
  return 'DAP';
};

const wantedRules = (first: Incoterm | null, destination: Destination | null, bySea: boolean): Incoterm[] => {
  const [origin, carried] = bySea ? (['FOB', 'CIF'] as const) : (['FCA', 'CIP'] as const);
  if (first === null) return [origin, carried];
  if (first === origin) return destination === null ? [origin] : [origin, carried];
  return [first, origin];
};

const term = (
  incoterm: Incoterm,
  asked: Asked,
  destination: Destination | null,
  bySea: boolean,
  pricing: Pricing,
  gaps: Gap[],
): Term[] => {
  const costs = RULE_COSTS[incoterm];
  if (costs.namedPlace === 'factory') return [{ incoterm, place: pricing.factory, costs, destination: null }];
  if (
    incoterm === 'FCA' &&
    asked.incoterm === 'FCA' &&
    asked.place !== null &&
    sameName(asked.place.name, pricing.factory)
  )
    return [{ incoterm, place: pricing.factory, costs: FCA_FACTORY, destination: null }];
  if (!costs.mainCarriage && bySea) {
    const place = costs.namedPlace === 'terminal' ? pricing.terminal : pricing.portOfLoading.name;
    return [{ incoterm, place, costs, destination: null }];
  }
  if (!costs.mainCarriage) {
    if (pricing.airport !== undefined) return [{ incoterm, place: pricing.airport.name, costs, destination: null }];
    gaps.push(gap('no_airport', { rule: incoterm }));
    return [];
  }
  if (destination === null) return [];
  const [gateway] = destination.gateways;
  const atPort = costs.namedPlace === 'portOfDestination' && destination.inland;
  // Of several ports that serve an inland place the one that is cheapest is known only after the freight.
  const place = atPort && gateway !== undefined ? gateway.name : destination.name;
  return [{ incoterm, place, costs, destination }];
};

const placeGaps = (
  asked: Asked,
  first: Incoterm | null,
  rules: readonly Incoterm[],
  search: PlaceSearch,
  pricing: Pricing,
): Gap[] => {
  const overseas = rules.find((rule) => RULE_COSTS[rule].mainCarriage);
  const { place } = asked;
  const gaps: Gap[] = [];
  if (overseas !== undefined && search.kind !== 'found') gaps.push(noDestination(overseas, place, search, pricing));
  if (first !== null && place !== null && !RULE_COSTS[first].mainCarriage) {
    gaps.push(...otherOrigin(first, asked, search.kind === 'found', pricing));
  }
  const seaRule = rules.find((rule) => RULE_COSTS[rule].namedPlace === 'portOfDestination');
  if (seaRule !== undefined && place !== null && search.kind === 'found' && search.destination.inland) {
    gaps.push(gap('not_a_port', { rule: seaRule, place: quoteWords(place.name) }));
  }
  return gaps;
};

const noDestination = (rule: Incoterm, place: NamedPlace | null, search: PlaceSearch, pricing: Pricing): Gap => {
  const ours = place !== null && isOurs(place, 'portOfLoading', pricing);
  if (place === null || ours) {
    return gap(RULE_COSTS[rule].namedPlace === 'portOfDestination' ? 'no_destination' : 'no_place', { rule });
  }
  const values = { rule, place: quoteWords(place.name) };
  return search.kind === 'ambiguous'
    ? gap('ambiguous_place', { ...values, choice: search.choice })
    : gap('no_lane', { ...values, origin: pricing.portOfLoading.name });
};

/** The buyer named a place for EXW, FCA, FAS or FOB at which we do not hand over. */
const otherOrigin = (rule: Incoterm, { place }: Asked, isDestination: boolean, pricing: Pricing): Gap[] => {
  const { namedPlace } = RULE_COSTS[rule];
  if (place === null || isOurs(place, namedPlace, pricing)) return [];
  if (rule === 'FCA' && isOurs(place, 'factory', pricing)) return [];
  const { factory, terminal, portOfLoading } = pricing;
  const offered = { factory, terminal }[namedPlace as string] ?? portOfLoading.name;
  return [gap(isDestination ? 'is_destination' : 'other_place', { rule, place: quoteWords(place.name), offered })];
};

const isOurs = (place: NamedPlace, namedPlace: RuleCosts['namedPlace'], pricing: Pricing): boolean => {
  const { factory, terminal, portOfLoading, airport } = pricing;
  if (namedPlace === 'factory') return sameName(factory, place.name);
  const names = [terminal, portOfLoading.name, ...(airport === undefined ? [] : [airport.name, airport.code])];
  return place.locode === portOfLoading.locode || names.some((name) => sameName(name, place.name));
};

const ruleHints = (terms: readonly Term[], pricing: Pricing): Gap[] => {
  const has = (rule: Incoterm): boolean => terms.some(({ incoterm }) => incoterm === rule);
  return [
    ...(has('EXW') && pricing.vatMode !== 'none' && !pricing.exwRebate ? [gap('exw_no_rebate')] : []),
    ...(has('FAS') ? [gap('fas_container')] : []),
  ];
};
