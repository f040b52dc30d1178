/** Stage sweep: asks the database what is due or stuck and queues it, so that an emptied queue loses nothing. */
import { findDue } from '../src/db/due.ts';
import type { Handoff } from '../src/queues.ts';
import type { Stage } from './run-stage.ts';

/** Jobs younger than this are left to the queue that has them. */
const patienceMs = 60_000;

export const sweep: Stage<Handoff[], { kind: string }> = {
  name: 'sweep',
  load: (app) => findDue(app.db, app.clock.now(), patienceMs),
  decide: (due) => ({ kind: `${due.length} due` }),
  save: async (_trx, due) => due,
  fail: async () => [],
};
