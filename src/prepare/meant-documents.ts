/** Which documents a person means by his words: `LFGB certificate`, `the data sheet of the VB-500`, a file's name. */
import type { DocumentKind, LibraryDocument } from '../model/documents.ts';

const LONGEST = 500;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What the kinds of documents are called, in any language. */
export type KindWords = Partial<Readonly<Record<DocumentKind, readonly string[]>>>;

/** Those that share the most words with what he wrote, and at least one that tells documents apart. */
export function meantDocuments(
  words: string,
  documents: readonly LibraryDocument[],
  kinds: KindWords = {},
): LibraryDocument[] {
  const said = new Set([...wordsOf(words), ...kindsMeant(words, kinds).flatMap(wordsOf)]);
  const scored = documents.map((document) => ({ document, score: scoreOf(document, said) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ document }) => document);
}

/** The kinds that the words call by a name of theirs. */
function kindsMeant(words: string, kinds: KindWords): DocumentKind[] {
  const said = ` ${wordsOf(words).join(' ')} `;
  const written = words.normalize('NFKC').toLowerCase().slice(0, LONGEST);
  const isNamed = (term: string) =>
    UNSPACED.test(term) ? written.includes(term.toLowerCase()) : said.includes(` ${wordsOf(term).join(' ')} `);
  return (Object.entries(kinds) as [DocumentKind, readonly string[]][])
    .filter(([, terms]) => terms.some(isNamed))
    .map(([kind]) => kind);
}

function scoreOf(document: LibraryDocument, said: ReadonlySet<string>): number {
  const { id, kind, file, name, products, certifies, number } = document;
  const own = new Set([id, kind, file, name ?? '', number ?? '', ...products, ...certifies].flatMap(wordsOf));
  return [...own].filter((word) => said.has(word)).length;
}

/** `data sheet`, `datasheet` and `VB 500`, `VB-500` are the same words. */
function wordsOf(text: string): string[] {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const pairs = words.slice(1).map((word, index) => `${words[index]}${word}`);
  return [...words, ...pairs].filter((word) => !COMMON.has(word));
}

const COMMON = new Set([
  'pdf',
  'jpg',
  'png',
  'tif',
  'en',
  'the',
  'of',
  'and',
  'for',
  'please',
  'add',
  'file',
  'document',
]);
