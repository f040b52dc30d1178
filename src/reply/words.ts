/** The words that values need in each language (templates/words.yaml): units, labels and how numbers are written. */
import { z } from 'zod';
import { DocumentKind } from '../model/documents.ts';
import { Ask, Background, type BackgroundNote, InquiryClass, Intent, Unit, Urgency } from '../model/inquiry.ts';
import { LeadTimeBasis, LeadTimeFactor } from '../model/lead-time.ts';
import { TransportMode } from '../model/transport.ts';
import { UnclearPoint } from '../model/unclear-point.ts';
import { SheetWords } from './approval/sheet-words.ts';
import { FINDING_CODES } from './check/finding.ts';

/** A word by the plural categories of CLDR (Intl.PluralRules); a category without a form of its own takes `other`. */
const CountedWord = z.strictObject({
  zero: z.string().optional(),
  one: z.string().optional(),
  two: z.string().optional(),
  few: z.string().optional(),
  many: z.string().optional(),
  other: z.string(),
});
export type CountedWord = z.infer<typeof CountedWord>;

const FileKind = z.enum([...DocumentKind.options, 'quotation', 'proforma']);

const LanguageWords = z.object({
  /** BCP 47 tag that decides how numbers, money and dates are written. */
  locale: z.string(),
  /** What stands between a number and its unit, and between an amount and what it is of. */
  gap: z.string(),
  of: z.string(),
  /** Where the goods are named before their amount: what stands between them. */
  nameFirst: z.string().optional(),
  units: z.record(Unit, CountedWord),
  /** After a number of days. */
  days: CountedWord,
  /** What the reader writes otherwise at the end of a date than Intl does, e.g. `г.` as `года`. */
  dateEnds: z.record(z.string(), z.string()).default({}),
  /** Days of the month that are written otherwise than Intl does, e.g. `1` as `1er`. */
  monthDays: z.record(z.string(), z.string()).default({}),
  asks: z.record(Ask, z.string()),
  /** Headings that answer no question. */
  specification: z.string(),
  /** In the subject of a new thread: `Lamp XY - quotation Q-17 - Our company`. */
  quotation: z.string(),
  /** What the files are called that go along with a mail. */
  documents: z.record(FileKind, z.string()),
  modes: z.record(TransportMode, z.string()),
  leadTimeFactors: z.record(LeadTimeFactor, z.string()),
  /** When a lead time begins: `25 days …`. */
  leadTimeBasis: z.record(LeadTimeBasis, z.string()),
  /** What must have arrived by a date for the lead time to begin: `we need … by`. */
  leadTimeStart: z.record(LeadTimeBasis, z.string()),
  /** Subject of an answer to a mail without a subject. */
  noSubject: z.string(),
  /** Sentences of the settings (payment terms) in this language, by the words in config/. */
  phrases: z.record(z.string(), z.string()).default({}),
});

const NOTE_KINDS = [
  'competitor',
  'country',
  'earlier',
  'website_named',
  'website_guessed',
  'no_country',
  'own_country',
  'no_company',
] as const satisfies readonly BackgroundNote['kind'][];

/** A sentence for each kind of note on a customer, with `{name}` where a value goes. */
const BackgroundWords = z.strictObject({
  notes: z.record(z.enum(NOTE_KINDS), z.string()),
  /** Behind the country, when other signs are as strong. */
  otherCountries: z.string(),
  /** By the sources of ContactFacts.countryEvidence; one that is not listed is shown as it is. */
  sources: z.record(z.string(), z.string()),
  comma: z.string(),
});

const TeamWords = z.object({
  classes: z.record(InquiryClass, z.string()),
  urgencies: z.record(Urgency, z.string()),
  intents: z.record(Intent, z.string()),
  emailKinds: z.record(Background.shape.emailKind, z.string()),
  unclear: z.record(UnclearPoint.shape.field, z.string()),
  /** By UnclearPoint.reason; one that is not listed is shown as it is. */
  unclearReasons: z.record(z.string(), z.string()),
  /** Before a date: `arrive by 15 March 2027`. */
  delivery: z.object({ ship_by: z.string(), arrive_by: z.string() }),
  targetPrice: z.string(),
  background: BackgroundWords,
  /** What the check before sending finds; `{evidence}` stands for the words it is about. */
  findings: z.record(z.enum(FINDING_CODES), z.string()),
  /** Names of the triage signals (domain 2.4) by id; an id that is not listed is shown as it is. */
  signals: z.record(z.string(), z.string()),
  /** The request for approval. */
  sheet: SheetWords,
});

export const ReplyWords = z.object({
  /** Prefixes that mail programs put before a subject when answering or forwarding, lower-case, without colon. */
  subjectPrefixes: z.array(z.string()),
  /** How currencies are written beside their ISO 4217 code; the pre-send check looks for amounts with them. */
  currencies: z.record(z.string().length(3), z.array(z.string())),
  /** Frequent characters that only one of the two Chinese scripts has. */
  chineseScripts: z.object({ traditional: z.string(), simplified: z.string() }),
  languages: z.record(z.string(), LanguageWords).and(z.object({ en: LanguageWords })),
  team: z.object({ en: TeamWords, zh: TeamWords }),
});
export type ReplyWords = z.infer<typeof ReplyWords>;
export type LanguageWords = z.infer<typeof LanguageWords>;
export type TeamWords = z.infer<typeof TeamWords>;
