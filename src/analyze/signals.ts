/** The signals of the quality score: what speaks for and against an inquiry (domain 2.4). */
import type { Company } from '../model/company.ts';
import type { ContactFacts, InquiryItem } from '../model/inquiry.ts';
import type { SignalId } from '../model/triage-settings.ts';
import type { Extraction } from './extract/extract-facts.ts';
import { isFreeMail, mailServiceOf } from './free-mail.ts';
import { fold } from './normalize.ts';
import type { Reading } from './reading.ts';
import { isNegated, rawText, terms, words } from './reading.ts';
import type { Hit } from './term-tree.ts';

/** A signal that was found, how often it counts, and the words that show it. */
export type FoundSignal = { id: SignalId; times: number; evidence: string };
export type SignalContext = {
  reading: Reading;
  extraction: Extraction;
  contact: ContactFacts;
  company: Company;
  address: string;
  attachments: string[];
  knownCustomer: 'customer' | 'contact' | null;
};

const DRAWING = /\.(?:pdf|xlsx?|ods|csv|dwg|dxf|step|stp|igs|iges|jpe?g|png|docx?)$/i;
const SHORT_WORDS = 12;
const SHORT_UNSPACED = 24;

/** All signals that hold, in the order of the rubric. */
export function findSignals(context: SignalContext): FoundSignal[] {
  return [...goodsSignals(context), ...termSignals(context), ...writerSignals(context), ...doubts(context)];
}

/** An order, purchase order or proforma is asked for, and not denied (P16). */
export function orderWords(reading: Reading): Hit[] {
  return [...terms(reading, 'acceptance'), ...terms(reading, 'proforma')].filter(
    ({ start }) => !isNegated(reading, start),
  );
}

/** The items that are of our catalogue; buyers also ask for what we do not sell. */
export function ourItems({ facts }: Extraction): InquiryItem[] {
  return facts.items.filter(({ productSku, categoryId }) => productSku !== null || categoryId !== null);
}

/** Quantities that the buyer means to order, not to ask or to try. */
export function orderQuantities({ quantities }: Extraction) {
  return quantities.filter(({ kind }) => kind === 'order' || kind === 'tiered' || kind === 'annual');
}

export function drawingsAttached(attachments: string[]): string[] {
  return attachments.filter((name) => DRAWING.test(name));
}

export function isCompetitor(address: string, company: Company): boolean {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  return company.competitorDomains.some((known) => domain === known || domain.endsWith(`.${known}`));
}

function goodsSignals({ reading, extraction }: SignalContext): FoundSignal[] {
  const items = ourItems(extraction);
  const named = items.filter(({ productSku }) => productSku !== null);
  const orders = orderQuantities(extraction);
  const count = extraction.attributeCount;
  const attributes = items.flatMap((item) => item.attributes.map(({ rawText: written }) => written));
  return [
    ...(named.length > 0
      ? signal(
          'P1',
          named.map(({ productSku }) => productSku ?? ''),
        )
      : []),
    ...(named.length === 0
      ? signal(
          'P1c',
          items.map(({ productText }) => productText.rawText),
        )
      : []),
    ...signal(
      'P2',
      orders.map((quantity) => rawText(reading, quantity)),
    ),
    ...(orders.length === 0 ? signalOf('P2b', reading, terms(reading, 'moq')) : []),
    ...(count >= 3 ? signal('P3', [`${count} attributes`, ...attributes]) : []),
    ...(count > 0 && count < 3 ? signal('P3b', [`${count} attributes`, ...attributes]) : []),
  ];
}

function termSignals({ reading, extraction }: SignalContext): FoundSignal[] {
  const { facts } = extraction;
  const { deliveryDate, incoterm, place, paymentTerms, targetPrice, certificates } = facts;
  const payment = paymentTerms ? [paymentTerms.rawText] : terms(reading, 'payment').map((hit) => rawText(reading, hit));
  const cert =
    certificates.length > 0 ? certificates.map(({ value }) => value) : textOf(reading, terms(reading, 'cert'));
  return [
    ...signal('P4', deliveryDate ? [deliveryDate.rawText] : []),
    ...(deliveryDate === null ? signalOf('P4b', reading, terms(reading, 'leadtime')) : []),
    ...signal('P5', incoterm && place ? [incoterm.rawText, place.rawText] : []),
    ...(incoterm && place ? [] : signalOf('P5b', reading, terms(reading, 'shipping'))),
    ...signal('P6', payment),
    ...signal('P7', targetPrice ? [targetPrice.rawText] : []),
    ...signal('P8', cert),
    ...signalOf('P9', reading, affirmed(reading, terms(reading, 'sample'))),
    ...signalOf('P12', reading, urgentWords(reading)),
    ...signal('P15', facts.questions.length > 1 ? facts.questions.map(({ text }) => text) : []),
    ...signalOf('P16', reading, orderWords(reading)),
  ];
}

/** Urgency words that are not denied ("not urgent"). */
export function urgentWords(reading: Reading): Hit[] {
  return affirmed(reading, terms(reading, 'urgency'));
}

function writerSignals({
  reading,
  contact,
  company,
  address,
  attachments,
  knownCustomer,
}: SignalContext): FoundSignal[] {
  const own = fold(company.name).split(/\s+/).slice(0, 2).join(' ');
  return [
    ...signal('P10', drawingsAttached(attachments)),
    ...signal('P11', address !== '' && !isFreeMail(address) ? [address] : []),
    ...signal('P11b', contact.company === null ? [] : [contact.company]),
    ...signal('P11c', contact.phone === null ? [] : [contact.phone]),
    ...signal('P13', knownCustomer === 'customer' ? ['orders on file'] : []),
    ...signal('P13b', knownCustomer === 'contact' ? ['wrote before'] : []),
    ...signal('P14', own !== '' && reading.text.includes(own) ? [company.name] : []),
  ];
}

function doubts({ reading, extraction, contact, company, address }: SignalContext): FoundSignal[] {
  const ours = ourItems(extraction).length > 0;
  const ordered = orderQuantities(extraction).length > 0;
  const lists = [...terms(reading, 'catalogue'), ...terms(reading, 'pricelist')];
  const probing = ordered ? [] : textOf(reading, terms(reading, 'probing'));
  const free = isFreeMail(address) && contact.company === null;
  const small = [...terms(reading, 'study'), ...words(reading, 'personal')];
  return [
    ...signal('N1', ours ? [] : ['nothing of the catalogue recognised']),
    ...(ours ? [] : signalOf('N2', reading, terms(reading, 'generic_greeting'))),
    ...(ours || ordered ? [] : signalOf('N3', reading, lists)),
    ...signal('N5', isShort(reading) ? ['very short'] : []),
    ...signal('N6', free ? [address] : []),
    ...signal('N7', isCompetitor(address, company) ? [address] : []),
    ...signal('N8', probing).map((found) => ({ ...found, times: new Set(probing).size })),
    ...signalOf('N9', reading, small),
    ...signal('N11', mailServiceOf(address) === 'disposable' ? [address] : []),
  ];
}

function isShort({ text, normalized, bodyStart, signatureStart }: Reading): boolean {
  const start = normalized.starts.findIndex((raw) => raw >= bodyStart);
  const body = text.slice(Math.max(start, 0), signatureStart);
  const unspaced = body.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0;
  if (unspaced > 0) return unspaced < SHORT_UNSPACED;
  return (body.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) < SHORT_WORDS;
}

function affirmed(reading: Reading, hits: Hit[]): Hit[] {
  return hits.filter(({ start }) => !isNegated(reading, start));
}

function textOf(reading: Reading, hits: Hit[]): string[] {
  return [...new Set(hits.map((hit) => rawText(reading, hit)))];
}

function signalOf(id: SignalId, reading: Reading, hits: Hit[]): FoundSignal[] {
  return signal(id, textOf(reading, hits));
}

/** No evidence, no signal. */
function signal(id: SignalId, evidence: string[]): FoundSignal[] {
  if (evidence.length === 0) return [];
  return [{ id, times: 1, evidence: [...new Set(evidence)].slice(0, 5).join('; ').slice(0, 200) }];
}
