/** The words with which a team member answers an approval request, as in config/decision-words.yaml. */
import { z } from 'zod';
import { CorrectedFact } from './correction.ts';
import { DocumentKind } from './documents.ts';
import { CloseCode } from './draft.ts';
import { InquiryClass } from './inquiry.ts';
import { UnclearPoint } from './unclear-point.ts';

const Words = z.array(z.string().min(1)).default([]);
const WordsBy = <Key extends z.core.$ZodRecordKey>(key: Key) => z.partialRecord(key, Words).default({} as never);

/** Parts of a quotation that an instruction may name. */
const RevisedField = z.enum(['price', 'discount', 'incoterm', 'leadTime', 'validity', 'language']);
export type RevisedField = z.infer<typeof RevisedField>;

/** Words for a day seen from today. */
const DayWord = z.enum([
  'tomorrow',
  'dayAfterTomorrow',
  'nextWeek',
  'nextMonth',
  'nextYear',
  'endOfWeek',
  'endOfMonth',
  'endOfYear',
]);
export type DayWord = z.infer<typeof DayWord>;

const WordLists = z.object({
  /** Means "send the draft as it is" when nothing else is said. */
  approve: Words,
  /** Those of them that may also mean only "I have read it". */
  weak: Words,
  /** Means "I have got it" and no more. */
  acknowledgements: Words,
  /** Those of them that are no approval when an object follows: "send the catalogue". */
  transitive: Words,
  /** Alone in the first line: the text to send follows. */
  edit: Words,
  /** What is sent instead, beside an edit word: `text`, `instead`. */
  letters: Words,
  /** Begins an instruction to change the draft, whatever it is. */
  revise: Words,
  /** Means "do not send"; a reason may follow after a colon, comma or dash. */
  reject: Words,
  /** Those of them that a reason may follow without any punctuation; with the others that would be an instruction. */
  refusals: Words,
  /** A colleague's address follows. */
  assign: Words,
  /** A day or a period follows. */
  snooze: Words,
  /** A reason follows. */
  close: Words,
  /** The customer is not the one on a sanctions list; a reason may follow. Only read where that is asked. */
  notTheSame: Words,
  /** Asks how to answer. */
  help: Words,
  greetings: Words,
  thanks: Words,
  /** Words without meaning of their own beside an approval, e.g. `now`. */
  fillers: Words,
  /** Words before an instruction that add nothing, e.g. `please`. */
  courtesies: Words,
  /** Words between an instruction and an approval, e.g. `then`. */
  connectors: Words,
  /** Words that make an approval conditional, e.g. `but`. */
  conditions: Words,
  /** How an instruction to change the draft begins: such a text is not a letter to the customer. */
  changes: Words,
  /** What is wrong with a text, said before the instruction: `too long`. */
  faults: Words,
  /** How an instruction to wait, or not to do something, begins. */
  holds: Words,
  /** How a question ends that is written without a question mark: `吗`. */
  questions: Words,
  /** Parts of the quotation: `price 4.95`. */
  fields: WordsBy(RevisedField),
  /** How people call the customer who do not speak to him: `the customer`, `he`. */
  customer: Words,
  /** Other parts of a letter, which an instruction names before what is to be done with them: `付款方式改成…`. */
  parts: Words,
  /** Facts of the inquiry that can be corrected: `quantity 5000`. */
  facts: WordsBy(CorrectedFact),
  /** Before a fact or the class: `set`, `correct the`. */
  corrects: Words,
  /** What stands for no value behind the name of a fact: `wrong`. */
  noValues: Words,
  /** How the class of an inquiry is called: `class high`. */
  class: Words,
  classes: WordsBy(InquiryClass),
  /** The same where the words say by themselves that a class is meant: `high intent`. */
  classNames: WordsBy(InquiryClass),
  /** Between a field and its value: `to`, `is`, `改为`. */
  links: Words,
  /** Before the article that a price is meant for: `for`. */
  forArticle: Words,
  /** Before what is to be left out and put in: `instead of`. */
  insteadOf: Words,
  addDocument: Words,
  dropDocument: Words,
  /** Before what is called a document, the same; before anything else an instruction: `add`. */
  bring: Words,
  /** What the kinds of documents are called. */
  documentKinds: WordsBy(DocumentKind),
  ask: Words,
  /** What the customer can be asked about with a question of the desk: `quantity`. */
  topics: WordsBy(UnclearPoint.shape.field),
  /** By ISO 4217 code; the code itself need not be listed. */
  currencies: WordsBy(z.string().regex(/^[A-Z]{3}$/)),
  /** By ISO 639-1 code; the names that Unicode knows need not be listed. */
  languages: WordsBy(z.string().regex(/^[a-z]{2}$/)),
  units: WordsBy(z.enum(['day', 'week', 'month'])),
  /** By value, e.g. `2: [two]`. */
  numbers: WordsBy(z.string().regex(/^\d+(\.5)?$/)),
  days: WordsBy(DayWord),
  /** Before a day: `until`. */
  until: Words,
  /** Behind a day: `morning`. */
  dayTimes: Words,
  /** Before a weekday: the one of the next calendar week. */
  next: Words,
  /** Short forms of weekdays and months beside those that Unicode knows, by number (Monday and January are 1). */
  weekdays: WordsBy(z.string().regex(/^[1-7]$/)),
  closeCodes: WordsBy(CloseCode),
  /** Words of signature lines: titles, departments, labels of numbers. */
  signature: Words,
  /** Words of postal addresses. */
  places: Words,
  /** With which Chinese names begin. */
  surnames: Words,
  /** Small words between those of a signature: `of`. */
  joints: Words,
  /** How the footers begin that a company's server adds. */
  disclaimers: Words,
  /** What the desk tells a person to write: one word for each decision. */
  say: z
    .object({
      approve: z.string(),
      edit: z.string(),
      revise: z.string(),
      reject: z.string(),
      assign: z.string(),
      snooze: z.string(),
      close: z.string(),
    })
    .optional(),
});

/** Word lists by language; an answer may mix the languages. */
export const DecisionWords = z.record(z.string(), WordLists);
export type DecisionWords = z.infer<typeof DecisionWords>;
