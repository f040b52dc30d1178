/** Decides whether a rule of the owner stands in for the person who would approve a draft. */
import { Decimal } from 'decimal.js';
import type { AutoSendRule } from '../model/auto-send.ts';
import type { InquiryClass } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import type { Templates } from './render.ts';

export type AutoSendCase = {
  /** Null: nobody knows how it was written. */
  template: string | null;
  class: InquiryClass;
  offer: Offer;
  belowFloor: boolean;
  knownCustomer: boolean;
  /** Anything the person would have been warned of: gaps, risk, a failed check, an absent customer. */
  warnings: number;
  /** What could not be read or priced with certainty: harmless where the draft asks for it and offers nothing. */
  doubts: number;
};

/**
 * The first rule that allows it, null when a person has to look. A warning, a doubt about an offer, a price below the
 * floor and an offer without a total always need one.
 */
export function chooseRule(rules: readonly AutoSendRule[], draft: AutoSendCase): AutoSendRule | null {
  const isDoubtful = draft.doubts > 0 && draft.offer.kind !== 'none';
  if (draft.warnings > 0 || isDoubtful || draft.belowFloor || draft.template === null) return null;
  return rules.find((rule) => allows(rule, draft)) ?? null;
}

function allows(rule: AutoSendRule, draft: AutoSendCase): boolean {
  return (
    rule.templates.includes(draft.template ?? '') &&
    rule.classes.includes(draft.class) &&
    (draft.knownCustomer || !rule.onlyKnownCustomers) &&
    isWithin(rule.maxAmount, draft.offer)
  );
}

function isWithin(most: AutoSendRule['maxAmount'], offer: Offer): boolean {
  if (offer.kind === 'none') return true;
  if (!most || offer.kind !== 'quotation' || offer.currency !== most.currency) return false;
  return offer.schemes.every(({ total }) => new Decimal(total).lte(most.amount));
}

/** One sentence for each rule that can never fit: it would seem to be switched on. */
export function autoSendFaults(rules: readonly AutoSendRule[], templates: Templates): string[] {
  const names = rules.map(({ name }) => name);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const unknown = rules.flatMap(({ name, templates: wanted }) =>
    wanted
      .filter((template) => !Object.hasOwn(templates, template) || !/^(?:reply|feedback|follow-up)-/.test(template))
      .map((template) => `auto-send.yaml rule ${name}: there is no mail to customers ${template}`),
  );
  return [...[...twice].map((name) => `auto-send.yaml: the rule ${name} is there twice`), ...unknown];
}
