/** Compares a customer's names with the sanctions lists, as they are at this moment. */
import type { App } from '../app.ts';
import { legalFormsOf, nameKey } from '../background/name-key.ts';
import type { Db } from '../db/connect.ts';
import { recordScreening, releaseMatches, screenNames } from '../db/sanctions.ts';
import type { TeamMember } from '../model/company.ts';
import type { Screening } from '../model/sanctions.ts';

/** `null` names are not known. */
export type Screened = { contactId: number; name: string | null; company: string | null };

export function screenCustomer(db: Db, app: App, { contactId, name, company }: Screened): Promise<Screening> {
  const forms = legalFormsOf(app.config.readingWords.legalForms);
  const keys = (written: string | null, kinds: readonly ('person' | 'organisation')[]) =>
    kinds.flatMap((kind) => {
      const key = written === null ? null : nameKey(written, kind, forms);
      return written === null || key === null ? [] : [{ name: written, key }];
    });
  // What stands as the writer's name may be his firm's, and the other way round.
  const names = [...keys(company, ['organisation', 'person']), ...keys(name, ['person', 'organisation'])];
  return screenNames(db, contactId, names);
}

/** The customer of an inquiry that has been read. */
export function screenInquiry(
  db: Db,
  app: App,
  { row, view }: { row: { contact_id: number }; view: { customer: { name: string | null; company: string | null } } },
): Promise<Screening> {
  const { name, company } = view.customer;
  return screenCustomer(db, app, { contactId: row.contact_id, name, company });
}

/**
 * The likenesses are none: a manager has said so, and it is on the record.
 * @param said his reason as typed, and the mail it stands in
 */
export async function ruleOut(
  trx: Db,
  app: App,
  { row, screening, person }: { row: { id: number; contact_id: number }; screening: Screening; person: TeamMember },
  said: { reason: string; messageId: number | null },
): Promise<void> {
  const at = app.clock.now();
  const ids = { contactId: row.contact_id, inquiryId: row.id };
  await releaseMatches(trx, row.contact_id, screening.matches, { ...said, person: person.email, at });
  await recordScreening(trx, ids, { ...screening, status: 'clear', matches: [] }, at);
}

/** Only a manager rules a likeness out, where there is one. */
export function maySettle({ role }: TeamMember, { team }: { team: readonly TeamMember[] }): boolean {
  return role === 'manager' || !team.some((member) => member.role === 'manager');
}
