/** Reads which document is to go along with a draft or not: "attach the LFGB report", "加上证书", "drop the data sheet". */
import type { DecisionWords } from '../../model/decision-words.ts';
import type { DocumentKind } from '../../model/documents.ts';
import type { ReviseCommand } from '../../model/draft.ts';
import type { KindWords } from '../../prepare/meant-documents.ts';
import { afterPhrase, type Phrases } from './phrases.ts';

const LONGEST = 120;
const prepared = new WeakMap<DecisionWords, KindWords>();

export function documentCommand(clause: string, words: DecisionWords, phrases: Phrases): ReviseCommand | null {
  const value = (group: ReadonlySet<string>) => {
    const found = afterPhrase(clause, group);
    return found && found.rest !== '' && found.rest.length <= LONGEST ? found.rest : null;
  };
  const document = value(phrases.dropDocument);
  if (document) return { kind: 'drop_document', document };
  const added = value(phrases.addDocument);
  if (added) return { kind: 'add_document', document: added };
  // "Add" is said of words too: only what is called a kind of document is one.
  const brought = value(phrases.bring);
  if (brought && isDocument(brought, documentWords(words))) return { kind: 'add_document', document: brought };
  const about = value(phrases.ask);
  return about ? { kind: 'ask', about } : null;
}

/** "the LFGB certificate", "证书 VB-500"; "the certificate number" is something to be written. */
function isDocument(said: string, kinds: KindWords): boolean {
  const written = said.normalize('NFKC').toLowerCase();
  return Object.values(kinds)
    .flat()
    .some((term) => {
      const at = written.lastIndexOf(term.toLowerCase());
      return at >= 0 && !/[\p{Ll}\p{Lo}]/u.test(said.normalize('NFKC').slice(at + term.length));
    });
}

/** What people of every language call the kinds of documents. */
export function documentWords(words: DecisionWords): KindWords {
  const known = prepared.get(words);
  if (known) return known;
  const all: Partial<Record<DocumentKind, string[]>> = {};
  for (const { documentKinds } of Object.values(words)) {
    for (const [kind, terms] of Object.entries(documentKinds) as [DocumentKind, string[]][]) {
      all[kind] = [...(all[kind] ?? []), ...terms];
    }
  }
  prepared.set(words, all);
  return all;
}
