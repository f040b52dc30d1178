/** Reads the commands in an instruction to change a draft: price, discount, term, lead time, validity, language, documents. */
import type { DecisionWords, RevisedField } from '../../model/decision-words.ts';
import type { ReviseCommand } from '../../model/draft.ts';
import { clausesOf, withoutBullet } from './clauses.ts';
import { correctionCommand, nameCommand } from './correction-commands.ts';
import { documentCommand } from './document-commands.ts';
import { afterPhrase, foldAnswer, type Phrases } from './phrases.ts';

type Fields = {
  fields: ReadonlyMap<RevisedField, ReadonlySet<string>>;
  currencies: ReadonlyMap<string, string>;
  languages: ReadonlyMap<string, string>;
  units: ReadonlyMap<string, number>;
};

export type Commands = { commands: ReviseCommand[]; rest: string[] };

const prepared = new WeakMap<DecisionWords, Fields>();
const MOST_CLAUSES = 30;
const LONGEST = 20_000;
const LONGEST_VALUE = 120;
const DAYS = { day: 1, week: 7, month: 30 };
const LANGUAGES = 'en zh es fr de pt ru ar it tr ja ko nl pl vi th id uk cs ro hu el he sv da fi nb fa hi'.split(' ');
/** A currency right before a figure: nothing else on an offer is written so. */
const CURRENCY_FIRST = /^(?:[A-Z]{3}|[$€£¥￥])\s?\d/u;
const ISO_CURRENCIES = new Set(Intl.supportedValuesOf('currency'));
/** Incoterms 2020, and what the older rules have become (domain 4). */
const RULES: Record<string, string> = {
  EXW: 'EXW',
  FCA: 'FCA',
  FAS: 'FAS',
  FOB: 'FOB',
  CFR: 'CFR',
  CIF: 'CIF',
  CPT: 'CPT',
  CIP: 'CIP',
  DAP: 'DAP',
  DPU: 'DPU',
  DDP: 'DDP',
  'C&F': 'CFR',
  CNF: 'CFR',
  DDU: 'DAP',
  DAT: 'DPU',
};

/** The commands of an instruction, and the clauses that are none. */
export function readCommands(instruction: string, words: DecisionWords, phrases: Phrases): Commands {
  const found: Commands = { commands: [], rest: [] };
  // "company Fjordkante GmbH & Co. KG": points and commas of a name end no clause.
  const clauses = instruction
    .slice(0, LONGEST)
    .split('\n')
    .flatMap((line) => {
      const whole = withoutBullet(line);
      return nameCommand(whole, words, phrases) ? [whole] : clausesOf(line, phrases.connectors);
    });
  for (const clause of clauses.slice(0, MOST_CLAUSES)) {
    const command = nameCommand(clause, words, phrases) ?? readCommand(clause, words, phrases);
    if (command) found.commands.push(command);
    else found.rest.push(clause);
  }
  found.rest.push(...clauses.slice(MOST_CLAUSES));
  return found;
}

/** The command that a whole clause says, or null. */
export function readCommand(clause: string, words: DecisionWords, phrases: Phrases): ReviseCommand | null {
  if (clause.length > LONGEST_VALUE + 60 || /[?？]/.test(clause)) return null;
  const fields = fieldsOf(words);
  const bare = withoutLast(withoutPhrases(clause, [phrases.courtesies]), phrases.courtesies);
  const plain = bare.normalize('NFKC');
  const command = fieldCommand(plain, fields, phrases) ?? bareCommand(plain, fields, phrases);
  return command ?? correctionCommand(plain, words, phrases) ?? documentCommand(bare, words, phrases);
}

/** "price 4.95", "change the lead time to 25 days", "把交期改成30天". */
function fieldCommand(clause: string, fields: Fields, phrases: Phrases): ReviseCommand | null {
  for (const begin of [clause, withoutPhrases(clause, [phrases.changes])]) {
    for (const [field, names] of fields.fields) {
      const named = afterPhrase(begin.replace(/^the\s/i, ''), names);
      const value = named && named.rest !== '' ? withoutPhrases(named.rest, [phrases.links]) : '';
      // "in it" is not Italian.
      const isCode = field === 'language' && /^[a-z]{2}$/i.test(value) && (named?.phrase.length ?? 0) < 4;
      const command = value === '' || isCode ? null : fieldValue(field, value, fields, phrases);
      if (command) return command;
    }
  }
  return null;
}

/** "3% discount", "25 days lead time", "CIF Hamburg", "make it 5.20". */
function bareCommand(clause: string, fields: Fields, phrases: Phrases): ReviseCommand | null {
  const value = withoutPhrases(clause, [phrases.changes, phrases.links]);
  const isPrice = /\d[.,]\d{1,2}(?!\d)/.test(value) || CURRENCY_FIRST.test(value);
  const amount = isPrice && !/[%％]/u.test(value) ? price(value, fields, phrases) : null;
  if (amount) return amount;
  const term = incoterm(value, phrases);
  if (term) return term;
  const percent = /^(\d{1,2}(?:[.,]\d{1,2})?)\s?[%％]\s*(?!\s)(.*)$/u.exec(value);
  if (percent?.[2] && isField(percent[2], 'discount', fields))
    return { kind: 'discount', percent: decimal(percent[1]) };
  const days = /^(\d{1,3}\s?\S{1,12})\s+(\S.*)$/u.exec(value);
  if (days?.[1] && days[2]) {
    const count = dayCount(days[1], fields);
    if (count !== null && isField(days[2], 'leadTime', fields)) return { kind: 'lead_time', days: count };
    if (count !== null && isField(days[2], 'validity', fields)) return { kind: 'validity', days: count };
  }
  const off = /^(?:打\s?)?([1-9](?:[.\d]\d?)?)\s?折$/u.exec(value);
  if (off?.[1]) return zheDiscount(off[1]);
  return null;
}

function fieldValue(field: RevisedField, typed: string, fields: Fields, phrases: Phrases): ReviseCommand | null {
  const value = typed.trim();
  switch (field) {
    case 'price':
      return price(value, fields, phrases);
    case 'discount': {
      const percent = /^(\d{1,2}(?:[.,]\d{1,2})?)\s?(?:[%％]|percent|个点|個點)$/iu.exec(value)?.[1];
      const off = /^([1-9](?:[.\d]\d?)?)\s?折$/u.exec(value)?.[1];
      return percent ? { kind: 'discount', percent: decimal(percent) } : off ? zheDiscount(off) : null;
    }
    case 'incoterm':
      return incoterm(value, phrases);
    case 'leadTime':
    case 'validity': {
      const days = dayCount(value, fields);
      return days === null ? null : { kind: field === 'leadTime' ? 'lead_time' : 'validity', days };
    }
    case 'language': {
      const language = fields.languages.get(foldAnswer(value).replace(/(?<=\p{Script=Han})(?:写|寫|回复|回覆)$/u, ''));
      return language ? { kind: 'language', language } : null;
    }
  }
}

/** "4.95", "USD 4.95", "4.95 USD for BT-220", "4.80 美元". */
function price(value: string, { currencies }: Fields, phrases: Phrases): ReviseCommand | null {
  const found =
    /^([^\d\s]{0,12})\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?)\s?([^\d\s/,]{0,12})?(?:\s?\/\s?[^\s\d]{1,10})?(?:\s+(\S.*))?$/u.exec(
      value,
    );
  if (!found) return null;
  const [, before = '', amount, after = '', tail = ''] = found;
  const code = (word: string) => currencies.get(foldAnswer(word)) ?? (ISO_CURRENCIES.has(word) ? word : null);
  const isFor = phrases.forArticle.has(foldAnswer(after));
  const currency = code(before) ?? (isFor ? null : code(after));
  if ((before !== '' && code(before) === null) || (after !== '' && !isFor && code(after) === null)) return null;
  const article = isFor ? { rest: tail } : afterPhrase(tail, phrases.forArticle);
  const sku = article ? /^[\p{L}\p{N}][\p{L}\p{N}./_-]{1,39}$/u.exec(article.rest.trim())?.[0] : undefined;
  if (tail !== '' && (sku === undefined || !/\d/.test(sku))) return null;
  return { kind: 'price', amount: decimal(amount), currency, sku: sku ?? null };
}

/** "CIF Hamburg", "CIF Hamburg instead of FOB". */
function incoterm(value: string, { insteadOf }: Phrases): ReviseCommand | null {
  const found = /^([A-Za-z&]{3})(?![A-Za-z&])\s*(.{0,80})$/u.exec(value);
  const rule = found?.[1] === undefined ? undefined : RULES[found[1].toUpperCase()];
  if (!found || rule === undefined) return null;
  const words = (found[2] ?? '').split(/\s+/);
  const until = words.findIndex((_, index) => afterPhrase(words.slice(index).join(' '), insteadOf) !== null);
  const place = (until < 0 ? words : words.slice(0, until))
    .join(' ')
    .replace(/(?<![.。,，])[.。,，]+$/, '')
    .trim();
  // A place begins with a capital or in another script: "FOB is wrong" names none.
  if (place !== '' && !/^[\p{Lu}\p{Lo}]/u.test(place)) return null;
  return { kind: 'incoterm', rule, place: place === '' ? null : place };
}

/** 95折 and 9.5折 are 5 % off. */
function zheDiscount(typed: string): ReviseCommand | null {
  const share = typed.includes('.')
    ? Math.round(Number(typed) * 10)
    : typed.length === 1
      ? Number(typed) * 10
      : Number(typed);
  return share > 0 && share < 100 ? { kind: 'discount', percent: String(100 - share) } : null;
}

function dayCount(value: string, { units }: Fields): number | null {
  const found = /^(\d{1,3})\s?(\D{1,20})$/u.exec(value.trim());
  const unit = found?.[2] === undefined ? undefined : units.get(foldAnswer(found[2]));
  return found?.[1] && unit !== undefined ? Number(found[1]) * unit : null;
}

function isField(typed: string, field: RevisedField, { fields }: Fields): boolean {
  return fields.get(field)?.has(foldAnswer(typed)) ?? false;
}

function decimal(typed = ''): string {
  const point = typed.replace(/,(?=\d{3}(?:\D|$))/g, '').replace(',', '.');
  return point.replace(/^0+(?=\d)/, '');
}

/** The clause without the phrases that begin it, group by group, each at most twice. */
function withoutPhrases(clause: string, groups: readonly ReadonlySet<string>[]): string {
  let rest = clause.trim();
  for (const group of groups) {
    for (let round = 0; round < 2; round += 1) {
      const found = afterPhrase(rest, group);
      if (!found || found.rest === '') break;
      rest = found.rest;
    }
  }
  return rest;
}

/** "in Spanish please" without the last word. */
function withoutLast(clause: string, group: ReadonlySet<string>): string {
  const last = /\s(\S{1,12})$/u.exec(clause);
  return last?.[1] && group.has(foldAnswer(last[1])) ? clause.slice(0, last.index).trim() : clause;
}

function fieldsOf(words: DecisionWords): Fields {
  const known = prepared.get(words);
  if (known) return known;
  const lists = Object.values(words);
  const names: RevisedField[] = ['discount', 'incoterm', 'leadTime', 'validity', 'price', 'language'];
  const pairs = (pick: (list: DecisionWords[string]) => Partial<Record<string, string[]>>) =>
    lists.flatMap((list) =>
      Object.entries(pick(list)).flatMap(([key, all]) =>
        (all ?? []).map((word): [string, string] => [foldAnswer(word), key]),
      ),
    );
  const made: Fields = {
    fields: new Map(
      names.map((name) => [name, new Set(lists.flatMap((list) => (list.fields[name] ?? []).map(foldAnswer)))]),
    ),
    currencies: new Map(pairs((list) => list.currencies)),
    languages: new Map([...languageNames(Object.keys(words)), ...pairs((list) => list.languages)]),
    units: new Map(pairs((list) => list.units).map(([word, unit]) => [word, DAYS[unit as keyof typeof DAYS]])),
  };
  prepared.set(words, made);
  return made;
}

/** Codes, and names as Unicode has them in the languages of the data and in the language itself. */
function languageNames(locales: readonly string[]): [string, string][] {
  return LANGUAGES.flatMap((language) => {
    const names = [...locales, 'zh-Hant', language].map(
      (locale) => new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? '',
    );
    return [language, ...names].map((name): [string, string] => [foldAnswer(name), language]);
  });
}
