/** Starts the parts of the service on an open app: intake, workers, scheduler. */

import { askApproval } from '../../workers/ask-approval.ts';
import { audit } from '../../workers/audit.ts';
import { classify } from '../../workers/classify.ts';
import { decide } from '../../workers/decide.ts';
import { draft } from '../../workers/draft.ts';
import { enrich } from '../../workers/enrich.ts';
import { escalate } from '../../workers/escalate.ts';
import { file } from '../../workers/file.ts';
import { followUp } from '../../workers/follow-up.ts';
import { price } from '../../workers/price.ts';
import { route } from '../../workers/route.ts';
import { startStage } from '../../workers/run-stage.ts';
import { send } from '../../workers/send.ts';
import { sweep } from '../../workers/sweep.ts';
import type { App } from '../app.ts';
import { openLeases } from '../db/leases.ts';
import { intakeStore } from '../db/messages.ts';
import { type Intake, startIntake } from '../mail/intake.ts';

export const parts = ['intake', 'workers', 'scheduler'] as const;
export type Part = (typeof parts)[number];

export type Service = {
  intakes: readonly Intake[];
  /** Stops reading mail, lets the jobs under way end; the app stays open. */
  stop(): Promise<void>;
};

const sweepEveryMs = 60_000;
const auditEveryMs = 3_600_000;

export async function startService(app: App, wanted: readonly Part[] = parts): Promise<Service> {
  if (wanted.includes('workers')) startWorkers(app);
  if (wanted.includes('scheduler')) {
    await app.queues.schedule('sweep', sweepEveryMs);
    await app.queues.schedule('audit', auditEveryMs);
  }
  const intakes = wanted.includes('intake') ? watchMailboxes(app) : [];
  return {
    intakes,
    stop: async () => {
      await Promise.all(intakes.map((intake) => intake.stop()));
      await app.queues.stopWork();
    },
  };
}

function startWorkers(app: App): void {
  startStage(app, route);
  startStage(app, file);
  startStage(app, classify);
  startStage(app, enrich);
  startStage(app, price);
  startStage(app, draft);
  startStage(app, askApproval);
  startStage(app, decide);
  startStage(app, escalate);
  startStage(app, send);
  startStage(app, followUp);
  startStage(app, sweep);
  startStage(app, audit);
}

/** Of several instances one holds a mailbox at a time; the others stand by (src/db/leases.ts). */
function watchMailboxes(app: App): Intake[] {
  if (app.mailboxes.length === 0) {
    app.log.warn('no mailbox is configured (MAIL_ADDRESS and its fellows): no mail is read and none is sent');
  }
  const now = () => app.clock.now();
  const lease = openLeases(app.db, Buffer.from(app.random(16)).toString('hex'));
  return app.mailboxes.map(({ account }) =>
    startIntake({
      account,
      lease,
      tokens: app.tokens,
      store: intakeStore(app.db, account.address, now),
      now,
      log: app.log,
      onStored: async (ids) => {
        for (const id of ids) await app.queues.add('route', id);
      },
    }),
  );
}
