/** Who asks what, how it was judged, what is known of him and what we offer: the rows of a request for approval. */
import type { InquiryItem } from '../../model/inquiry.ts';
import type { Offer } from '../../model/quotation.ts';
import { type Formats, formatsOf } from '../formats.ts';
import { termOf } from '../offer-values.ts';
import { oneLine } from '../plain.ts';
import type { InquiryView, ReplyContext } from '../view.ts';
import type { TeamWords } from '../words.ts';
import { backgroundLines } from './background-lines.ts';
import { marginLines } from './calculation-rows.ts';
import type { ApprovalRequest } from './compose-approval.ts';
import { quotedWords } from './marked-words.ts';
import { screeningLines } from './screening-lines.ts';
import { SET_MARK, setLines } from './set-lines.ts';
import type { Row } from './sheet.ts';
import { fillIn } from './sheet-words.ts';

export type TeamReader = { words: TeamWords; formats: Formats; language: 'en' | 'zh' };

const MOST_REASONS = 5;
const MARK = ` ${SET_MARK}`;

/** In the language of the person who reads it. */
export function teamReader({ words, owner }: Pick<ReplyContext, 'words' | 'owner'>): TeamReader {
  const language = owner.language;
  return { words: words.team[language], formats: formatsOf(words, language), language };
}

export function situationRows(
  inquiry: InquiryView,
  request: ApprovalRequest,
  reader: TeamReader,
  timeZone: string,
): Row[] {
  const { sheet } = reader.words;
  const wants = wantsOf(inquiry, reader);
  const said = quotedWords(inquiry.facts, inquiry.text);
  const label = request.draft.purpose === 'reply' ? sheet.wants : sheet.inquiry;
  return [
    { label, lines: [wants.length > 0 ? wants.join(' · ') : sheet.nothing] },
    ...(said === null ? [] : [{ label: sheet.ownWords, lines: [fillIn(sheet.quoted, { words: said })] }]),
    { label: sheet.class, lines: classLines(inquiry, reader) },
    ...rowOf(`${SET_MARK} ${sheet.setBy}`, setLines(inquiry.corrections ?? [], timeZone, reader)),
    { label: sheet.customer, lines: backgroundLines(inquiry, reader) },
    { label: sheet.price, lines: priceLines(inquiry, request, reader) },
    ...rowOf(sheet.missing, request.gaps),
    ...rowOf(sheet.unclear, unclearLines(inquiry, reader)),
    ...rowOf(sheet.forwarded, forwardedLines(inquiry)),
    ...(request.screening ? rowOf(sheet.sanctions, screeningLines(request.screening, sheet)) : []),
  ];
}

function rowOf(label: string, lines: readonly string[]): Row[] {
  return lines.length === 0 ? [] : [{ label, lines: [...lines] }];
}

/** `12,000 pcs × VB-500`, for the subject. */
export function summaryOf(item: InquiryItem | undefined, formats: Formats): string | null {
  if (item === undefined) return null;
  const name = item.productSku ?? oneLine(item.productText.value, 60);
  if (item.quantity === null) return name === '' ? null : name;
  const unit = item.quantityUnit;
  const amount = unit ? formats.quantity(item.quantity.value, unit) : formats.number(item.quantity.value);
  return `${amount} × ${name}`;
}

export function whoIs({ customer }: InquiryView): string {
  const name = oneLine(customer.company ?? customer.name ?? customer.address, 80);
  return customer.country === null ? name : `${name} (${customer.country})`;
}

function wantsOf({ facts }: InquiryView, { words, formats }: TeamReader): string[] {
  const { incoterm, place, deliveryDate, targetPrice, paymentTerms, certificates } = facts;
  const destination =
    place?.value.name ?? (facts.destinationCountry && formats.country(facts.destinationCountry.value));
  return [
    ...facts.items.slice(0, 5).flatMap((item) => shown(`${summaryOf(item, formats) ?? ''}${markOf(item)}`)),
    ...shown(`${incoterm?.value ?? ''} ${destination ?? ''}${isSet(place ?? facts.destinationCountry) ? MARK : ''}`),
    ...(deliveryDate ? [`${words.delivery[deliveryDate.value.kind]} ${formats.date(deliveryDate.value.date)}`] : []),
    ...certificates.flatMap((certificate) => shown(certificate.value)),
    ...shown(paymentTerms?.value),
    ...(targetPrice
      ? [`${words.targetPrice} ${formats.money(targetPrice.value.amount, targetPrice.value.currency)}`]
      : []),
    ...new Set(facts.asks.map((ask) => formats.words.asks[ask.value])),
  ];
}

function markOf({ quantity, productText }: InquiryItem): string {
  return isSet(quantity) || isSet(productText) ? MARK : '';
}

function isSet(fact: { confirmedBy: string | null } | null): boolean {
  return fact !== null && fact.confirmedBy !== null;
}

/** The class with its strongest reasons, then urgency and intent. */
function classLines({ triage }: InquiryView, { words }: TeamReader): string[] {
  const { sheet } = words;
  const reasons = triage.signals.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, MOST_REASONS);
  const points = (weight: number) => (weight > 0 ? `+${weight}` : String(weight));
  const why = reasons.map((signal) => `${words.signals[signal.id] ?? signal.id} ${points(signal.weight)}`).join(', ');
  const set = `${words.classes[triage.class]}${triage.classSet ? MARK : ''}`;
  const named = fillIn(sheet.points, { class: set, score: String(triage.score) });
  return [
    why === '' ? named : `${named}${sheet.colon}${why}`,
    `${sheet.urgency} ${words.urgencies[triage.urgency]} · ${sheet.intent} ${words.intents[triage.intent]}`,
  ];
}

function priceLines({ price }: InquiryView, { quoteWords, showMargin }: ApprovalRequest, reader: TeamReader): string[] {
  const { sheet } = reader.words;
  const { offer } = price;
  if (offer.kind === 'none') return [sheet.noPrice];
  const margins = showMargin ? marginLines(price.margins ?? [], quoteWords) : [];
  const until = fillIn(sheet.validUntil, { date: reader.formats.date(offer.validUntil) });
  return [...offeredLines(offer, reader.formats), until, ...margins];
}

function offeredLines(offer: Exclude<Offer, { kind: 'none' }>, formats: Formats): string[] {
  const money = (amount: string) => formats.money(amount, offer.currency);
  if (offer.kind === 'range') {
    return offer.lines.map(({ sku, lowest, highest, unit, moq }) => {
      const span = lowest === highest ? money(lowest) : `${money(lowest)} – ${money(highest)}`;
      return `${termOf(offer)}: ${sku} ${span}/${formats.perUnit(unit)} (MOQ ${formats.quantity(String(moq), unit)})`;
    });
  }
  return offer.schemes.map((scheme) => {
    const lines = scheme.lines.map(
      ({ sku, quantity, unit, unitPrice }) =>
        `${sku} ${formats.quantity(quantity, unit)} × ${money(unitPrice)}/${formats.perUnit(unit)}`,
    );
    return `${termOf(scheme)}: ${lines.join(', ')} = ${money(scheme.total)}`;
  });
}

function unclearLines({ facts }: InquiryView, { words }: TeamReader): string[] {
  return facts.unclearPoints.map(({ field, reason, detail = '' }) => {
    const why = fillIn(words.unclearReasons[reason] ?? reason, { detail: oneLine(detail, 200) });
    return why === '' ? words.unclear[field] : `${words.unclear[field]} (${oneLine(why, 200)})`;
  });
}

function forwardedLines({ forwardedBy, note }: InquiryView): string[] {
  if (forwardedBy === null) return [];
  return [[forwardedBy, ...shown(note)].join(' · ')];
}

function shown(words: string | null | undefined): string[] {
  const line = oneLine(words ?? '', 200);
  return line === '' ? [] : [line];
}
