/** Which cost lines belong to which rule of Incoterms® 2020: the table of domain 4.1 for the rules priced so far. */
import type { Incoterm } from '../model/inquiry.ts';
import type { OriginLine } from '../model/pricing.ts';

export type RuleCosts = {
  /** Charges from the factory to on board that the seller bears. */
  originLines: readonly OriginLine[];
  mainCarriage: boolean;
  /** Insurance for the buyer, Institute Cargo Clauses (C). */
  insurance: boolean;
  /** What the named place of the rule is. */
  namedPlace: 'factory' | 'terminal' | 'portOfLoading' | 'portOfDestination';
};

const TO_TERMINAL = ['loading', 'haulage', 'export_clearance'] as const;
const ON_BOARD = [...TO_TERMINAL, 'origin_terminal'] as const;
const SEA_FREIGHT_PAID = { originLines: ON_BOARD, mainCarriage: true, namedPlace: 'portOfDestination' } as const;

/**
 * A rule that is not in the table cannot be priced yet. EXW: the seller is exporter of record and keeps the VAT rebate.
 * FCA: handed over at the terminal, not at the factory.
 */
export const RULE_COSTS: Readonly<Partial<Record<Incoterm, RuleCosts>> & { FOB: RuleCosts }> = {
  EXW: { originLines: [], mainCarriage: false, insurance: false, namedPlace: 'factory' },
  FCA: { originLines: TO_TERMINAL, mainCarriage: false, insurance: false, namedPlace: 'terminal' },
  FOB: { originLines: ON_BOARD, mainCarriage: false, insurance: false, namedPlace: 'portOfLoading' },
  CFR: { ...SEA_FREIGHT_PAID, insurance: false },
  CIF: { ...SEA_FREIGHT_PAID, insurance: true },
};
