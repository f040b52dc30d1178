/** The one generic worker: load a row, decide, save by compare-and-set, hand on. */
import type { App } from '../src/app.ts';
import type { Db } from '../src/db/connect.ts';
import { LostRace } from '../src/db/lost-race.ts';
import type { Handoff, QueueName } from '../src/queues.ts';

export type Stage<Subject, Outcome> = {
  name: QueueName;
  /** The row and what the decision needs of others; null when the row is no longer in this stage's state. */
  load(app: App, id: number): Promise<Subject | null>;
  /** Pure, but for the stages at the edge (send). "Cannot tell" is an outcome, never an exception. */
  decide(subject: Subject, app: App): Outcome | Promise<Outcome>;
  /**
   * Asks outside (a language model) for something better than the decision. Ends by its own deadline, never throws, and
   * gives the decision back where there is nothing better.
   */
  refine?(outcome: Outcome, subject: Subject, app: App): Promise<Outcome>;
  /** Writes the outcome with an event, in one transaction. Throws LostRace when the row has moved on meanwhile. */
  save(trx: Db, subject: Subject, outcome: Outcome, app: App): Promise<Handoff[]>;
  /** Writes the reason on the row after the last try. */
  fail(app: App, id: number, reason: string): Promise<Handoff[]>;
};

export async function runStage<Subject, Outcome>(app: App, stage: Stage<Subject, Outcome>, id: number): Promise<void> {
  const subject = await stage.load(app, id);
  if (subject === null) {
    app.log.debug({ stage: stage.name, id }, 'nothing to do');
    return;
  }
  const decided = await stage.decide(subject, app);
  const outcome = stage.refine ? await stage.refine(decided, subject, app) : decided;
  let handoffs: Handoff[];
  try {
    handoffs = await app.db.transaction().execute((trx) => stage.save(trx, subject, outcome, app));
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    app.log.info({ stage: stage.name, id }, 'somebody else was quicker');
    return;
  }
  app.log.info({ stage: stage.name, id, outcome: kindOf(outcome) }, 'done');
  await handOn(app, handoffs);
}

/** Starts taking jobs for a stage. */
export function startStage<Subject, Outcome>(app: App, stage: Stage<Subject, Outcome>): void {
  app.queues.work(
    stage.name,
    (id) => runStage(app, stage, id),
    async (id, reason) => {
      app.log.error({ stage: stage.name, id, reason }, 'gave up; a person has to look');
      await handOn(app, await stage.fail(app, id, reason));
    },
  );
}

async function handOn(app: App, handoffs: Handoff[]): Promise<void> {
  for (const { queue, id } of handoffs) await app.queues.add(queue, id);
}

function kindOf(outcome: unknown): string | undefined {
  return typeof outcome === 'object' && outcome !== null && 'kind' in outcome ? String(outcome.kind) : undefined;
}
