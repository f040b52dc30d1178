/** Which documents a person means by his words: `LFGB certificate`, `the data sheet of the VB-500`, a file's name. */
import type { LibraryDocument } from '../model/documents.ts';

/** Those that share the most words with what he wrote, and at least one that tells documents apart. */
export function meantDocuments(words: string, documents: readonly LibraryDocument[]): LibraryDocument[] {
  const said = new Set(wordsOf(words));
  const scored = documents.map((document) => ({ document, score: scoreOf(document, said) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ document }) => document);
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
