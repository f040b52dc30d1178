/** Finds the certificates and standards the buyer names (domain 2.4 P8, codes of config/vocabulary.json). */
import type { Reading, Span } from '../reading.ts';
import { rawText, segmentAt, terms, within, words } from '../reading.ts';
import type { Hit, Term, TermTree } from '../term-tree.ts';
import { buildTermTree, readTermTrees } from '../term-tree.ts';
import type { Vocabulary } from '../vocabulary.ts';

export type Certificate = Span & { code: string };

/** Two letters are too often something else ("Co", "BV"): they need a word of certification beside them, but for these. */
const SURE_ALONE = new Set(['CE', 'UL']);
const STANDARD =
  /(?<![\p{L}\p{N}])(?:iso|en|iec|astm|ansi|jis|gost|din en|bs en|din|bs)[ -]?(?:[a-z] ?)?\d{3,5}(?![\p{L}\p{N}])/gu;
const MOST_STANDARDS = 30;
/** Built once for a vocabulary. */
const codeTrees = new WeakMap<Vocabulary, TermTree>();

/** Each code once, in the order of the text; upper case without spaces (`ISO9001`, `ROHS`). */
export function extractCertificates(reading: Reading, vocabulary: Vocabulary): Certificate[] {
  const found = new Map<string, Certificate>();
  const named = [...codesIn(reading, vocabulary), ...words(reading, 'certificates'), ...standardsIn(reading)];
  for (const { label, start, end } of named) {
    if (!found.has(label)) found.set(label, { code: label, start, end });
  }
  return [...found.values()].filter(({ code }) => !isFamily(code, [...found.keys()])).sort((a, b) => a.start - b.start);
}

/** "IEC 61215 and 61730": beside its numbers the name of a family of standards says nothing. */
function isFamily(code: string, codes: readonly string[]): boolean {
  return /^(?:ISO|EN|IEC|ASTM|ANSI|JIS|GOST|DIN|BS)$/.test(code) && codes.some((other) => numbered(other, code));
}

function numbered(other: string, family: string): boolean {
  return other.startsWith(family) && /^[A-Z]?\d/.test(other.slice(family.length));
}

/** `EN 455`, `ISO 19932`, `ASTM D6319`: numbered standards, whatever they are about. */
function standardsIn(reading: Reading): Hit[] {
  const body = reading.text.slice(0, reading.signatureStart);
  return [...body.matchAll(STANDARD)].slice(0, MOST_STANDARDS).flatMap(({ 0: written, index }) => {
    const hit = { label: codeOf(written), start: index, end: index + written.length };
    const raw = rawText(reading, hit);
    return raw === raw.toUpperCase() ? [hit] : [];
  });
}

function codesIn(reading: Reading, vocabulary: Vocabulary): Hit[] {
  const tree = codeTrees.get(vocabulary) ?? buildTermTree(vocabulary.certCodes.flatMap(spellings).map(codeTerm));
  codeTrees.set(vocabulary, tree);
  const body = reading.text.slice(0, reading.signatureStart);
  const hits = readTermTrees(body, [{ tree, compounds: false, clitics: false }]).get('code') ?? [];
  return hits.filter((hit) => isMeant(reading, hit));
}

function codeTerm(spelling: string): Term {
  return { group: 'code', label: codeOf(spelling), spelling };
}

/** `SABER/SASO` are two codes, `BSCI (amfori)` is known by either name, `ISO 9001` is written with and without space. */
function spellings(entry: string): string[] {
  return entry.split(/[/()]/).flatMap((part) => {
    const code = part.trim();
    return code === '' || /^(?:GSO|ISED|UAE)$/.test(code) ? [] : [code, code.replaceAll(' ', '')];
  });
}

function codeOf(spelling: string): string {
  return spelling
    .toUpperCase()
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}.(]/gu, '');
}

/** Codes are capitals; small letters count where a word of certification stands beside ("reach" is a verb too). */
function isMeant(reading: Reading, hit: Hit): boolean {
  const raw = rawText(reading, hit);
  const capitals = raw === raw.toUpperCase() || /^\p{Lu}\p{L}*\p{Lu}/u.test(raw);
  if (capitals && (hit.label.length > 2 || SURE_ALONE.has(hit.label))) return true;
  const segment = segmentAt(reading, hit.start);
  const beside = within(terms(reading, 'cert'), segment).length > 0;
  return beside && (capitals || hit.label.length > 3);
}
