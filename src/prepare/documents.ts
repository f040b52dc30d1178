/** Chooses the documents that go with a mail: what the buyer asked for, then what goes with every offer (domain 5.1). */
import type { ReplyLimits } from '../model/channel.ts';
import type {
  AttachReason,
  DocumentKind,
  DocumentSettings,
  LeftDocument,
  LibraryDocument,
  LibraryFile,
} from '../model/documents.ts';
import type { Ask } from '../model/inquiry.ts';
import { fileNameFor, unusedName } from './file-name.ts';
import { type KindWords, meantDocuments } from './meant-documents.ts';

/** What is known of the mail. `today` is an ISO day in the company's time zone. */
type DocumentWish = {
  /** What an approver calls the kinds of documents. */
  kinds?: KindWords;
  /** In the buyer's order. */
  asks: readonly Ask[];
  /** Certificates he names, in his words; none = all we hold for the product. */
  certificates: readonly string[];
  products: readonly { sku: string; categoryId: string }[];
  /** Categories he asks about without naming a product. */
  categories: readonly string[];
  /** Whether the mail names a price. */
  isOffer: boolean;
  /** BCP 47 tag. */
  language: string;
  today: string;
  /** The name on our certificates. */
  company: string;
  limits: ReplyLimits | null;
  /** Files that go with the mail in any case, the quotation first of all. */
  taken: readonly { name: string; bytes: number }[];
  /** What the approver wants beside that, and what he does not want, in his words. */
  add?: readonly string[];
  drop?: readonly string[];
};

type ChosenDocument = {
  file: LibraryFile;
  name: string;
  reason: Extract<AttachReason, 'asked' | 'with_offer' | 'added'>;
};
type LibraryEntry = { document: LibraryDocument; file: LibraryFile | null };
type DocumentChoice = { chosen: ChosenDocument[]; left: LeftDocument[] };

/** The kinds that answer a question; what is not here is answered by words alone. */
const ANSWERS: Partial<Record<Ask, readonly DocumentKind[]>> = {
  catalogue: ['catalogue'],
  datasheet: ['datasheet', 'manual'],
  certificate: ['certificate', 'test_report'],
  sample: ['sample_picture', 'picture'],
  customisation: ['sample_picture'],
  company_profile: ['company_profile', 'business_licence', 'production_licence'],
  warranty: ['after_sales'],
};

/** Text and headers of the mail beside its files. */
const LETTER_BYTES = 64 * 1024;

/**
 * Pure; the same wish gives the same files in the same order.
 * @param library every document with its file; null where that is missing or is not what its ending says
 */
export function chooseDocuments(
  library: readonly LibraryEntry[],
  settings: Pick<DocumentSettings, 'withOffer' | 'mostMegabytes'>,
  wish: DocumentWish,
): DocumentChoice {
  const choice: DocumentChoice = { chosen: [], left: [] };
  const seen = new Set<string>();
  const documents = library.map(({ document }) => document);
  const meant = (words: readonly string[] = []) => words.flatMap((one) => meantDocuments(one, documents, wish.kinds));
  const dropped = new Set(meant(wish.drop));
  const added = new Set(meant(wish.add));
  const consider = ({ document, file }: LibraryEntry, reason: ChosenDocument['reason']) => {
    if (seen.has(document.id)) return;
    seen.add(document.id);
    const name = nameOf(document, wish, choice);
    const fault = dropped.has(document) ? 'dropped' : faultOf(document, file, settings, wish, choice);
    if (fault === null && file !== null) choice.chosen.push({ file, name, reason });
    else choice.left.push({ id: document.id, name, reason: fault ?? 'unreadable' });
  };
  for (const entry of library.filter(({ document }) => added.has(document))) consider(entry, 'added');
  for (const { kind, reason } of wantedKinds(settings, wish)) {
    const entries = library.filter(({ document }) => document.kind === kind && fits(document, wish));
    for (const entry of inLanguage(entries, wish.language, choice, seen)) consider(entry, reason);
  }
  return choice;
}

/** A document that was sent once may be sent no longer: the reason, or null. */
export function staleReason(document: LibraryDocument, company: string, today: string): LeftDocument['reason'] | null {
  if (document.expires !== undefined && document.expires < today) return 'expired';
  if (document.issued !== undefined && document.issued > today) return 'not_yet_valid';
  if (document.holder !== undefined && !document.showHolder && !sameName(document.holder, company))
    return 'other_holder';
  return null;
}

type WantedKind = { kind: DocumentKind; reason: ChosenDocument['reason'] };

function wantedKinds(
  { withOffer }: Pick<DocumentSettings, 'withOffer'>,
  { asks, isOffer }: DocumentWish,
): WantedKind[] {
  const asked = asks.flatMap((ask) => ANSWERS[ask] ?? []).map((kind): WantedKind => ({ kind, reason: 'asked' }));
  const kinds = new Set(asked.map(({ kind }) => kind));
  const unasked = isOffer ? withOffer.filter((kind) => !kinds.has(kind)) : [];
  return [...asked, ...unasked.map((kind): WantedKind => ({ kind, reason: 'with_offer' }))];
}

/** Whether it is about the goods in question, or about the company as a whole, and certifies what was asked for. */
function fits(document: LibraryDocument, { products, categories, certificates }: DocumentWish): boolean {
  const isGeneral = document.products.length === 0 && document.categories.length === 0;
  const isOurs =
    products.some(({ sku }) => document.products.includes(sku)) ||
    [...products.map(({ categoryId }) => categoryId), ...categories].some((id) => document.categories.includes(id));
  if (!isGeneral && !isOurs) return false;
  if (certificates.length === 0 || document.certifies.length === 0) return true;
  return document.certifies.some((code) => certificates.some((asked) => sameName(asked, code)));
}

/** Of documents that differ in their language alone: the buyer's, else English; the others are told of once. */
function inLanguage(
  entries: readonly LibraryEntry[],
  language: string,
  choice: DocumentChoice,
  seen: Set<string>,
): LibraryEntry[] {
  const primary = language.split('-')[0] ?? language;
  const rank = ({ language: own }: LibraryDocument) =>
    own === undefined || own === language ? 0 : own.split('-')[0] === primary ? 1 : own === 'en' ? 2 : 3;
  const groups = new Map<string, LibraryEntry[]>();
  for (const entry of entries) {
    const { kind, products, categories, certifies, number } = entry.document;
    const key = JSON.stringify([
      kind,
      products,
      categories,
      certifies,
      number,
      entry.document.language ? '' : entry.document.id,
    ]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group) => {
    const [best] = [...group].sort((one, other) => rank(one.document) - rank(other.document));
    if (best === undefined || rank(best.document) < 3) return best ?? [];
    const { id, name, file } = best.document;
    if (!seen.has(id)) choice.left.push({ id, name: name ?? file, reason: 'other_language' });
    seen.add(id);
    return [];
  });
}

function faultOf(
  document: LibraryDocument,
  file: LibraryFile | null,
  { mostMegabytes }: Pick<DocumentSettings, 'mostMegabytes'>,
  { limits, taken, today, company }: DocumentWish,
  { chosen }: DocumentChoice,
): LeftDocument['reason'] | null {
  const stale = staleReason(document, company, today);
  if (stale !== null) return stale;
  if (file === null) return 'unreadable';
  if (limits?.fileTypes && !limits.fileTypes.includes(extensionOf(document.file))) return 'file_type';
  if (limits?.attachments !== undefined && taken.length + chosen.length >= limits.attachments) return 'too_many';
  const most = Math.min(mostMegabytes * 1_000_000, limits?.mailBytes ?? Number.POSITIVE_INFINITY);
  const used = [...taken.map(({ bytes }) => bytes), ...chosen.map((one) => one.file.bytes), file.bytes];
  return mailSize(used) > most ? 'too_large' : null;
}

/** Length of a mail with files of these lengths: base64 in lines of 76 characters (RFC 2045). */
export function mailSize(files: readonly number[]): number {
  return files.reduce((sum, bytes) => sum + Math.ceil(bytes / 57) * 78 + 300, LETTER_BYTES);
}

function nameOf(document: LibraryDocument, { limits, taken }: DocumentWish, { chosen }: DocumentChoice): string {
  const plain = document.name ?? document.file.slice(document.file.lastIndexOf('/') + 1);
  const dot = document.file.lastIndexOf('.');
  const extension = dot < 0 ? '' : document.file.slice(dot);
  const whole = plain.toLowerCase().endsWith(extension.toLowerCase()) ? plain : `${plain}${extension}`;
  const used = new Set([...taken.map(({ name }) => name), ...chosen.map(({ name }) => name)]);
  return unusedName(fileNameFor(whole, limits), used);
}

function extensionOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1).toLowerCase();
}

/** Names as people write them: without case, spaces and punctuation. */
function sameName(one: string, other: string): boolean {
  const bare = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');
  return bare(one) === bare(other);
}
