/** Proposes changes of templates from what people change again and again; nothing is changed by itself. */
import { fold } from '../../analyze/normalize.ts';
import type { EditedPhrase } from '../../model/edit.ts';
import { chooseLanguage, type Templates } from '../render.ts';

/** An edit as it is stored; `draft` names the draft it was made in, for people. */
export type Edit = {
  draft: string;
  person: string;
  template: string;
  language: string;
  phrases: readonly EditedPhrase[];
};

/** `from` '' = a sentence that is put in, `to` '' = one that is taken out. */
export type Suggestion = {
  template: string;
  language: string;
  from: string;
  to: string;
  times: number;
  people: { person: string; times: number }[];
  /** Drafts in which it was changed, latest first. */
  examples: string[];
  /** Files of templates/ that hold the old words; empty where they come from elsewhere. */
  files: string[];
};

const MOST_EXAMPLES = 3;
/** Shorter words stand in too many files. */
const SHORTEST_PIECE = 6;

/** @param edits oldest first; the most frequent change comes first */
export function suggestChanges(edits: readonly Edit[], suggestAfter: number, templates: Templates): Suggestion[] {
  const groups = new Map<string, { phrase: EditedPhrase; edits: Edit[] }>();
  for (const edit of edits) {
    for (const [key, phrase] of onceEach(edit)) {
      const group = groups.get(key) ?? { phrase, edits: [] };
      group.edits.push(edit);
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .filter((group) => group.edits.length >= suggestAfter)
    .map(({ phrase, edits: found }) => suggestionOf(phrase, found, templates))
    .sort((a, b) => b.times - a.times || a.template.localeCompare(b.template) || a.from.localeCompare(b.from));
}

/** The same change twice in one letter is one change. */
function onceEach({ template, language, phrases }: Edit): Map<string, EditedPhrase> {
  return new Map(
    phrases.map(
      (phrase) => [JSON.stringify([template, language, fold(phrase.from), fold(phrase.to)]), phrase] as const,
    ),
  );
}

function suggestionOf({ from, to }: EditedPhrase, edits: readonly Edit[], templates: Templates): Suggestion {
  const { template = '', language = '' } = edits[0] ?? {};
  const people = new Map<string, number>();
  for (const { person } of edits) people.set(person, (people.get(person) ?? 0) + 1);
  return {
    template,
    language,
    from,
    to,
    times: edits.length,
    people: [...people].map(([person, times]) => ({ person, times })).sort((a, b) => b.times - a.times),
    examples: edits
      .slice(-MOST_EXAMPLES)
      .reverse()
      .map(({ draft }) => draft),
    files: from === '' ? [] : filesWith(from, template, language, templates),
  };
}

/** The template itself and its parts, where every piece between the marks of the phrase stands. */
function filesWith(from: string, template: string, language: string, templates: Templates): string[] {
  const pieces = from
    .split(/\{\w+\}/)
    .map((piece) => piece.trim())
    .filter((piece) => piece.length >= SHORTEST_PIECE || /\p{Script=Han}{2}/u.test(piece));
  if (pieces.length === 0) return [];
  const names = [template, ...Object.keys(templates).filter((name) => name.startsWith('part-'))];
  return names.flatMap((name) => {
    const own = chooseLanguage(templates, name, language);
    const source = templates[name]?.[own]?.replaceAll('**', '').replace(/\s+/g, ' ') ?? '';
    return pieces.every((piece) => source.includes(piece)) ? [`${name}.${own}.liquid`] : [];
  });
}
