/** Reads one inquiry: language, writer, facts and how serious it is. The entry of this room. */
import type { Assortment } from '../model/assortment.ts';
import type { Company } from '../model/company.ts';
import type { Ask, ContactFacts, InquiryFacts, Triage } from '../model/inquiry.ts';
import type { Mailbox } from '../model/message.ts';
import type { ReadingWords } from '../model/reading-words.ts';
import type { Stated } from '../model/stated.ts';
import type { TriageSettings } from '../model/triage-settings.ts';
import { readContact } from './contact.ts';
import { extractQuestions } from './extract/asks.ts';
import { withAttached } from './extract/attached-facts.ts';
import { extractFacts, unclearPoints } from './extract/extract-facts.ts';
import { findMentions } from './extract/mentions.ts';
import { extractQuantities } from './extract/quantities.ts';
import { languageOfMail } from './language.ts';
import { readMail } from './reading.ts';
import { triageInquiry } from './triage.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What sellers do not ask of somebody else's goods. */
const BUYERS_TOPICS: ReadonlySet<Ask> = new Set<Ask>([
  'price',
  'price_list',
  'moq',
  'lead_time',
  'customisation',
  'datasheet',
  'warranty',
  'certificate',
]);

/** `text`: the buyer's own words, without quoted and forwarded text. `attachments`: file names. */
export type AnalyzeInput = {
  messageId: number;
  subject: string;
  text: string;
  from: Mailbox;
  receivedAt: Date;
  catalogue: Assortment;
  company: Company;
  vocabulary: Vocabulary;
  settings: TriageSettings;
  words: ReadingWords;
  attachments: string[];
  /** What stands in those files that could be read. */
  attached?: readonly { filename: string; text: string }[];
  /** Files that should hold words and could not be read, with the reason. */
  unreadable?: readonly { filename: string; problem: string }[];
  knownCustomer: 'customer' | 'contact' | null;
  /** What a form or platform says of him. */
  stated?: Stated | null;
};
export type Analysis = { language: string; contact: ContactFacts; facts: InquiryFacts; triage: Triage };

/** What the mail says and what it is worth. Never throws over what a mail contains; an empty one is `low`. */
export function analyzeInquiry(input: AnalyzeInput): Analysis {
  const { company, catalogue, vocabulary } = input;
  const language = languageOfMail(input.subject, input.text);
  const reading = readMail({ ...input, language });
  const contact = readContact(reading, input.from, input.stated ?? null);
  const { receivedAt } = input;
  const context = { catalogue, company, vocabulary, contact, receivedAt };
  const files = (input.attached ?? []).map(({ filename, text }) => {
    const file = readMail({ ...input, subject: '', text, language: languageOfMail('', text) });
    return { filename, extraction: extractFacts(file, context) };
  });
  const lost = (input.unreadable ?? []).map(({ filename, problem }) => ({
    field: 'attachment' as const,
    // A drawing is as it should be; only what cannot be opened is asked for again.
    ...(problem === 'no_text'
      ? { reason: 'no_text', detail: filename }
      : { reason: 'unreadable', detail: `${filename}, ${problem}`, about: filename }),
  }));
  const extraction = withAttached(extractFacts(reading, context), files);
  const facts = { ...extraction.facts, unclearPoints: [...unclearPoints(extraction, contact), ...lost] };
  const triage = triageInquiry(
    {
      reading,
      extraction,
      contact,
      company,
      address: input.from.address,
      attachments: input.attachments,
      knownCustomer: input.knownCustomer,
    },
    input.settings,
  );
  return { language, contact, facts, triage };
}

/** A look for the router: is something of ours named, and a quantity to order? Reads the words as `analyzeInquiry` will. */
export function mentions(
  { subject, text }: { subject: string; text: string },
  knowledge: Pick<AnalyzeInput, 'catalogue' | 'vocabulary' | 'words'>,
): { product: boolean; quantity: boolean; asked: boolean } {
  const { catalogue, words } = knowledge;
  const language = languageOfMail(subject, text);
  const reading = readMail({ messageId: 0, subject, text, language, ...knowledge });
  const product = findMentions(reading, catalogue).length > 0;
  const decimalComma = words.decimalComma.includes(language);
  const quantities = extractQuantities(reading, catalogue, decimalComma);
  return {
    product,
    quantity: quantities.some(({ kind }) => kind === 'order' || kind === 'tiered' || kind === 'annual'),
    asked: product && extractQuestions(reading).some(({ topic }) => topic !== null && BUYERS_TOPICS.has(topic)),
  };
}
