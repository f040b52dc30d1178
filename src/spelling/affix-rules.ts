/** Undoes the affix rules of a Hunspell dictionary: from which entries could a word have been made? */

/** Ending or beginning that a rule adds -> what it takes away for it. */
type Rules = ReadonlyMap<string, ReadonlySet<string>>;
export type AffixRules = { prefixes: Rules; suffixes: Rules };

/** `SFX V e ive [^o]e`: kind, flag, taken away (`0` = nothing), added (with flags of its own behind `/`), condition. */
const RULE = /^(SFX|PFX)[ \t]+\S+[ \t]+(\S+)[ \t]+([^\s/]+)(?:\/\S+)?[ \t]+\S/gm;
const LONGEST_WORD = 40;

/** @param aff the .aff file (hunspell(5)) */
export function readAffixRules(aff: string): AffixRules {
  const prefixes = new Map<string, Set<string>>();
  const suffixes = new Map<string, Set<string>>();
  for (const [, kind, taken = '', added = ''] of aff.matchAll(RULE)) {
    const rules = kind === 'SFX' ? suffixes : prefixes;
    const key = added === '0' ? '' : added;
    const known = rules.get(key) ?? new Set<string>();
    rules.set(key, known.add(taken === '0' ? '' : taken));
  }
  return { prefixes, suffixes };
}

/** Every entry that one prefix and two suffixes could have made into the word, the word itself among them. */
export function possibleEntries(word: string, { prefixes, suffixes }: AffixRules): Set<string> {
  const entries = new Set<string>();
  if (word.length > LONGEST_WORD) return entries;
  for (const form of new Set([word, word.toLowerCase(), capitalized(word)])) {
    for (const bare of undone(form, prefixes, false)) {
      for (const stem of undone(bare, suffixes, true)) {
        for (const entry of undone(stem, suffixes, true)) entries.add(entry);
      }
    }
  }
  return entries;
}

function undone(word: string, rules: Rules, atEnd: boolean): Set<string> {
  const found = new Set([word]);
  for (let length = 0; length <= word.length; length += 1) {
    const cut = atEnd ? word.length - length : length;
    const [left, right] = [word.slice(0, cut), word.slice(cut)];
    for (const taken of rules.get(atEnd ? right : left) ?? []) found.add(atEnd ? left + taken : taken + right);
  }
  return found;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
