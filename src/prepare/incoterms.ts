/** Which cost lines belong to which of the eleven rules of Incoterms® 2020: the table of domain 4.1. */
import type { Incoterm } from '../model/inquiry.ts';
import type { DestinationLine, OriginLine } from '../model/logistics.ts';

export type RuleCosts = {
  /** Charges from the factory to on board that the seller bears. */
  originLines: readonly OriginLine[];
  mainCarriage: boolean;
  /** Charges after arrival when the named place lies beyond the port, and when it is the port itself. */
  inland: readonly DestinationLine[];
  atPort: readonly DestinationLine[];
  /** Clauses the goods are insured under, for the buyer (CIF, CIP) or at the seller's own risk (D rules). */
  insured: { clause: 'A' | 'C'; forBuyer: boolean } | null;
  /** Import clearance, duty and taxes. */
  imports: boolean;
  /** What the named place of the rule is. */
  namedPlace: 'factory' | 'terminal' | 'portOfLoading' | 'portOfDestination' | 'placeOfDestination';
};

const TO_TERMINAL = ['loading', 'haulage', 'export_clearance'] as const;
const ON_BOARD = [...TO_TERMINAL, 'origin_terminal'] as const;
const ARRIVAL = ['destination_terminal', 'on_carriage'] as const;

const AT_ORIGIN = { mainCarriage: false, inland: [], atPort: [], insured: null, imports: false } as const;
const CARRIED = { originLines: ON_BOARD, mainCarriage: true, insured: null, imports: false } as const;
const BY_SEA = { ...CARRIED, inland: [], atPort: [], namedPlace: 'portOfDestination' } as const;
/** CPT and CIP to a port are treated as CFR and CIF. */
const TO_PLACE = { ...CARRIED, inland: ARRIVAL, atPort: [], namedPlace: 'placeOfDestination' } as const;
const OWN_RISK = { clause: 'A', forBuyer: false } as const;
const DELIVERED = { ...TO_PLACE, atPort: ['destination_terminal'], insured: OWN_RISK } as const;

/** FCA as handed over at the terminal; at the factory it is `FCA_FACTORY`. */
export const RULE_COSTS: Readonly<Record<Incoterm, RuleCosts>> = {
  EXW: { ...AT_ORIGIN, originLines: [], namedPlace: 'factory' },
  FCA: { ...AT_ORIGIN, originLines: TO_TERMINAL, namedPlace: 'terminal' },
  FAS: { ...AT_ORIGIN, originLines: [...TO_TERMINAL, 'alongside'], namedPlace: 'portOfLoading' },
  FOB: { ...AT_ORIGIN, originLines: ON_BOARD, namedPlace: 'portOfLoading' },
  CFR: BY_SEA,
  CIF: { ...BY_SEA, insured: { clause: 'C', forBuyer: true } },
  CPT: TO_PLACE,
  CIP: { ...TO_PLACE, insured: { clause: 'A', forBuyer: true } },
  DAP: DELIVERED,
  DPU: { ...DELIVERED, inland: [...ARRIVAL, 'unloading'], atPort: ['destination_terminal', 'unloading'] },
  DDP: { ...DELIVERED, imports: true },
};

/** The buyer's vehicle is loaded at the factory; haulage is his. */
export const FCA_FACTORY: RuleCosts = {
  ...RULE_COSTS.FCA,
  originLines: ['loading', 'export_clearance'],
  namedPlace: 'factory',
};

/** The rule that means the same for other transport than by sea; null for rules of every mode. */
export const withoutSea = (rule: Incoterm): Incoterm | null =>
  (({ FAS: 'FCA', FOB: 'FCA', CFR: 'CPT', CIF: 'CIP' }) as const)[rule as string] ?? null;
