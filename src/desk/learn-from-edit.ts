/** Stores what a person has changed in a draft, without anything that belongs to the customer. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { recordEdit } from '../db/edits.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import type { Row } from '../db/schema.ts';
import { editedPhrases } from '../reply/learn/edited-phrases.ts';
import { maskValues } from '../reply/learn/mask-values.ts';

/** @param person who has sent his own text, by his configured address */
export async function learnFromEdit(
  trx: Db,
  { config, clock }: App,
  view: LoadedInquiry['view'],
  draft: Row<'drafts'>,
  edit: { text: string; person: string },
): Promise<void> {
  // Words of a template are learned from; of other drafts it is not known where they come from.
  if (draft.template === null) return;
  const { claimWords, readingWords, replyWords, company, catalogue } = config;
  const names = [
    ...[view.customer.name, view.customer.company, view.customer.address].flatMap((name) => name ?? []),
    ...company.team.map(({ name }) => name),
    ...catalogue.products.flatMap(({ sku, names: called }) => [sku, ...Object.values(called)]),
  ].filter((name) => draft.text.includes(name) || edit.text.includes(name));
  const language = draft.language.split('-')[0] ?? draft.language;
  const masked = (text: string) => maskValues(text, language, names, { claimWords, readingWords, replyWords });
  const phrases = editedPhrases(masked(draft.text), masked(edit.text));
  if (phrases.length === 0) return;
  const { id: draftId, template, language: written } = draft;
  await recordEdit(trx, { draftId, person: edit.person, template, language: written, phrases, at: clock.now() });
}
