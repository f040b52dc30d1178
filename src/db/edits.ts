/** Edits: the phrases that people change in drafts, for proposing better templates. */
import type { EditedPhrase } from '../model/edit.ts';
import type { Db } from './connect.ts';

type NewEdit = {
  draftId: number;
  /** His configured address. */
  person: string;
  template: string;
  language: string;
  phrases: EditedPhrase[];
  at: Date;
};
/** `draft` names the draft for people: `INQ-2026-000123, version 2`. */
type StoredEdit = Omit<NewEdit, 'draftId' | 'at'> & { draft: string };

/** Once for a draft and a person. */
export async function recordEdit(db: Db, edit: NewEdit): Promise<void> {
  await db
    .insertInto('edits')
    .values({
      draft_id: edit.draftId,
      person: edit.person,
      template: edit.template,
      language: edit.language,
      at: edit.at,
      phrases: JSON.stringify(edit.phrases),
    })
    .onConflict((conflict) => conflict.columns(['draft_id', 'person']).doNothing())
    .execute();
}

/** Oldest first. */
export async function editsSince(db: Db, since: Date): Promise<StoredEdit[]> {
  const rows = await db
    .selectFrom('edits')
    .innerJoin('drafts', 'drafts.id', 'edits.draft_id')
    .innerJoin('inquiries', 'inquiries.id', 'drafts.inquiry_id')
    .select(['edits.person', 'edits.template', 'edits.language', 'edits.phrases', 'inquiry_no', 'drafts.version'])
    .where('edits.at', '>=', since)
    .orderBy('edits.id')
    .execute();
  return rows.map(({ inquiry_no: number, version, ...edit }) => ({ ...edit, draft: `${number}, version ${version}` }));
}
