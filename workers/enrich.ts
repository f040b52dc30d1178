/** Stage enrich: who writes, as far as his address and signature tell. */
import { enrichCustomer } from '../src/background/enrich.ts';
import { contactById, recordBackground } from '../src/db/contacts.ts';
import { countEarlierInquiries, failInquiry, inquiryById, moveInquiry } from '../src/db/inquiries.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { recordScreening } from '../src/db/sanctions.ts';
import type { Row } from '../src/db/schema.ts';
import { alarmAboutInquiry } from '../src/desk/needs-person.ts';
import { screenCustomer } from '../src/desk/screening.ts';
import { mailAddress } from '../src/model/hidden-address.ts';
import type { Background, ContactFacts } from '../src/model/inquiry.ts';
import type { Stage } from './run-stage.ts';

type Subject = { inquiry: Row<'inquiries'>; facts: ContactFacts; email: string; earlierInquiries: number };

export const enrich: Stage<Subject, Background> = {
  name: 'enrich',

  async load(app, id) {
    const inquiry = await inquiryById(app.db, id);
    if (inquiry?.status !== 'classified' || !inquiry.contact_facts) return null;
    const [contact, earlierInquiries] = await Promise.all([
      contactById(app.db, inquiry.contact_id),
      countEarlierInquiries(app.db, { id, contactId: inquiry.contact_id }),
    ]);
    return { inquiry, facts: inquiry.contact_facts, email: mailAddress(contact?.email ?? ''), earlierInquiries };
  },

  decide({ facts, email, earlierInquiries }, { config }) {
    return enrichCustomer({ address: email, contact: facts, company: config.company, earlierInquiries });
  },

  async save(trx, { inquiry, facts }, background, app) {
    const at = app.clock.now();
    const set = { background: JSON.stringify(background) };
    const detail = { emailKind: background.emailKind, country: background.country };
    mustHold(await moveInquiry(trx, inquiry.id, { from: ['classified'], to: 'enriched', at, set, detail }));
    await recordBackground(trx, inquiry.contact_id, { background, facts, language: inquiry.language ?? 'en', at });
    const { name, company } = facts;
    const screening = await screenCustomer(trx, app, { contactId: inquiry.contact_id, name, company });
    await recordScreening(trx, { contactId: inquiry.contact_id, inquiryId: inquiry.id }, screening, at);
    return [{ queue: 'price', id: inquiry.id }];
  },

  async fail(app, id, reason) {
    await failInquiry(app.db, id, 'enrich', reason);
    return alarmAboutInquiry(app, id, reason);
  },
};
