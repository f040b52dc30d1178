/** Hands an inquiry, a message or an unsent mail to a person, with the reason: nothing stops silently. */
import type { UpdateObject } from 'kysely';
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { supersedeOpenDrafts } from '../db/drafts.ts';
import { inquiryById, moveInquiry } from '../db/inquiries.ts';
import { mustHold } from '../db/lost-race.ts';
import { messageById } from '../db/messages.ts';
import type { Row, Schema } from '../db/schema.ts';
import type { InquiryStatus } from '../model/inquiry.ts';
import type { Handoff } from '../queues.ts';
import { composeNeedsPerson, composeNotSent, type PersonReason, type UnsentKind } from '../reply/compose-team.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { ownerOf } from './team.ts';

/** Moves an inquiry to needs_review and tells its owner why. `quietly`: it was his own decision, no mail is needed. */
export async function askPerson(
  trx: Db,
  app: App,
  ask: {
    inquiry: Row<'inquiries'>;
    from: readonly InquiryStatus[];
    reason: PersonReason;
    set?: UpdateObject<Schema, 'inquiries'>;
    quietly?: boolean;
    /** The words that it is about, when they are not the inquiry's own. */
    words?: string;
  },
): Promise<Handoff[]> {
  const { inquiry, from, reason, set } = ask;
  const at = app.clock.now();
  const move = { from, to: 'needs_review', at, reason, detail: { reason } } as const;
  mustHold(await moveInquiry(trx, inquiry.id, set ? { ...move, set } : move));
  if (ask.quietly) return [];
  const letter = { ...inquiry, text: ask.words ?? inquiry.text };
  return tellOwner(trx, app, letter, reason, `needs-person:${inquiry.id}:${at.getTime()}`);
}

/** A stage has given up on an inquiry: its owner hears of it once per stage and reason. */
export async function alarmAboutInquiry(app: App, inquiryId: number, reason: string): Promise<Handoff[]> {
  const inquiry = await inquiryById(app.db, inquiryId);
  if (!inquiry) return [];
  app.log.error({ inquiry: inquiryId, reason }, 'an inquiry has stopped');
  return tellOwner(app.db, app, inquiry, 'stage_failed', `stopped:inquiry:${inquiryId}:${inquiry.status}`);
}

function tellOwner(db: Db, app: App, inquiry: Row<'inquiries'>, reason: PersonReason, dedupeKey: string) {
  const context = replyContext(app, inquiry.owner);
  const { inquiry_no: inquiryNo, subject, text, platform_url: url } = inquiry;
  const mail = composeNeedsPerson(reason, { inquiryNo, subject, text, url }, context);
  return queueTeamMail(db, app, {
    purpose: 'needs_person',
    dedupeKey,
    to: context.owner,
    ...mail,
    inquiryId: inquiry.id,
    mailbox: inquiry.mailbox,
  });
}

/** A message could not be handled, or could not even be read: the default owner hears of it once. */
export async function alarmAboutMessage(app: App, messageId: number, reason: string): Promise<Handoff[]> {
  app.log.error({ message: messageId, reason }, 'a message has stopped');
  return tellAboutMessage(app.db, app, messageId, 'stage_failed');
}

export async function tellAboutMessage(db: Db, app: App, messageId: number, reason: PersonReason): Promise<Handoff[]> {
  const message = await messageById(db, messageId);
  const context = replyContext(app, app.config.company.defaultOwner);
  const shown = { inquiryNo: null, subject: message?.mail?.subject ?? '', text: message?.mail?.text ?? '' };
  const mail = composeNeedsPerson(reason, shown, context);
  const dedupeKey = `stopped:message:${messageId}`;
  const about = { inquiryId: null, mailbox: message?.mailbox ?? null, aboutMessageId: messageId };
  return queueTeamMail(db, app, { purpose: 'needs_person', dedupeKey, to: context.owner, ...mail, ...about });
}

/**
 * A mail to a customer did not go out, or perhaps did: the inquiry waits for its owner, who is told what is known.
 * `unfiled`: it did go out, only its copy is missing in Sent.
 */
export async function tellNotSent(
  trx: Db,
  app: App,
  unsent: { mail: Row<'outgoing'>; kind: UnsentKind; response: string; goesOn?: boolean },
): Promise<Handoff[]> {
  const { mail, kind, response } = unsent;
  const inquiry = mail.inquiry_id === null ? undefined : await inquiryById(trx, mail.inquiry_id);
  if (!inquiry) return [];
  if (!unsent.goesOn) await stopInquiry(trx, app, inquiry.id, unsent);
  const to = ownerOf(app.config.company, inquiry.owner);
  const content = composeNotSent(
    kind,
    { inquiryNo: inquiry.inquiry_no, recipient: mail.recipient, subject: mail.subject, response },
    replyContext(app, inquiry.owner),
  );
  const dedupeKey = `not-sent:${mail.id}:${kind}`;
  return queueTeamMail(trx, app, {
    purpose: 'not_sent',
    dedupeKey,
    to,
    ...content,
    inquiryId: inquiry.id,
    mailbox: inquiry.mailbox,
  });
}

async function stopInquiry(
  trx: Db,
  app: App,
  inquiryId: number,
  { mail, kind }: { mail: Row<'outgoing'>; kind: UnsentKind },
): Promise<void> {
  const at = app.clock.now();
  // A bounced mail has been sent: its draft stays what it is.
  await supersedeOpenDrafts(trx, inquiryId, at, kind === 'bounced' ? null : mail.draft_id);
  const from: readonly InquiryStatus[] = ['approved', 'replied', 'following_up', 'drafted', 'awaiting_approval'];
  await moveInquiry(trx, inquiryId, { from, to: 'needs_review', at, reason: `mail ${kind}` });
}
