/** Stage price: what the goods cost the buyer under his terms, or what is missing to say it. */
import { DateTime } from 'luxon';
import { failInquiry, inquiryById, moveInquiry } from '../src/db/inquiries.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { createQuotation } from '../src/db/quotations.ts';
import { alarmAboutInquiry } from '../src/desk/needs-person.ts';
import type { PriceResult } from '../src/model/calculation.ts';
import type { InquiryFacts } from '../src/model/inquiry.ts';
import { priceInquiry } from '../src/prepare/price.ts';
import type { Stage } from './run-stage.ts';

type Subject = { id: number; facts: InquiryFacts };

export const price: Stage<Subject, PriceResult> = {
  name: 'price',

  async load(app, id) {
    const inquiry = await inquiryById(app.db, id);
    return inquiry?.status === 'enriched' && inquiry.facts ? { id, facts: inquiry.facts } : null;
  },

  decide({ facts }, { config, clock }) {
    const today = DateTime.fromJSDate(clock.now(), { zone: config.company.timeZone }).toISODate() ?? '';
    return priceInquiry({ facts, catalogue: config.catalogue, pricing: config.pricing, today });
  },

  async save(trx, { id }, result, app) {
    const at = app.clock.now();
    const detail = { offer: result.offer.kind, missing: result.missing.length };
    mustHold(await moveInquiry(trx, id, { from: ['enriched'], to: 'priced', at, detail }));
    await createQuotation(trx, id, result, at);
    return [{ queue: 'draft', id }];
  },

  async fail(app, id, reason) {
    await failInquiry(app.db, id, 'price', reason);
    return alarmAboutInquiry(app, id, reason);
  },
};
