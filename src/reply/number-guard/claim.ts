/** What a text claims: a figure, a date, a link, a promise. One text may say what another one claims, and no more. */

/** A range of the folded text. */
export type Span = { start: number; end: number };

/**
 * `values`: everything the written form can mean (`1.200` is 1200 or 1.2); `units`: every unit it can be in (`¥` is CNY
 * or JPY), `''` for none. `written` is the folded spelling without spaces. `required`: a mail that loses it has lost
 * something its reader needs.
 */
export type Claim = Span & {
  kind: ClaimKind;
  units: readonly string[];
  values: readonly string[];
  written: string;
  required: boolean;
};
type ClaimKind =
  | 'money'
  | 'percent'
  | 'time'
  | 'quantity'
  | 'number'
  | 'date'
  | 'moment'
  | 'code'
  | 'abbreviation'
  | 'name'
  | 'link'
  | 'place'
  | 'promise';

/** Everything that some texts say, ready to be asked. */
export type Said = ReadonlySet<string>;

/** @param meant what an ambiguous figure means in its text, out of all it could mean */
export function said(claims: readonly Claim[], meant: (claim: Claim) => readonly string[]): Said {
  const keys = new Set<string>();
  for (const claim of claims) {
    keys.add(writtenKey(claim));
    for (const value of meant(claim)) {
      for (const unit of claim.units) keys.add(`${claim.kind} ${unit} ${value}`);
      if (claim.kind === 'number') keys.add(`bare ${value}`);
      // "5,000 pcs" may be said again as "5,000 bottles".
      if (claim.kind === 'quantity') keys.add(`number  ${value}`);
      // Whoever says "25 days" may also speak of days.
      if (claim.kind === 'time' || claim.kind === 'money')
        for (const unit of claim.units) keys.add(`${claim.kind} ${unit} `);
    }
  }
  return keys;
}

/** Whether the other text says this too. */
export function isSaid(claim: Claim, by: Said, meant: (claim: Claim) => readonly string[]): boolean {
  if (by.has(writtenKey(claim))) return true;
  const values = meant(claim);
  if (values.length === 0) return false;
  return values.every(
    (value) =>
      claim.units.some((unit) => by.has(`${claim.kind} ${unit} ${value}`)) ||
      (claim.kind === 'quantity' && by.has(`bare ${value}`)),
  );
}

function writtenKey({ kind, units, written }: Claim): string {
  return `${kind} ${units.join('|')} =${written}`;
}
