/** Stage file: moves a handled message into the folder for its kind, where the owner has named one. */
import { addEvent } from '../src/db/events.ts';
import { placeOf, recordFiling } from '../src/db/messages.ts';
import { type Moved, moveMail } from '../src/mail/move-mail.ts';
import { folderFor } from '../src/model/filing.ts';
import type { MailAccount } from '../src/model/mail-account.ts';
import type { Stage } from './run-stage.ts';

type Subject = {
  id: number;
  account: MailAccount;
  place: { folder: string; uidValidity: string; uid: number };
  target: string;
};

export const file: Stage<Subject, { kind: Moved }> = {
  name: 'file',

  async load(app, id) {
    const row = await placeOf(app.db, id);
    const target = row?.disposition ? folderFor(row.disposition, app.config.filing) : null;
    const open = app.mailboxes.find((mailbox) => mailbox.account.address === row?.mailbox);
    if (!row || !target || !open) return null;
    const place = { folder: row.folder, uidValidity: row.uid_validity, uid: row.uid };
    return { id, account: open.account, place, target };
  },

  async decide({ account, place, target }, app) {
    return { kind: await moveMail(account, place, target, app) };
  },

  async save(trx, { id, target }, { kind }, app) {
    await recordFiling(trx, id, kind === 'moved' ? target : `(${kind})`);
    await addEvent(trx, { kind: `file_${kind}`, at: app.clock.now(), messageId: id });
    return [];
  },

  async fail(app, id, reason) {
    app.log.warn({ message: id, reason }, 'a handled mail could not be moved; it stays where it is');
    return [];
  },
};
