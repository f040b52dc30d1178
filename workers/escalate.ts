/** Stage escalate: nobody has answered for a draft; somebody is reminded or asked besides, or the draft is shown again. */
import type { App } from '../src/app.ts';
import { openApprovals, voidApprovals } from '../src/db/approvals.ts';
import type { Db } from '../src/db/connect.ts';
import { draftById, failDraft, moveDraft, planStep } from '../src/db/drafts.ts';
import { addEvent } from '../src/db/events.ts';
import { holdInquiry, moveInquiry } from '../src/db/inquiries.ts';
import { loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { approvalRequests } from '../src/db/outgoing.ts';
import type { Row } from '../src/db/schema.ts';
import {
  loadMaterials,
  type Materials,
  presenceOf,
  remindOfApproval,
  requestApproval,
  type ShownDraft,
} from '../src/desk/approval-request.ts';
import { isAway, nextApprover, type Presence } from '../src/desk/approver.ts';
import { alarmAboutInquiry } from '../src/desk/needs-person.ts';
import { planNewPrice } from '../src/desk/plan-revision.ts';
import { type Redraft, saveRedraft } from '../src/desk/redraft.ts';
import { ownerOf } from '../src/desk/team.ts';
import { tellDecided } from '../src/desk/tell-decided.ts';
import { firstAsked, hasRunOut, planWaiting } from '../src/desk/waiting-plan.ts';
import type { TeamMember } from '../src/model/company.ts';
import type { Handoff } from '../src/queues.ts';
import { findToken } from '../src/reply/approval-token.ts';
import type { Stage } from './run-stage.ts';

type Done = 'remind' | 'deputy' | 'manager';
type Subject = ShownDraft & { requests: Row<'approvals'>[]; silent: TeamMember; askedAt: Date; presence: Presence };
type Outcome =
  | { kind: 'reprice' }
  | Redraft
  | { kind: 'show_again' }
  | { kind: 'remind'; materials: Materials | null }
  | { kind: 'ask'; done: Done; person: TeamMember; materials: Materials | null }
  /** There is nobody for this step. */
  | { kind: 'skip'; done: Done };

export const escalate: Stage<Subject, Outcome> = {
  name: 'escalate',

  async load(app, id) {
    const draft = await draftById(app.db, id);
    const now = app.clock.now();
    const isDue = draft?.status === 'awaiting_approval' && draft.next_step_at !== null && draft.next_step_at <= now;
    const inquiry = isDue ? await loadInquiry(app.db, draft.inquiry_id) : null;
    if (!inquiry || !draft) return null;
    const requests = await openApprovals(app.db, id);
    const silent = ownerOf(app.config.company, requests[0]?.approver ?? inquiry.row.owner);
    return { ...inquiry, draft, requests, silent, askedAt: firstAsked(requests, now), presence: await presenceOf(app) };
  },

  decide({ draft, view, quotation, requests, silent, askedAt, presence }, app) {
    const isPriced = draft.quotation_id !== null && draft.quotation_id === quotation?.id;
    if (isPriced && hasRunOut(app, view.price.offer, askedAt)) return { kind: 'reprice' };
    const planned = draft.next_step ?? 'show_again';
    const step = planned === 'remind' && isAway(silent, presence) ? 'deputy' : planned;
    if (step === 'show_again' || requests.length === 0) return { kind: 'show_again' };
    if (step === 'remind') return { kind: 'remind', materials: null };
    const asked = new Set(requests.map(({ approver }) => approver));
    const needsManager = draft.quotation_id !== null && view.price.belowFloor;
    const person = nextApprover(step, silent, asked, needsManager, presence);
    if (person) return { kind: 'ask', done: step, person, materials: null };
    // He is away and has no deputy: a manager hears of it at once.
    const manager = isAway(silent, presence) ? nextApprover('manager', silent, asked, needsManager, presence) : null;
    return manager ? { kind: 'ask', done: 'manager', person: manager, materials: null } : { kind: 'skip', done: step };
  },

  async refine(outcome, subject, app) {
    const { silent, draft } = subject;
    if (outcome.kind === 'remind') return { ...outcome, materials: await loadMaterials(app, subject, silent) };
    if (outcome.kind === 'ask') return { ...outcome, materials: await loadMaterials(app, subject, outcome.person) };
    if (outcome.kind !== 'reprice') return outcome;
    const planned = await planNewPrice(app, { inquiry: subject, draft }, silent);
    return planned.kind === 'redraft' ? planned : { kind: 'show_again' };
  },

  async save(trx, subject, outcome, app) {
    const { row, draft, silent, askedAt, view } = subject;
    const at = app.clock.now();
    await holdInquiry(trx, row.id);
    const detail = { draftId: draft.id, step: draft.next_step };
    await addEvent(trx, { kind: `waiting_${outcome.kind}`, at, inquiryId: row.id, detail });
    if (outcome.kind === 'redraft') {
      await voidApprovals(trx, draft.id, at);
      return saveRedraft(trx, app, { inquiry: subject, draft }, outcome);
    }
    if (outcome.kind === 'show_again' || outcome.kind === 'reprice') {
      await voidApprovals(trx, draft.id, at);
      mustHold(await planStep(trx, draft.id, draft.next_step, { step: 'show_again', at }));
      mustHold(await moveDraft(trx, draft.id, 'awaiting_approval', 'drafted', at));
      mustHold(await moveInquiry(trx, row.id, { from: ['awaiting_approval'], to: 'drafted', at }));
      return [{ queue: 'ask-approval', id: draft.id }];
    }
    const done = outcome.kind === 'remind' ? 'remind' : outcome.done;
    const next = planWaiting(app, { class: row.class, offer: view.price.offer }, silent, askedAt, done);
    mustHold(await planStep(trx, draft.id, draft.next_step, next));
    // After a standstill several steps may be due at once.
    const soon: Handoff[] = next.at <= at ? [{ queue: 'escalate', id: draft.id }] : [];
    if (outcome.kind === 'skip' || !outcome.materials) return soon;
    const { materials } = outcome;
    const told =
      outcome.kind === 'ask'
        ? await askBesides(trx, app, subject, { ...outcome, materials })
        : await remind(trx, app, subject, materials);
    return [...told, ...soon];
  },

  async fail(app, id, reason) {
    await failDraft(app.db, id, reason);
    const draft = await draftById(app.db, id);
    return draft ? alarmAboutInquiry(app, draft.inquiry_id, reason) : [];
  },
};

/** Another person is asked beside the one who keeps silent. */
async function askBesides(
  trx: Db,
  app: App,
  subject: Subject,
  { person, done, materials }: { person: TeamMember; done: Done; materials: Materials },
): Promise<Handoff[]> {
  const { row, draft, silent, askedAt, presence } = subject;
  const isGone = isAway(silent, presence);
  const kind = isGone ? 'away' : done === 'manager' ? 'manager' : 'deputy';
  const because = [{ kind, name: silent.name, since: isGone ? null : askedAt } as const];
  const asked = await requestApproval(trx, app, subject, materials, { person, because });
  if (!isGone) return asked;
  const told = { kind: 'handed_over' as const, about: String(draft.id), name: person.name };
  return [...asked, ...(await tellDecided(trx, app, row, silent, told))];
}

async function remind(trx: Db, app: App, subject: Subject, materials: Materials): Promise<Handoff[]> {
  const [approval] = subject.requests;
  const [request] = approval ? await approvalRequests(trx, approval.id) : [];
  const token = request && (findToken(request.subject) ?? findToken(request.message_id));
  if (!approval || !request || !token) return [];
  const reminder = { person: subject.silent, approval, token, inReplyTo: request.message_id };
  return remindOfApproval(trx, app, subject, materials, reminder);
}
