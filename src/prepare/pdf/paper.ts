/** What a quotation or proforma invoice is made of: the offer as the buyer may see it, who sells, who buys, the words. */
import type { Catalogue } from '../../model/catalogue.ts';
import type { BankAccount, Company } from '../../model/company.ts';
import type { Offer } from '../../model/quotation.ts';
import { type Formats, formatsOf } from '../../reply/formats.ts';
import type { ReplyWords } from '../../reply/words.ts';
import type { Fonts } from './font-family.ts';
import type { PaperLanguage, PaperWords } from './paper-words.ts';

export type Quoted = Extract<Offer, { kind: 'quotation' }>;

/** Who the paper is for, as far as it is known. */
type Buyer = {
  company: string | null;
  name: string | null;
  address: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  email: string | null;
};

/** The values of a paper. Days are ISO days; `language` is a BCP 47 tag. */
export type Paper = {
  quoteNo: string;
  version: number;
  /** The day it bears. */
  issuedOn: string;
  /** The day of the inquiry it answers. */
  inquiryOn: string | null;
  offer: Quoted;
  language: string;
  buyer: Buyer;
  seller: Pick<Company, 'name' | 'address' | 'website' | 'phone'>;
  contact: { name: string; email: string; phone?: string | undefined };
};

/** What stands ready for every paper: fonts, words, the names of the goods, and the company's logo (PNG or JPEG). */
export type PaperRoom = {
  fonts: Fonts;
  words: PaperWords;
  replyWords: ReplyWords;
  catalogue: Catalogue;
  logo: Uint8Array | null;
};

/** A paper on its way to the page. `bank` is null on everything but a proforma invoice. */
export type PaperView = Paper & {
  title: string;
  isProforma: boolean;
  bank: BankAccount | null;
  words: PaperLanguage;
  formats: Formats;
  catalogue: Catalogue;
  logo: Uint8Array | null;
};

const TRADITIONAL = new Set(['hant', 'tw', 'hk', 'mo']);

/** The language of the words of a paper: the buyer's where we have them, Chinese in his script, else English. */
export function paperLanguage({ languages }: PaperWords, language: string): string {
  const [primary = 'en', ...subtags] = language.toLowerCase().split('-');
  const isTraditional = primary === 'zh' && subtags.some((subtag) => TRADITIONAL.has(subtag));
  const wanted = isTraditional ? ['zh-hant', 'zh'] : [primary];
  return wanted.find((known) => Object.hasOwn(languages, known)) ?? 'en';
}

/** Units, days and dates for a language of papers: those of Chinese serve both scripts. */
export function paperFormats(replyWords: ReplyWords, language: string): Formats {
  const primary = language.split('-')[0] ?? language;
  return formatsOf(replyWords, Object.hasOwn(replyWords.languages, language) ? language : primary);
}
