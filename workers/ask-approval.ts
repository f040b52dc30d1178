/** Stage ask-approval: puts a draft before its approver by e-mail, with a token that only answers this version. */
import { draftById, failDraft, moveDraft, planStep } from '../src/db/drafts.ts';
import { holdInquiry, moveInquiry } from '../src/db/inquiries.ts';
import { loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import {
  loadMaterials,
  type Materials,
  managersMatter,
  presenceOf,
  requestApproval,
  type ShownDraft,
} from '../src/desk/approval-request.ts';
import { type Asked, chooseApprover } from '../src/desk/approver.ts';
import { alarmAboutInquiry } from '../src/desk/needs-person.ts';
import { ruleFor, sendByRule } from '../src/desk/send-by-rule.ts';
import { planWaiting } from '../src/desk/waiting-plan.ts';
import type { AutoSendRule } from '../src/model/auto-send.ts';
import type { Stage } from './run-stage.ts';

/** `materials`: what the mail shows besides the draft, for the person asked. */
type Subject = ShownDraft & { asked: Asked; materials: Materials; rule: AutoSendRule | null };
type Outcome = Asked;

export const askApproval: Stage<Subject, Outcome> = {
  name: 'ask-approval',

  async load(app, id) {
    const draft = await draftById(app.db, id);
    if (draft?.status !== 'drafted') return null;
    const inquiry = await loadInquiry(app.db, draft.inquiry_id);
    if (!inquiry) return null;
    const shown = { ...inquiry, draft };
    const asked = chooseApprover(inquiry.row.owner, await managersMatter(app, shown), await presenceOf(app));
    const materials = await loadMaterials(app, shown, asked.person);
    return { ...shown, asked, materials, rule: await ruleFor(app, inquiry, draft) };
  },

  decide({ draft, asked }) {
    const again = draft.next_step === 'show_again' ? [{ kind: 'again' as const, name: '', since: null }] : [];
    return { person: asked.person, because: [...again, ...asked.because] };
  },

  async save(trx, subject, asked, app) {
    const { row, view, draft, materials, rule } = subject;
    const at = app.clock.now();
    await holdInquiry(trx, row.id);
    mustHold(await moveDraft(trx, draft.id, 'drafted', 'awaiting_approval', at));
    const detail = { draftVersion: draft.version, purpose: draft.purpose };
    mustHold(await moveInquiry(trx, row.id, { from: ['drafted'], to: 'awaiting_approval', at, detail }));
    const sent = rule && (await sendByRule(trx, app, subject, draft, rule));
    if (sent) return sent;
    const next = planWaiting(app, { class: row.class, offer: view.price.offer }, asked.person, at, null);
    mustHold(await planStep(trx, draft.id, draft.next_step, next));
    return requestApproval(trx, app, subject, materials, asked);
  },

  async fail(app, id, reason) {
    await failDraft(app.db, id, reason);
    const draft = await draftById(app.db, id);
    return draft ? alarmAboutInquiry(app, draft.inquiry_id, reason) : [];
  },
};
