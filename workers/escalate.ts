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
  managersMatter,
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
import { dueSteps, firstAsked, hasRunOut, planWaiting } from '../src/desk/waiting-plan.ts';
import type { TeamMember } from '../src/model/company.ts';
import type { Handoff } from '../src/queues.ts';
import { findToken } from '../src/reply/approval-token.ts';
import type { Stage } from './run-stage.ts';

type Done = 'remind' | 'deputy' | 'manager';
type Subject = ShownDraft & {
  requests: Row<'approvals'>[];
  silent: TeamMember;
  askedAt: Date;
  presence: Presence;
  needsManager: boolean;
};
type Outcome =
  | { kind: 'reprice' }
  | Redraft
  | { kind: 'show_again' }
  /** `done`: the latest step that has become due, whichever of them found somebody. */
  | { kind: 'remind'; done: Done; materials: Materials | null }
  | { kind: 'ask'; done: Done; person: TeamMember; materials: Materials | null }
  /** There is nobody for any step. */
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
    const needsManager = (await managersMatter(app, { ...inquiry, draft })) !== null;
    const [askedAt, presence] = [firstAsked(requests, now), await presenceOf(app)];
    return { ...inquiry, draft, requests, silent, askedAt, presence, needsManager };
  },

  decide(subject, app) {
    const { draft, row, view, quotation, requests, silent, askedAt, presence } = subject;
    const { offer } = view.price;
    const isPriced = draft.quotation_id !== null && draft.quotation_id === quotation?.id;
    if (isPriced && hasRunOut(app, offer, askedAt)) return { kind: 'reprice' };
    const planned = draft.next_step ?? 'show_again';
    const waited = { askedAt, now: presence.now, planned };
    const due: Done[] = [];
    for (const step of dueSteps(app, { class: row.class, offer }, silent, waited)) {
      if (step === 'show_again') return { kind: 'show_again' };
      due.push(step);
    }
    const done = due.at(-1);
    if (done === undefined || requests.length === 0) return { kind: 'show_again' };
    for (const step of due.toReversed()) {
      const outcome = tryStep(step, done, subject);
      if (outcome) return outcome;
    }
    return { kind: 'skip', done };
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
    const next = planWaiting(app, { class: row.class, offer: view.price.offer }, silent, askedAt, outcome.done);
    mustHold(await planStep(trx, draft.id, draft.next_step, next));
    if (outcome.kind === 'skip' || !outcome.materials) return [];
    const { materials } = outcome;
    return outcome.kind === 'ask'
      ? askBesides(trx, app, subject, { ...outcome, materials })
      : remind(trx, app, subject, materials);
  },

  async fail(app, id, reason) {
    await failDraft(app.db, id, reason);
    const draft = await draftById(app.db, id);
    return draft ? alarmAboutInquiry(app, draft.inquiry_id, reason) : [];
  },
};

/** Null: there is nobody for this step. */
function tryStep(step: Done, done: Done, { silent, requests, presence, needsManager }: Subject): Outcome | null {
  const isGone = isAway(silent, presence);
  if (step === 'remind' && !isGone) return { kind: 'remind', done, materials: null };
  const asked = new Set(requests.map(({ approver }) => approver));
  const ask = (to: 'deputy' | 'manager', latest: Done): Outcome | null => {
    const person = nextApprover(to, silent, asked, needsManager, presence);
    return person && { kind: 'ask', done: latest, person, materials: null };
  };
  if (step === 'manager') return ask('manager', done);
  const latest = done === 'remind' ? 'deputy' : done;
  // He is away and has no deputy: a manager hears of it at once.
  return ask('deputy', latest) ?? (isGone ? ask('manager', 'manager') : null);
}

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
