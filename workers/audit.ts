/** Stage audit: compares the mailbox with the ledger every hour and alarms the owner by mail when they differ. */
import type { App } from '../src/app.ts';
import { addEvent } from '../src/db/events.ts';
import { type Audit, auditDesk, isClean } from '../src/desk/audit.ts';
import { describeDifference, describeStuck } from '../src/desk/describe-audit.ts';
import { queueTeamMail } from '../src/desk/outbox.ts';
import { replyContext } from '../src/desk/reply-context.ts';
import { managerOf } from '../src/desk/team.ts';
import { composeAudit } from '../src/reply/compose-team.ts';
import type { Stage } from './run-stage.ts';

type Outcome = { kind: 'clean' } | { kind: 'differs'; lines: string[] };

/** More lines than this say nothing more to a person. */
const mostLines = 50;

export const audit: Stage<Audit, Outcome> = {
  name: 'audit',

  async load(app) {
    if (app.mailboxes.length === 0) return null;
    const found = await auditDesk(app);
    // The first audit of a new desk may come before its first look; a folder that cannot be read has its own alarm.
    const folders = found.folders.map((folder) => ({
      ...folder,
      differences: folder.differences.filter(({ kind }) => kind !== 'never_read'),
    }));
    return { ...found, folders };
  },

  decide(found) {
    if (isClean(found)) return { kind: 'clean' };
    const lines = [
      ...found.folders.flatMap(({ mailbox, folder, differences }) =>
        differences.map((difference) => `${mailbox} ${folder}: ${describeDifference(difference)}`),
      ),
      ...found.stuck.map(describeStuck),
    ];
    return { kind: 'differs', lines };
  },

  async save(trx, found, outcome, app) {
    const at = app.clock.now();
    const folders = found.folders.map(({ inMailbox, inLedger }) => ({ inMailbox, inLedger }));
    await addEvent(trx, { kind: `audit_${outcome.kind}`, at, detail: { folders, stuck: found.stuck.length } });
    if (outcome.kind === 'clean') return [];
    app.log.error({ differences: outcome.lines.length }, 'the mailbox and the ledger differ');
    return alarm(trx, app, outcome.lines);
  },

  async fail(app, _id, reason) {
    app.log.error({ reason }, 'the audit could not look into the mailbox');
    return [];
  },
};

/** Once a day for the same findings: an alarm every hour would be filtered away. */
function alarm(trx: App['db'], app: App, lines: string[]) {
  const to = managerOf(app.config.company);
  const content = composeAudit(lines.slice(0, mostLines), lines.length, replyContext(app, to.email));
  const day = app.clock.now().toISOString().slice(0, 10);
  const dedupeKey = `audit:${day}:${lines.length}`;
  return queueTeamMail(trx, app, { purpose: 'audit', dedupeKey, to, ...content, inquiryId: null, mailbox: null });
}
