/** Works out the next version of a draft from what its approver wants, or why that cannot be done. */
import type { App } from '../app.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { Row } from '../db/schema.ts';
import type { TeamMember } from '../model/company.ts';
import type { Decision, ReviseCommand } from '../model/draft.ts';
import type { DraftNote, Revision } from '../model/revision.ts';
import { UnclearPoint } from '../model/unclear-point.ts';
import { meantDocuments } from '../prepare/meant-documents.ts';
import { documentWords } from '../reply/decision/document-commands.ts';
import { foldAnswer } from '../reply/decision/phrases.ts';
import { applyCommands, type DraftCommand, NO_REVISION } from './apply-commands.ts';
import { changesPrice, correctInquiry, isCorrection } from './correct-inquiry.ts';
import { type CannotRedraft, planRedraft, type Redraft } from './redraft.ts';
import { memberByAddress } from './team.ts';

type Waiting = { inquiry: LoadedInquiry; draft: Row<'drafts'> };
type Planned = Promise<Redraft | CannotRedraft>;

export async function planRevision(
  app: App,
  { draft, ...waiting }: Waiting,
  { commands, rest }: Pick<Extract<Decision, { kind: 'revise' }>, 'commands' | 'rest'>,
  by: { person: TeamMember; messageId: number },
): Planned {
  const { inquiry, ...corrected } = correctInquiry(app, waiting.inquiry, commands.filter(isCorrection), by);
  const isForDraft = (command: ReviseCommand): command is DraftCommand => !isCorrection(command);
  const { documents } = app.config.documents;
  const nameOf = (document: (typeof documents)[number]) => document.name ?? document.file.split('/').at(-1) ?? '';
  const applied = applyCommands(stillMeant(draft.revision ?? NO_REVISION, inquiry), commands.filter(isForDraft), rest, {
    draft,
    offer: inquiry.view.price.offer,
    languages: Object.keys(app.config.templates[draft.template ?? 'reply-quotation'] ?? {}),
    documentsMeant: (words) => meantDocuments(words, documents, documentWords(app.config.decisionWords)).map(nameOf),
    documents: documents.map(nameOf),
    topicOf: (about) => topicOf(app, about),
    hasModel: app.model !== null,
  });
  const impossible = [...corrected.impossible, ...applied.impossible];
  if (impossible.length > 0) return { kind: 'impossible', impossible };
  const ofPrice = ['price', 'discount', 'incoterm', 'lead_time', 'validity'];
  const reprice = changesPrice(corrected.notes) || commands.some(({ kind }) => ofPrice.includes(kind));
  const notes = [...corrected.notes, ...applied.notes];
  const plan = {
    revision: applied.revision,
    notes,
    reprice,
    ...(corrected.notes.length > 0 ? { corrected: inquiry } : {}),
  };
  return planRedraft(app, { ...waiting, draft }, plan, by.person.language);
}

/** Another member of the team owns the inquiry, signs the mail and is asked. */
export async function planHandOver(app: App, waiting: Waiting, address: string, person: TeamMember): Planned {
  const { company } = app.config;
  const { inquiry, draft } = waiting;
  const to = memberByAddress(company, address);
  const known = company.team.map(({ email }) => email).join(', ');
  if (!to) return { kind: 'impossible', impossible: [{ kind: 'unknown_person', about: address, known }] };
  if (to.email === inquiry.row.owner) {
    return { kind: 'impossible', impossible: [{ kind: 'own_draft', about: address, known }] };
  }
  const from = memberByAddress(company, inquiry.row.owner)?.name ?? inquiry.row.owner;
  const notes: DraftNote[] = [{ kind: 'assigned', about: '', from, to: to.name }];
  const plan = { revision: draft.revision ?? NO_REVISION, notes, reprice: false, owner: to.email };
  return planRedraft(app, waiting, plan, person.language);
}

/** The price has run out while the draft waited. */
export async function planNewPrice(app: App, waiting: Waiting, person: TeamMember): Planned {
  const { offer } = waiting.inquiry.view.price;
  const from = offer.kind === 'none' ? '' : offer.validUntil;
  const notes: DraftNote[] = [{ kind: 'repriced', about: '', from, to: '' }];
  const revision = waiting.draft.revision ?? NO_REVISION;
  const planned = await planRedraft(app, waiting, { revision, notes, reprice: true }, person.language);
  if (planned.kind === 'redraft') return planned;
  // What was wished is possible no longer: the ordinary price is shown, and he may wish again.
  const plain = { ...revision, wishes: {}, instructions: [] };
  return planRedraft(app, waiting, { revision: plain, notes, reprice: true }, person.language);
}

/** Without the prices he has wished for articles that are asked for no more. */
function stillMeant(revision: Revision, { view }: LoadedInquiry): Revision {
  const { unitPrices, ...others } = revision.wishes;
  if (!unitPrices) return revision;
  const asked = new Set(view.facts.items.map(({ productSku }) => productSku));
  const kept = Object.fromEntries(Object.entries(unitPrices).filter(([sku]) => asked.has(sku)));
  return { ...revision, wishes: Object.keys(kept).length > 0 ? { ...others, unitPrices: kept } : others };
}

/** Words in which a person names one of the standard questions, whatever his language. */
function topicOf({ config }: App, about: string): UnclearPoint['field'] | null {
  const said = foldAnswer(about.replace(/^\s*(?:the|his|her|their|their own)\s+/i, ''));
  const lists = Object.values(config.decisionWords);
  return (
    UnclearPoint.shape.field.options.find((field) =>
      lists.some(({ topics }) => (topics[field] ?? []).some((word) => foldAnswer(word) === said)),
    ) ?? null
  );
}
