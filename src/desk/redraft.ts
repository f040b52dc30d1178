/** Writes the next version of a draft that waits: other wishes, another price, another person who signs. */
import { Decimal } from 'decimal.js';
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { createDraft, moveDraft } from '../db/drafts.ts';
import { moveInquiry } from '../db/inquiries.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import { mustHold } from '../db/lost-race.ts';
import { createQuotation, nextQuoteNo } from '../db/quotations.ts';
import type { Row } from '../db/schema.ts';
import { reviseDraft } from '../llm/revise-draft.ts';
import type { PriceResult } from '../model/calculation.ts';
import type { DraftText } from '../model/draft.ts';
import type { Offer } from '../model/quotation.ts';
import type { DraftNote, Revision } from '../model/revision.ts';
import { sayGap } from '../prepare/gaps.ts';
import { priceInquiry } from '../prepare/price.ts';
import type { Handoff } from '../queues.ts';
import type { Impossible } from '../reply/compose-ask-back.ts';
import type { InquiryView } from '../reply/view.ts';
import type { Attachments } from './attachments.ts';
import { correctedColumns, recordCorrected } from './correct-inquiry.ts';
import { draftWarnings } from './draft-warnings.ts';
import { askAlso, withQuestions } from './extra-questions.ts';
import { keepTyped } from './keep-typed.ts';
import { letterWithFiles, withStoredOffer } from './letter-with-files.ts';
import { replyContext } from './reply-context.ts';
import { draftInLanguage, loadAnswer, readAnswer } from './write-letter.ts';

export type RedraftPlan = {
  revision: Revision;
  notes: readonly DraftNote[];
  /** The price is calculated anew. */
  reprice: boolean;
  /** The address of the person who signs from now on, when it is somebody else. */
  owner?: string;
  /** The inquiry with what a person has set of it. */
  corrected?: LoadedInquiry;
};
/** All that is to be written, ready before the transaction begins; `price` null = as it was. */
export type Redraft = {
  kind: 'redraft';
  revision: Revision;
  notes: DraftNote[];
  price: PriceResult | null;
  quoteNo: string | null;
  letter: DraftText;
  files: Attachments;
  warnings: string[];
  owner: string;
  corrected: LoadedInquiry | null;
};
export type CannotRedraft = { kind: 'impossible'; impossible: Impossible[] };
type Waiting = { inquiry: LoadedInquiry; draft: Row<'drafts'> };

/** @param reader language of the person who wishes it: what is impossible is told in it */
export async function planRedraft(
  app: App,
  { inquiry: before, draft }: Waiting,
  { revision, notes, reprice, owner = before.row.owner, corrected }: RedraftPlan,
  reader: 'en' | 'zh',
): Promise<Redraft | CannotRedraft> {
  const inquiry = corrected ?? before;
  const price = reprice ? priceAnew(app, inquiry.view, revision) : null;
  const impossible = price ? notReached(app, price, revision, reader) : [];
  if (impossible.length > 0) return { kind: 'impossible', impossible };
  const row = { ...inquiry.row, owner };
  const known = inquiry.quotation?.quoteNo ?? null;
  const isNew = known === null && price?.offer.kind === 'quotation';
  const quoteNo = isNew ? await nextQuoteNo(app.db, app.clock.now()) : known;
  const priced = price ? { ...inquiry.view, price } : inquiry.view;
  const isReply = draft.purpose === 'reply';
  const view = isReply ? withQuestions(priced, revision.questions) : priced;
  const quotation = inquiry.quotation ? { ...inquiry.quotation, quoteNo } : null;
  const answer = draft.purpose === 'feedback' ? await loadAnswer(app, draft.answers_message_id) : null;
  const language = revision.language ?? draft.language;
  const planned = price && {
    id: 0,
    quoteNo: price.offer.kind === 'quotation' ? quoteNo : null,
    version: (inquiry.quotation?.version ?? 0) + 1,
    offer: price.offer,
    createdAt: app.clock.now(),
  };
  const { letter: written, files } = await letterWithFiles(
    app,
    { ...inquiry, row, view: priced },
    { purpose: draft.purpose, feedback: row.feedback, language, answer, revision, planned },
    (attached) => draftInLanguage(app, { row, view, quotation }, draft, language, attached),
  );
  const asked = { questions: isReply ? [] : revision.questions, own: revision.ownQuestions };
  const letter = askAlso(written ?? wordsOf(draft), asked, replyContext(app, owner));
  const fresh = await reword(app, letter, revision.instructions);
  if (!fresh) {
    return {
      kind: 'impossible',
      impossible: revision.instructions.map((about) => ({ kind: 'model_failed', about, known: '' })),
    };
  }
  const { letter: reworded, revision: kept, notes: ofWords } = keepTyped(draft, fresh, revision);
  const read = answer && readAnswer(app, inquiry, answer);
  const warnings =
    draft.purpose === 'follow_up'
      ? draft.warnings
      : await draftWarnings(
          app,
          { row, view: priced, quotation, suppressed: inquiry.suppressed },
          { ...reworded, purpose: draft.purpose },
          read?.said ?? null,
        );
  return {
    kind: 'redraft',
    revision: kept,
    notes: [
      ...notes.map((note) => compared(note, inquiry.view.price.offer, price?.offer ?? inquiry.view.price.offer)),
      ...ofWords,
    ],
    price,
    quoteNo,
    letter: reworded,
    files,
    warnings,
    owner,
    corrected: corrected ?? null,
  };
}

/**
 * The draft gives way to its next version, which is put before its approver.
 * @throws LostRace
 */
export async function saveRedraft(
  trx: Db,
  app: App,
  { inquiry: before, draft }: Waiting,
  next: Redraft,
): Promise<Handoff[]> {
  const at = app.clock.now();
  const { corrected } = next;
  const inquiry = corrected ?? before;
  mustHold(await moveDraft(trx, draft.id, 'awaiting_approval', 'superseded', at));
  const set = { owner: next.owner, ...(corrected ? correctedColumns(corrected) : {}) };
  const detail = { purpose: draft.purpose, after: draft.version, ...(corrected ? { changes: next.notes } : {}) };
  mustHold(await moveInquiry(trx, inquiry.row.id, { from: ['awaiting_approval'], to: 'drafted', at, set, detail }));
  if (corrected) await recordCorrected(trx, app, corrected);
  const quotationId = next.price ? await createQuotation(trx, inquiry.row.id, next.price, at, next.quoteNo) : null;
  const id = await createDraft(
    trx,
    {
      inquiryId: inquiry.row.id,
      purpose: draft.purpose,
      ...next.letter,
      ...withStoredOffer(next.files, quotationId),
      recipient: draft.recipient,
      answersMessageId: draft.answers_message_id,
      quotationId: quotationId ?? draft.quotation_id,
      followUpId: draft.follow_up_id,
      warnings: next.warnings,
      revision: next.revision,
      changes: next.notes,
    },
    at,
  );
  return [{ queue: 'ask-approval', id }];
}

function wordsOf({ language, subject, text, bold }: Row<'drafts'>): DraftText {
  return { language, subject, text, bold };
}

function priceAnew({ config, clock }: App, { facts }: InquiryView, { wishes }: Revision): PriceResult {
  const { today } = replyContext({ config, clock } as App, config.company.defaultOwner);
  return priceInquiry({ facts, catalogue: config.catalogue, pricing: config.pricing, today, wishes });
}

/** What the price engine could not do of what was wished. */
function notReached(
  app: App,
  { offer, gaps = [] }: PriceResult,
  { wishes }: Revision,
  reader: 'en' | 'zh',
): Impossible[] {
  const words = app.config.quoteWords[reader].gaps;
  const known = gaps.map((gap) => sayGap(gap, words)).join(' ');
  const first = offer.kind === 'quotation' ? offer.schemes[0] : undefined;
  const prices = Object.entries(wishes.unitPrices ?? {}).flatMap(([sku, amount]): Impossible[] => {
    const line = first?.lines.find((one) => one.sku === sku);
    const isReached = line && new Decimal(line.unitPrice).eq(amount);
    return isReached ? [] : [{ kind: 'price_not_reached', about: `${sku} ${amount}`, known }];
  });
  const { incoterm } = wishes;
  const rules = offer.kind === 'quotation' ? offer.schemes.map((scheme) => scheme.incoterm) : [];
  const isOffered = incoterm === undefined || offer.kind === 'range' || rules.includes(incoterm);
  const term: Impossible[] = isOffered
    ? []
    : [{ kind: 'not_priced', about: `${incoterm} ${wishes.place?.name ?? ''}`, known }];
  const gone: Impossible[] =
    offer.kind === 'none' && Object.keys(wishes).length > 0 ? [{ kind: 'not_priced', about: '', known }] : [];
  return [...prices, ...term, ...(prices.length + term.length > 0 ? [] : gone)];
}

async function reword({ model, config }: App, letter: DraftText, wishes: readonly string[]): Promise<DraftText | null> {
  if (wishes.length === 0) return letter;
  const { claimWords, readingWords, replyWords } = config;
  return model && (await reviseDraft(model, letter, wishes, { claimWords, readingWords, replyWords }));
}

/** Says what it was before and what it is now. */
function compared(note: DraftNote, before: Offer, after: Offer): DraftNote {
  switch (note.kind) {
    case 'price':
      return { ...note, from: unitPrice(before, note.about), to: unitPrice(after, note.about) };
    case 'discount':
      return {
        ...note,
        from: allPrices(after)
          .map((line, index) => `${allPrices(before)[index] ?? ''} → ${line}`)
          .join(', '),
      };
    case 'incoterm':
      return { ...note, from: termOf(before), to: termOf(after) };
    case 'lead_time':
      return { ...note, from: before.kind === 'quotation' ? String(before.leadTime?.days ?? '–') : '–' };
    case 'validity':
      return { ...note, from: untilOf(before), to: untilOf(after) };
    default:
      return note;
  }
}

function unitPrice(offer: Offer, sku: string): string {
  if (offer.kind !== 'quotation') return '–';
  const line = offer.schemes[0]?.lines.find((one) => one.sku === sku);
  return line ? `${offer.currency} ${line.unitPrice}` : '–';
}

function allPrices(offer: Offer): string[] {
  if (offer.kind === 'none') return [];
  if (offer.kind === 'range') return offer.lines.map(({ sku, lowest, highest }) => `${sku} ${lowest}–${highest}`);
  return (offer.schemes[0]?.lines ?? []).map(({ sku, unitPrice: amount }) => `${sku} ${amount}`);
}

function termOf(offer: Offer): string {
  const [first] = offer.kind === 'quotation' ? offer.schemes : offer.kind === 'range' ? [offer] : [];
  return first ? `${first.incoterm} ${first.place}` : '–';
}

function untilOf(offer: Offer): string {
  return offer.kind === 'none' ? '–' : offer.validUntil;
}
