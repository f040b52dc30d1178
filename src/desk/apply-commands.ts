/** Adds what an approver wants changed to what he has wanted before; what cannot be done is named. */

import type { PriceWishes } from '../model/calculation.ts';
import type { CloseCode, DraftText, ReviseCommand } from '../model/draft.ts';
import { Incoterm } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import type { DraftNote, Revision } from '../model/revision.ts';
import type { UnclearPoint } from '../model/unclear-point.ts';
import type { Impossible } from '../reply/compose-ask-back.ts';

export const NO_REVISION: Revision = {
  wishes: {},
  language: null,
  questions: [],
  ownQuestions: [],
  documents: { add: [], drop: [] },
  instructions: [],
};

/** What a revision can refer to. */
export type Revisable = {
  draft: Pick<DraftText, 'language'>;
  offer: Offer;
  /** Languages in which the desk has words for this mail. */
  languages: readonly string[];
  /** Names of the documents that a person's words mean, and of all there are. */
  documentsMeant: (words: string) => readonly string[];
  documents: readonly string[];
  /** The standard question behind a person's words for it, if there is one. */
  topicOf: (about: string) => UnclearPoint['field'] | null;
  hasModel: boolean;
};
/** What changes the draft and not what is known of the inquiry. */
export type DraftCommand = Exclude<ReviseCommand, { kind: 'class' | 'fact' }>;
export type Applied = { revision: Revision; notes: DraftNote[]; impossible: Impossible[] };

const MOST_LEAD_DAYS = 730;
const MOST_VALID_DAYS = 365;
const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Cyrillic', 'Arabic', 'Latin'] as const;

/** @param rest parts of the instruction that no command covers */
export function applyCommands(
  before: Revision,
  commands: readonly DraftCommand[],
  rest: readonly string[],
  given: Revisable,
): Applied {
  const applied: Applied = { revision: before, notes: [], impossible: [] };
  for (const command of commands) {
    const { revision, notes, impossible } = apply(applied.revision, command, given);
    applied.revision = revision;
    applied.notes.push(...notes);
    applied.impossible.push(...impossible);
  }
  if (rest.length === 0) return applied;
  if (!given.hasModel) {
    applied.impossible.push(...rest.map((about): Impossible => ({ kind: 'no_model', about, known: '' })));
    return applied;
  }
  applied.revision = { ...applied.revision, instructions: [...applied.revision.instructions, ...rest] };
  applied.notes.push(...rest.map((to): DraftNote => ({ kind: 'instruction', about: '', from: '', to })));
  return applied;
}

function apply(revision: Revision, command: DraftCommand, given: Revisable): Applied {
  switch (command.kind) {
    case 'price':
      return applyPrice(revision, command, given);
    case 'discount': {
      const { unitPrice: _, unitPrices: __, ...others } = revision.wishes;
      const note: DraftNote = { kind: 'discount', about: '', from: '', to: command.percent };
      if (Number(command.percent) >= 100) return refused(revision, 'discount_too_large', `${command.percent} %`);
      return priced(revision, { ...others, discountPercent: command.percent }, note, given, `${command.percent} %`);
    }
    case 'incoterm': {
      const rule = Incoterm.safeParse(command.rule);
      const said = [command.rule, command.place ?? ''].join(' ').trim();
      if (!rule.success) return refused(revision, 'not_priced', said);
      const place = command.place === null ? {} : { place: { name: command.place, locode: null, country: null } };
      const note: DraftNote = { kind: 'incoterm', about: '', from: '', to: said };
      return priced(revision, { ...revision.wishes, incoterm: rule.data, ...place }, note, given, said);
    }
    case 'lead_time': {
      const said = String(command.days);
      if (command.days < 1 || command.days > MOST_LEAD_DAYS) return refused(revision, 'past_day', said);
      const note: DraftNote = { kind: 'lead_time', about: '', from: '', to: said };
      return priced(revision, { ...revision.wishes, leadTimeDays: command.days }, note, given, said);
    }
    case 'validity': {
      const said = String(command.days);
      if (command.days < 1 || command.days > MOST_VALID_DAYS) return refused(revision, 'past_day', said);
      const note: DraftNote = { kind: 'validity', about: '', from: '', to: said };
      return priced(revision, { ...revision.wishes, validityDays: command.days }, note, given, said);
    }
    case 'language': {
      const known = given.languages.some((one) => one === command.language);
      if (!known) return refused(revision, 'no_template', command.language, given.languages.join(', '));
      const note: DraftNote = { kind: 'language', about: '', from: given.draft.language, to: command.language };
      return done({ ...revision, language: command.language }, note);
    }
    case 'ask':
      return applyQuestion(revision, command.about, given);
    case 'add_document':
    case 'drop_document':
      return applyDocument(revision, command, given);
  }
}

/** "Price 4.95": of the article named, else of every article of the offer. */
function applyPrice(
  revision: Revision,
  { amount, currency, sku }: Extract<DraftCommand, { kind: 'price' }>,
  given: Revisable,
): Applied {
  const { offer } = given;
  const said = [currency ?? '', amount, sku ?? ''].join(' ').trim();
  if (offer.kind !== 'quotation') return refused(revision, 'no_price', said);
  const skus = offer.schemes[0]?.lines.map((line) => line.sku) ?? [];
  const meant = sku === null ? skus : skus.filter((one) => one.toLowerCase() === sku.toLowerCase());
  if (meant.length === 0) return refused(revision, 'unknown_article', sku ?? said, skus.join(', '));
  const { discountPercent: _, ...others } = revision.wishes;
  const unitPrices = { ...others.unitPrices, ...Object.fromEntries(meant.map((one) => [one, amount])) };
  const wishes = { ...others, unitPrices, ...(currency === null ? {} : { currency }) };
  const notes = meant.map((about): DraftNote => ({ kind: 'price', about, from: '', to: amount }));
  return { revision: { ...revision, wishes }, notes, impossible: [] };
}

function priced(revision: Revision, wishes: PriceWishes, note: DraftNote, { offer }: Revisable, said: string): Applied {
  if (offer.kind === 'none') return refused(revision, 'no_price', said);
  return done({ ...revision, wishes }, note);
}

/** A standard question in the customer's language; other words only where they are written as the draft is. */
function applyQuestion(revision: Revision, about: string, { topicOf, draft }: Revisable): Applied {
  const note: DraftNote = { kind: 'ask', about: '', from: '', to: about };
  const topic = topicOf(about);
  if (topic) return done({ ...revision, questions: [...new Set([...revision.questions, topic])] }, note);
  const language = revision.language ?? draft.language;
  if (!isWrittenAs(about, language)) return refused(revision, 'other_language', about, language);
  return done({ ...revision, ownQuestions: [...revision.ownQuestions, about] }, note);
}

function applyDocument(
  revision: Revision,
  { kind, document }: Extract<ReviseCommand, { kind: 'add_document' | 'drop_document' }>,
  { documentsMeant, documents: known }: Revisable,
): Applied {
  const { add, drop } = revision.documents;
  const meant = documentsMeant(document);
  if (meant.length === 0) return refused(revision, 'unknown_document', document, known.join(', '));
  const isAdded = kind === 'add_document';
  const without = (words: readonly string[]) => words.filter((one) => one !== document);
  const documents = isAdded
    ? { add: [...without(add), document], drop: without(drop) }
    : { add: without(add), drop: [...without(drop), document] };
  const names = meant.join(', ');
  const note: DraftNote = { kind, about: '', from: isAdded ? '' : names, to: isAdded ? names : '' };
  return done({ ...revision, documents }, note);
}

/** Whether the letters are those the language is written with. */
function isWrittenAs(words: string, language: string): boolean {
  const likely = new Intl.Locale(language).maximize().script ?? 'Latn';
  const own: Record<string, readonly string[]> = {
    Latn: ['Latin'],
    Cyrl: ['Cyrillic'],
    Arab: ['Arabic'],
    Jpan: ['Han', 'Hiragana', 'Katakana'],
    Kore: ['Hangul', 'Han'],
    Hans: ['Han'],
    Hant: ['Han'],
  };
  const foreign = SCRIPTS.filter((script) => !(own[likely] ?? ['Latin']).includes(script));
  // Names and article numbers are Latin everywhere.
  const telling = likely === 'Latn' ? foreign : foreign.filter((script) => script !== 'Latin');
  const has = (script: string) => new RegExp(`\\p{Script=${script}}`, 'u').test(words);
  const ownLetters = likely === 'Latn' || (own[likely] ?? []).some(has);
  return ownLetters && !telling.some(has);
}

function done(revision: Revision, note: DraftNote): Applied {
  return { revision, notes: [note], impossible: [] };
}

function refused(revision: Revision, kind: Impossible['kind'], about: string, known = ''): Applied {
  return { revision, notes: [], impossible: [{ kind, about, known }] };
}

/** Where an inquiry ends that a person has closed. */
export function statusOfClosed(code: CloseCode): 'won' | 'lost' | 'closed_noise' {
  if (code === 'won') return 'won';
  return code === 'not_inquiry' || code === 'duplicate' ? 'closed_noise' : 'lost';
}
