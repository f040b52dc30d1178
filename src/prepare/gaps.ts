/** What can be missing for a price, each with its English sentence; other languages stand in config/quote-words.yaml. */
import type { Gap } from '../model/calculation.ts';
import type { Dated } from '../model/settings-number.ts';

/** English sentences by code. */
export const GAP_SENTENCES = {
  no_product_named: 'The inquiry names no product.',
  unknown_product: '{product} is not in the catalogue.',
  cost_expired: '{sku}: the cost sheet was valid until {date}.',
  cost_not_yet: '{sku}: the cost sheet is valid only from {date}.',
  no_quantity: '{sku}: no order quantity was given.',
  only_category: '{product} names only a category; ask which product is meant: {choice}.',
  mixed_containers: '{sku}: ordered by {container}, the others by {other}; mixed containers are not priced.',
  implausible_quantity: '{sku}: the quantity is not plausible.',
  other_unit: '{sku}: a quantity in {asked} cannot be turned into {unit} (ask for {unit} or cartons).',
  not_whole: '{sku}: {quantity} {asked} is not a whole number of pieces.',
  below_moq: '{sku}: {quantity} {unit} is below the minimum order of {moq} {unit}.',
  lead_time: '{sku}: the lead time holds up to {limit} {unit}; ask the factory about {quantity} {unit}.',
  no_fx: 'No exchange rate {from}/{to} is in the settings.',
  fx_old: 'The exchange rate {from}/{to} of {date} is {age} days old; only {allowed} are allowed.',
  fx_future: 'The exchange rate {from}/{to} of {date} is dated after today ({today}).',
  tax_expired: '{sku}: the export tax rates for {hs} were valid until {date}.',
  tax_not_yet: '{sku}: the export tax rates for {hs} are valid only from {date}.',
  no_destination: '{rule}: the buyer named no port of destination.',
  no_place: '{rule}: the buyer named no place of destination.',
  no_lane: '{rule} {place}: no freight from {origin} is in the price list.',
  ambiguous_place: '{rule} {place}: several places of that name are in the price list: {choice}.',
  not_a_port: '{rule} {place}: this is not a port; offered is the port that serves it.',
  other_place: '{rule} {place}: our charges are known only for {rule} {offered}.',
  is_destination: '{rule} {place}: this is a place of destination; offered is {rule} {offered}.',
  sea_rule: '{rule} is a rule for sea freight; offered by {mode} is {offered}.',
  no_airport: '{rule}: no airport of departure is in the settings.',
  no_importer: 'DDP {place}: we are not set up as importer in {country}; offered is DAP.',
  no_freight: '{scheme}: No freight from {from} to {to}{by} is in the price list.',
  freight_expired: '{scheme}: The freight from {from} to {to}{by} was valid until {date}.',
  freight_not_yet: '{scheme}: The freight from {from} to {to}{by} is valid only from {date}.',
  too_heavy: '{scheme}: The freight from {from} to {to}{by} is known only up to {limit} kg.',
  no_charge: '{scheme}: No charge "{line}" for {mode} is in the price list.',
  charge_expired: '{scheme}: The charge "{line}" was valid until {date}.',
  charge_not_yet: '{scheme}: The charge "{line}" is valid only from {date}.',
  insurance_expired: '{scheme}: The insurance rate was valid until {date}.',
  insurance_not_yet: '{scheme}: The insurance rate is valid only from {date}.',
  no_insurance_rate: '{scheme}: No premium for Institute Cargo Clauses ({clause}) is in the settings.',
  no_financing: 'The cost of {days} days of credit is not in the settings.',
  no_import_rule: '{scheme}: No import rules of {country} are in the settings.',
  import_rule_expired: '{scheme}: The import rules of {country} were valid until {date}.',
  import_rule_not_yet: '{scheme}: The import rules of {country} are valid only from {date}.',
  no_duty: '{scheme}: No duty rate of {country} for {hs} ({sku}) is in the settings.',
  duty_expired: '{scheme}: The duty rate of {country} for {hs} ({sku}) was valid until {date}.',
  duty_not_yet: '{scheme}: The duty rate of {country} for {hs} ({sku}) is valid only from {date}.',
  shares: '{scheme}: margin, commission and the other shares leave nothing of the price.',
  too_small: '{scheme}: The price of {sku} is less than the smallest unit of {currency}.',
  one_price_one_product: 'A requested unit price needs an order of one product.',
  price_not_ordered: 'A price was requested for {sku}, which is not in the order.',
  below_charges: '{scheme}: the requested price does not even pay the charges.',
  discount_too_large: 'A discount of {percent} % leaves no price.',
  // For the salesperson to know; nothing is missing.
  exw_no_rebate: 'EXW: the VAT refund is lost because the buyer exports; FCA is usually cheaper.',
  fas_container: 'FAS is meant for break-bulk; for containers FCA fits better.',
  mode_chosen: '{place} is in the price list only by {mode}.',
  not_sent_alone: 'The price lies below the margin floor: a manager has to agree.',
  freight_ends: 'The freight expires on {date}, before the price does.',
} as const;

export type GapCode = keyof typeof GAP_SENTENCES;

/** A value that was found, or the gap that keeps it from being known. */
export type Found<Value> = { kind: 'found'; value: Value } | { kind: 'gap'; gap: Gap };

export const found = <Value>(value: Value): Found<Value> => ({ kind: 'found', value });

export const gap = (code: GapCode, values: Record<string, string> = {}): Gap => ({ code, values });

export const lacking = (code: GapCode, values: Record<string, string> = {}): { kind: 'gap'; gap: Gap } => ({
  kind: 'gap',
  gap: gap(code, values),
});

/** A gap as a sentence, in the words given by code or, where they have none, in English. */
export const sayGap = ({ code, values }: Gap, words: Readonly<Record<string, string>> = {}): string => {
  const sentence = words[code] ?? (GAP_SENTENCES as Record<string, string>)[code] ?? code;
  return sentence.replace(/\{([a-z]{1,20})\}/g, (_, name: string) => values[name] ?? '');
};

/** Whether a dated figure may be used today (first and last day included). */
export const isValid = ({ validFrom, validUntil }: Dated, today: string): boolean =>
  (validFrom ?? today) <= today && today <= (validUntil ?? today);

/** Says of figures none of which is valid today until when the last one was, or from when the next one is. */
export const outOfDate = <Name extends 'cost' | 'tax' | 'freight' | 'charge' | 'insurance' | 'import_rule' | 'duty'>(
  name: Name,
  dated: readonly Dated[],
  today: string,
  values: Record<string, string>,
): { kind: 'gap'; gap: Gap } => {
  const last = dated
    .flatMap(({ validUntil }) => (validUntil !== undefined && validUntil < today ? [validUntil] : []))
    .toSorted()
    .at(-1);
  if (last !== undefined) return lacking(`${name}_expired`, { ...values, date: last });
  const next = dated.flatMap(({ validFrom }) => validFrom ?? []).toSorted()[0];
  return lacking(`${name}_not_yet`, { ...values, date: next ?? '' });
};
