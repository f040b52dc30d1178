/** Reads what a person sets of the inquiry itself: `class high`, `quantity 5000`, `国家 德国`. */
import countries from 'i18n-iso-countries';
import { CorrectedFact } from '../../model/correction.ts';
import type { DecisionWords } from '../../model/decision-words.ts';
import type { ReviseCommand } from '../../model/draft.ts';
import type { InquiryClass } from '../../model/inquiry.ts';
import { afterPhrase, beginning, foldAnswer, type Phrases } from './phrases.ts';

type Names = {
  facts: ReadonlyMap<CorrectedFact, ReadonlySet<string>>;
  classes: ReadonlyMap<string, InquiryClass>;
  classNames: ReadonlyMap<string, InquiryClass>;
};
/** `marked`: a colon or a word like "to" says that the value follows. */
type Value = { value: string; marked: boolean; spaced: boolean };

const prepared = new WeakMap<DecisionWords, Names>();
const LONGEST = 120;
const MOST_WORDS = { quantity: 6, product: 8, country: 5, destination: 6, company: 10, name: 6 };
/** "Fjordkante GmbH and Co", "María de la Cruz", "Garden of Eden Ltd". */
const PARTICLE =
  /^(?:&|\+|and|und|et|y|e|of|the|de|del|della|da|do|dos|das|di|du|des|van|von|zu|zum|der|den|la|le|el|al|bin|ben|i|a)$/u;
/** A capital or a letter of a script without capitals; "z", "o.o.", "s.r.o.", "oHG" of legal forms. */
const NAMED = /^(?:[\p{Lu}\p{Lo}\d(&+]|\p{Ll}(?:\p{Lu}|\.|$)|\p{Ll}{2}\.\p{L})/u;
const HAN = /\p{Script=Han}/u;
const ARROW = /->|=>|→|⇒/u;

/** The correction that a whole clause says, or null: a sentence that only mentions such a thing says none. */
export function correctionCommand(clause: string, words: DecisionWords, phrases: Phrases): ReviseCommand | null {
  const names = namesOf(words);
  return classCommand(clause, names, phrases) ?? factCommand(clause, CorrectedFact.options, names, phrases);
}

/** The same for what may hold points and commas: a company or a person. */
export function nameCommand(line: string, words: DecisionWords, phrases: Phrases): ReviseCommand | null {
  if (line.length > LONGEST + 60 || /[?？]/.test(line)) return null;
  return factCommand(line.normalize('NFKC'), ['company', 'name'], namesOf(words), phrases);
}

/** "class high", "分类：低质量", "set the class to general", "改为高意向". */
function classCommand(clause: string, { classes, classNames }: Names, phrases: Phrases): ReviseCommand | null {
  const named = valueBehind(clause, phrases.class, phrases);
  const found = named && classes.get(foldAnswer(named.value));
  // "Low quality" alone may be anything: without the name of the thing a verb has to say that it is to be changed.
  const rest = without(clause, phrases.corrects);
  const isSet = rest !== clause.trim();
  const set = found ?? (isSet ? classNames.get(foldAnswer(without(rest, phrases.links))) : undefined);
  return set ? { kind: 'class', class: set } : null;
}

function factCommand(
  clause: string,
  facts: readonly CorrectedFact[],
  names: Names,
  phrases: Phrases,
): ReviseCommand | null {
  for (const fact of facts) {
    const named = valueBehind(clause, names.facts.get(fact) ?? new Set(), phrases);
    if (!named) continue;
    const { value, instead } = parted(named.value, phrases);
    if (isValue(fact, { ...named, value }, phrases)) return { kind: 'fact', fact, value, instead };
  }
  return null;
}

/** What follows the name of a thing, without "set" before and "to" behind it. */
function valueBehind(clause: string, group: ReadonlySet<string>, phrases: Phrases): Value | null {
  for (const begin of [clause, without(clause, phrases.corrects)]) {
    const named = afterPhrase(begin.replace(/^the\s/i, ''), group);
    if (!named || named.rest === '') continue;
    const rest = without(named.rest, phrases.links);
    const value = withoutStop((rest.split(ARROW).at(-1) ?? '').trim());
    if (value === '' || value.length > LONGEST) continue;
    const isLinked = rest !== named.rest || rest.split(ARROW).length > 1;
    return { value, marked: isLinked || /[:：=]/.test(named.separator), spaced: named.separator !== '' };
  }
  return null;
}

/** Without the point of a sentence; that of "Ltd." and "z o.o." stays. */
function withoutStop(value: string): string {
  const last = value.split(' ').at(-1) ?? '';
  const isShort = /^\p{L}{1,3}\.$|^\p{L}{1,2}\.\p{L}/u.test(last);
  return isShort ? value : value.replace(/(?<![.。])[.。]$/u, '').trim();
}

/** "VB-500 instead of VB-350". */
function parted(typed: string, { insteadOf }: Phrases): { value: string; instead: string | null } {
  const words = typed.split(/\s+/);
  for (let at = 1; at < words.length; at += 1) {
    const found = afterPhrase(words.slice(at).join(' '), insteadOf);
    if (found && found.rest !== '') return { value: words.slice(0, at).join(' '), instead: found.rest };
  }
  return { value: typed, instead: null };
}

/** Whether the words can be a value at all; which one, the reader of facts says. */
function isValue(fact: CorrectedFact, { value, marked, spaced }: Value, phrases: Phrases): boolean {
  const folded = foldAnswer(value);
  const words = value.split(/\s+/);
  if (words.length > MOST_WORDS[fact]) return false;
  const none = [phrases.noValues, phrases.conditions, phrases.holds, phrases.courtesies, phrases.thanks];
  const isNone = none.some((group) => beginning(folded, group) !== null);
  if (fact === 'quantity') return isCount(value, phrases);
  if (isNone) return false;
  // In Chinese a thing and what is said of it stand together without a space: 国家不对.
  if (HAN.test(value) && !marked && !spaced) return false;
  const isNamed = words.every((word) => NAMED.test(word) || PARTICLE.test(word));
  const hasLetters = /\p{L}/u.test(value);
  switch (fact) {
    case 'product':
      return hasLetters && (marked || /\d/.test(value) || isNamed);
    case 'country':
      return hasLetters && !/\d/.test(value) && (marked || isNamed || isCountry(value));
    case 'destination':
      return hasLetters && (marked || isNamed || words.length <= 2);
    case 'company':
    case 'name':
      return hasLetters && (isNamed || (marked && !/[,.;，；]/u.test(value)));
  }
}

/** "5000", "2 x 40HQ", "5,000 pcs for VB-500", "3千个"; not "5000 is too much". */
function isCount(value: string, phrases: Phrases): boolean {
  const [, tail] = /^(?:\d[\d.,' ]{0,30}|[一二两兩三四五六七八九十百千万萬]{1,8})(.*)$/u.exec(value) ?? [];
  if (tail === undefined || /[%％$€£¥]/u.test(tail)) return false;
  const words = tail.split(/\s+/).filter((word) => word !== '');
  const article = words.findIndex((word) => /^[x×*]$|^of$/iu.test(word) || phrases.forArticle.has(foldAnswer(word)));
  const unit = article < 0 ? words : words.slice(0, article);
  const says = [phrases.links, phrases.conditions, phrases.noValues, phrases.until];
  return unit.length <= 2 && !says.some((group) => beginning(foldAnswer(tail), group) !== null && article !== 0);
}

function isCountry(value: string): boolean {
  return /^[a-z]{2}$/i.test(value)
    ? countries.isValid(value.toUpperCase())
    : countries.getSupportedLanguages().some((language) => countries.getSimpleAlpha2Code(value, language));
}

function without(clause: string, group: ReadonlySet<string>): string {
  let rest = clause.trim();
  for (let round = 0; round < 3; round += 1) {
    const found = afterPhrase(rest, group);
    if (!found || found.rest === '') break;
    rest = found.rest;
  }
  return rest;
}

function namesOf(words: DecisionWords): Names {
  const known = prepared.get(words);
  if (known) return known;
  const lists = Object.values(words);
  const classes = (pick: 'classes' | 'classNames') =>
    new Map(
      lists.flatMap((list) =>
        Object.entries(list[pick]).flatMap(([key, all]) =>
          (all ?? []).map((word): [string, InquiryClass] => [foldAnswer(word), key as InquiryClass]),
        ),
      ),
    );
  const made: Names = {
    facts: new Map(
      CorrectedFact.options.map((fact) => [
        fact,
        new Set(lists.flatMap((list) => (list.facts[fact] ?? []).map(foldAnswer))),
      ]),
    ),
    classes: classes('classes'),
    classNames: classes('classNames'),
  };
  prepared.set(words, made);
  return made;
}
