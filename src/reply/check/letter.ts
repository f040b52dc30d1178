/** A letter to a customer and what it may rely on: what the check before sending compares. */
import type { Vocabulary } from '../../analyze/vocabulary.ts';
import type { ReplyLimits, ReplyPolicy } from '../../model/channel.ts';
import type { TeamMember } from '../../model/company.ts';
import type { LibraryDocument } from '../../model/documents.ts';
import type { DraftPurpose } from '../../model/draft.ts';
import type { GuardSources } from '../number-guard/guard-words.ts';
import type { CustomerAnswer, InquiryView, ReplyContext } from '../view.ts';

/** A file as it travels. */
export type LetterFile = { name: string; bytes: number; sha256: string };

export type Letter = {
  purpose: DraftPurpose;
  language: string;
  subject: string;
  text: string;
  recipient: string | null;
  attachments: readonly LetterFile[];
  /** The words are a person's own and not the draft's. */
  edited: boolean;
  /** Length of the whole mail where it is known. */
  bytes?: number;
};

/** A word that no dictionary knows; `position`: a range of the letter's text. */
type Misspelling = { word: string; position: [number, number] };

/** Somebody else we write to, as far as his name, address or number stands somewhere in the letter. */
export type OtherCustomer = { kind: 'person' | 'company' | 'address' | 'number'; name: string };

export type CheckFacts = {
  inquiry: InquiryView;
  quoteNo: string | null;
  /** His answer, when that is what the letter replies to. */
  answer: CustomerAnswer | null;
  /** When our last mail went out, for a letter that names the day. */
  lastSentAt: Date | null;
  /** What the desk drafted, when the letter is what became of it: its dates and numbers were checked before. */
  drafted: string | null;
  /** Everybody who takes part in the thread on the customer's side. */
  participants: readonly string[];
  suppressed: boolean;
  quarantined: boolean;
  /** Null = nobody has been screened. */
  sanctions: 'clear' | 'possible_match' | null;
  /** Who has agreed; null = nobody yet. */
  approvedBy: TeamMember['role'] | null;
  others: readonly OtherCustomer[];
  /** The files chosen for the letter; null = it is not known which. `document`: its entry in the library. */
  files: readonly (LetterFile & { document: LibraryDocument | null })[] | null;
  library: readonly LibraryDocument[];
  reply: { policy: ReplyPolicy; limits: ReplyLimits | null };
  /** Of all files of a mail together. */
  mostBytes: number;
  /** Null = the words could not be checked in this language. */
  misspelled: readonly Misspelling[] | null;
  /** The day it leaves, as an ISO date: what has run out by then may not go with it. */
  leavesOn: string;
  /** `today` is the day of the draft: dates in it are counted from there. */
  context: ReplyContext;
};

export type CheckSources = GuardSources & { vocabulary: Vocabulary };
