/** Takes a regular expression apart: what follows what, what may be chosen and what is repeated how often. */

export type Node =
  /** One character, as it is written: "a", "\\d", "[^x]". */
  | { kind: 'character'; source: string }
  /** Matches nothing by itself: "^", "$", "\\b". */
  | { kind: 'edge'; source: string }
  | { kind: 'reference' }
  | { kind: 'look'; body: Node; behind: boolean; negated: boolean }
  | { kind: 'sequence'; parts: Node[] }
  | { kind: 'choice'; options: Node[] }
  | { kind: 'repeat'; body: Node; least: number; most: number };

const CHARACTER = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[^kbB1-9])|[^\\]/suy;
const REFERENCE = /\\(?:k<[^>]*>|[1-9]\d*)/y;
const EDGE = /\^|\$|\\[bB]/y;
const OPENING = /\(\?(?:(<?)([=!])|<[^>]*>|[a-z-]*:)|\(/y;
const REPETITION = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;

/** The tree of a pattern that JavaScript accepts (class sets of the flag v are not read). */
export function parsePattern(source: string): Node {
  const reading = { source, at: 0 };
  const tree = readChoice(reading);
  if (reading.at < source.length) throw new Error(`cannot read /${source}/ at ${reading.at}`);
  return tree;
}

type Reading = { source: string; at: number };

function readChoice(reading: Reading): Node {
  const options = [readSequence(reading)];
  while (reading.source[reading.at] === '|') {
    reading.at++;
    options.push(readSequence(reading));
  }
  return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
}

function readSequence(reading: Reading): Node {
  const parts: Node[] = [];
  while (reading.at < reading.source.length && !'|)'.includes(reading.source.charAt(reading.at))) {
    parts.push(repeated(reading, readOne(reading)));
  }
  return { kind: 'sequence', parts };
}

function readOne(reading: Reading): Node {
  const edge = take(reading, EDGE);
  if (edge) return { kind: 'edge', source: edge[0] };
  if (take(reading, REFERENCE)) return { kind: 'reference' };
  const opening = take(reading, OPENING);
  if (opening) {
    const body = readChoice(reading);
    reading.at++;
    if (opening[2] === undefined) return body;
    return { kind: 'look', body, behind: opening[1] === '<', negated: opening[2] === '!' };
  }
  const from = reading.at;
  if (reading.source[from] === '[') passClass(reading);
  else take(reading, CHARACTER);
  return { kind: 'character', source: reading.source.slice(from, reading.at) };
}

function passClass(reading: Reading): void {
  for (reading.at++; reading.source[reading.at] !== ']'; reading.at++) {
    if (reading.source[reading.at] === '\\') reading.at++;
  }
  reading.at++;
}

function repeated(reading: Reading, body: Node): Node {
  const found = take(reading, REPETITION);
  if (!found) return body;
  const [, sign, least, comma, most] = found;
  if (sign !== undefined) {
    return { kind: 'repeat', body, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
  }
  const open = most === '' && comma === ',' ? Number.POSITIVE_INFINITY : Number(most || least);
  return { kind: 'repeat', body, least: Number(least), most: open };
}

function take(reading: Reading, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reading.at;
  const found = pattern.exec(reading.source);
  if (found) reading.at += found[0].length;
  return found;
}

/** Whether every way through the pattern begins with "^". */
export function triesOnlyTheBeginning(node: Node): boolean {
  if (node.kind === 'edge') return node.source === '^';
  if (node.kind === 'choice') return node.options.every(triesOnlyTheBeginning);
  return node.kind === 'sequence' && node.parts[0] !== undefined && triesOnlyTheBeginning(node.parts[0]);
}

/** The steps that trying the pattern at one place can cost at most; Infinity where something repeats without end. */
export function stepsAtOnePlace(node: Node): number {
  return costOf(node).steps;
}

type Cost = {
  /** In how many ways it can match at one place. */
  ways: number;
  steps: number;
};

function costOf(node: Node): Cost {
  if (node.kind === 'sequence') return node.parts.map(costOf).reduce(oneAfterAnother, { ways: 1, steps: 0 });
  if (node.kind === 'choice') {
    const costs = node.options.map(costOf);
    return { ways: sum(costs.map(({ ways }) => ways)), steps: sum(costs.map(({ steps }) => steps)) };
  }
  if (node.kind === 'look') return { ways: 1, steps: costOf(node.body).steps };
  if (node.kind === 'repeat') return costOfRepeat(costOf(node.body), node);
  return { ways: 1, steps: node.kind === 'reference' ? Number.POSITIVE_INFINITY : 1 };
}

function costOfRepeat(body: Cost, { least, most }: { least: number; most: number }): Cost {
  if (most > 1000) return { ways: Number.POSITIVE_INFINITY, steps: Number.POSITIVE_INFINITY };
  let run: Cost = { ways: 1, steps: 0 };
  let ways = least === 0 ? 1 : 0;
  for (let times = 1; times <= most; times++) {
    run = oneAfterAnother(run, body);
    if (times >= least) ways += run.ways;
  }
  return { ways, steps: run.steps };
}

function oneAfterAnother(first: Cost, second: Cost): Cost {
  return { ways: first.ways * second.ways, steps: first.steps + first.ways * second.steps };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
