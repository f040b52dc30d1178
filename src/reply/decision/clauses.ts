/** Takes an answer apart into clauses and tells those that approve. */
import { beginning, coveringGroups, ending, foldAnswer, isMadeOf, type Phrases } from './phrases.ts';

const LONGEST = 20_000;
/** Between clauses: line ends and punctuation, not the comma or point inside a number, and words like "and". */
const BETWEEN = /\n+|[;；。！!]+|(?<!\d)[,.，、،](?!\d)|(?<=\d)[,.，、،](?=\s|$|\p{L})|(?<!\d)[,.，、،](?=\d)/u;

/** The clauses as typed, trimmed, without bullets. */
export function clausesOf(typed: string, connectors: ReadonlySet<string>): string[] {
  return typed
    .slice(0, LONGEST)
    .split(BETWEEN)
    .flatMap((clause) => splitAtWords(clause, connectors))
    .map(withoutBullet)
    .filter((clause) => clause !== '');
}

export function withoutBullet(clause: string): string {
  return clause.replace(/^\s*(?:[-*•·–]\s|\(?\d{1,2}[.)]\s)?\s*/u, '').trim();
}

/** Whether a clause of an instruction also says "send": then nobody can tell whether it may be sent. */
export function approves(clause: string, phrases: Phrases, names: ReadonlySet<string>): boolean {
  if (approvesOnly(clause, phrases, names)) return true;
  const bare = withoutConnectors(foldAnswer(clause), phrases);
  const begun = beginning(bare, phrases.approve);
  if (begun !== null && !phrases.transitive.has(begun)) return true;
  if (
    begun !== null &&
    isMadeOf(bare.slice(begun.length).trim(), [phrases.fillers, phrases.connectors, phrases.thanks])
  )
    return true;
  const last = ending(bare, phrases.approve);
  if (last === null) return false;
  if (last.includes(' ') || /^\p{Script=Han}{2}/u.test(last)) return true;
  // "… 再发": a single letter counts behind a word that leads to it.
  return ending(bare.slice(0, -last.length).trim(), phrases.connectors) !== null;
}

/** Whether a clause says nothing but "send", perhaps with "then" before it. */
export function approvesOnly(clause: string, phrases: Phrases, names: ReadonlySet<string>): boolean {
  const folded = foldAnswer(clause);
  const bare = withoutConnectors(folded, phrases);
  return [folded, bare].some((text) => coveringGroups(text, phrases, names)?.has('approve'));
}

function withoutConnectors(folded: string, { connectors, courtesies }: Phrases): string {
  let bare = folded;
  for (let round = 0; round < 4; round += 1) {
    const begun = beginning(bare, connectors) ?? beginning(bare, courtesies);
    if (begun === null || begun.length === bare.length) break;
    bare = bare.slice(begun.length).trim();
  }
  return bare;
}

/** At " and " and its like, which stand between spaces. */
function splitAtWords(clause: string, connectors: ReadonlySet<string>): string[] {
  const words = clause.split(' ');
  const clauses: string[][] = [[]];
  for (const word of words) {
    if (/^[a-zа-яё]+$/iu.test(word) && connectors.has(word.toLowerCase())) clauses.push([]);
    else clauses.at(-1)?.push(word);
  }
  return clauses.map((part) => part.join(' '));
}
