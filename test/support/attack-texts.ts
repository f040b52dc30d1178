/** Makes the hostile texts for a regular expression: what it repeats, written without end, after what leads there. */
import type { Node } from './pattern-tree.ts';

/** prefix + pump pump pump … + suffix. */
export type Attack = { prefix: string; pump: string; suffix: string };

/** Characters of every kind that patterns tell apart. */
const CHARACTERS = Array.from('a0 \n.-@A:/,<>(é_"\t\'[]{=&+*?#;|中ひ한иا٣،€ª\u0301\u00a0\u200b!%$~—。：、');
/** What no pattern expects at the end, so that it turns back and tries again. */
const SUFFIXES = ['\u0000', '\n\u0000', ''];

/** So many texts are made of a repeated group. */
const TURNS = [0, 1, 2, 3, 4];

/** Every repetition of the pattern pumped with each kind of character and with its own words. */
export function attacksOn(tree: Node, flags: string): Attack[] {
  const samples = sampleCharacters(flags);
  const words = repetitionsIn(tree, '', samples);
  words.push(...TURNS.map((turn) => ({ prefix: '', pump: sampleOf(tree, samples, turn) })));
  for (const character of samples.seen()) words.push({ prefix: '', pump: character });
  const attacks = new Map<string, Attack>();
  for (const { prefix, pump } of words) {
    if (pump === '') continue;
    for (const start of [prefix, '']) {
      for (const suffix of SUFFIXES)
        attacks.set(JSON.stringify([start, pump, suffix]), { prefix: start, pump, suffix });
    }
  }
  return [...attacks.values()];
}

type Pumped = Pick<Attack, 'prefix' | 'pump'>;

function repetitionsIn(node: Node, prefix: string, samples: SampleCharacters): Pumped[] {
  if (node.kind === 'sequence') {
    const found: Pumped[] = [];
    let before = prefix;
    for (const part of node.parts) {
      found.push(...repetitionsIn(part, before, samples));
      before += sampleOf(part, samples);
    }
    return found;
  }
  if (node.kind === 'choice') return node.options.flatMap((option) => repetitionsIn(option, prefix, samples));
  if (node.kind === 'look') return repetitionsIn(node.body, prefix, samples);
  if (node.kind !== 'repeat') return [];
  const inner = repetitionsIn(node.body, prefix, samples);
  if (node.most < 8) return inner;
  const bodies =
    node.body.kind === 'character'
      ? samples.of(node.body.source)
      : TURNS.map((turn) => sampleOf(node.body, samples, turn));
  const start = prefix === '' ? [] : bodies.slice(0, 3).flatMap((body) => [prefix, prefix + body]);
  return [
    ...inner,
    ...bodies.map((pump) => ({ prefix, pump })),
    ...start.map((pump) => ({ prefix: '', pump })),
    // A run as long as the repetition takes, again and again.
    ...bodies.slice(0, 3).map((body) => ({ prefix: '', pump: prefix + body.repeat(Math.min(node.most, 300)) })),
  ];
}

/** A short text that the pattern matches, where looking around is not considered; each turn chooses otherwise. */
function sampleOf(node: Node, samples: SampleCharacters, turn = 0): string {
  if (node.kind === 'character') return inTurn(samples.of(node.source), turn) ?? '';
  if (node.kind === 'sequence') return node.parts.map((part) => sampleOf(part, samples, turn)).join('');
  if (node.kind === 'choice') return sampleOf(inTurn(node.options, turn) ?? { kind: 'reference' }, samples, turn);
  if (node.kind === 'repeat') return sampleOf(node.body, samples, turn).repeat(Math.max(node.least, 1));
  return '';
}

function inTurn<Item>(items: Item[], turn: number): Item | undefined {
  return items[turn % items.length];
}

/** The characters that match an atom of the pattern; it remembers what it has been asked. */
type SampleCharacters = { of(source: string): string[]; seen(): string[] };

function sampleCharacters(flags: string): SampleCharacters {
  const known = new Map<string, string[]>();
  const of = (source: string): string[] => {
    const pattern = new RegExp(`^(?:${source})$`, flags.replace(/[gym]/g, ''));
    const found = [...new Set([...CHARACTERS, ...Array.from(source)])]
      .filter((character) => pattern.test(character))
      .slice(0, 24);
    known.set(source, found);
    return found;
  };
  return {
    of: (source) => known.get(source) ?? of(source),
    seen: () => [...new Set([...known.values()].flatMap((each) => each.slice(0, 4)))].slice(0, 40),
  };
}
