/** Stage sweep: asks the database what is due or stuck and queues it; says when a mailbox cannot be read. */
import { findDue } from '../src/db/due.ts';
import { foldTallies } from '../src/db/tallies.ts';
import { warnOfDeadlines } from '../src/desk/deadlines.ts';
import { sendDigests } from '../src/desk/digest.ts';
import { alarmAboutFolders } from '../src/desk/folder-alarm.ts';
import type { Handoff } from '../src/queues.ts';
import type { Stage } from './run-stage.ts';

/** Jobs younger than this are left to the queue that has them. */
const patienceMs = 60_000;

export const sweep: Stage<Handoff[], { kind: string }> = {
  name: 'sweep',
  load: (app) => findDue(app.db, app.clock.now(), patienceMs),
  decide: (due) => ({ kind: `${due.length} due` }),
  async save(trx, due, _outcome, app) {
    await foldTallies(trx);
    return [
      ...due,
      ...(await alarmAboutFolders(trx, app)),
      ...(await warnOfDeadlines(trx, app)),
      ...(await sendDigests(trx, app)),
    ];
  },
  fail: async () => [],
};
