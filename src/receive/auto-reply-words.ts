/** Finds the words of config/auto-reply-words.yaml in a folded text. */
import { fold } from '../analyze/normalize.ts';
import { buildTermTree, type Hit, readTermTrees, type TermTree } from '../analyze/term-tree.ts';
import type { AutoReplyWords } from '../model/auto-reply-words.ts';

export type WordGroup = keyof AutoReplyWords;

const built = new WeakMap<AutoReplyWords, TermTree>();

/** All hits by group, with offsets into the text, which must be folded by `fold`. Linear in its length. */
export function findAutoReplyWords(words: AutoReplyWords, folded: string): (group: WordGroup) => Hit[] {
  const tree = built.get(words) ?? treeOf(words);
  built.set(words, tree);
  const found = readTermTrees(folded, [{ tree, compounds: false, clitics: false }]);
  return (group) => found.get(group) ?? [];
}

/** Whether a spelling of the group begins the text; for subjects, whose labels end in a colon. */
export function beginsWithOne(words: AutoReplyWords, group: WordGroup, folded: string): boolean {
  const start = folded.trimStart();
  return Object.values(words[group])
    .flat()
    .some((spelling) => start.startsWith(fold(spelling)));
}

function treeOf(words: AutoReplyWords): TermTree {
  return buildTermTree(
    Object.entries(words).flatMap(([group, byLanguage]) =>
      Object.values(byLanguage)
        .flat()
        .map((spelling) => ({ group, label: spelling, spelling })),
    ),
  );
}
