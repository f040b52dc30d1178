/** Stage send: the only path to SMTP. Claims a mail, sends it once, records what the server said, files the copy. */
import type { App } from '../src/app.ts';
import type { Db } from '../src/db/connect.ts';
import { draftById, moveDraft } from '../src/db/drafts.ts';
import { sendingTimeoutMs } from '../src/db/due.ts';
import { addEvent } from '../src/db/events.ts';
import { followUpById, moveFollowUp } from '../src/db/follow-ups.ts';
import { extendThread } from '../src/db/inquiries.ts';
import { loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { claimOutgoing, outgoingById, recordFiled, recordSending, recordUnfiled } from '../src/db/outgoing.ts';
import { markQuotationSent } from '../src/db/quotations.ts';
import type { Row } from '../src/db/schema.ts';
import { waitsForPlatform } from '../src/desk/daily-limit.ts';
import { mailboxOf } from '../src/desk/mailboxes.ts';
import { tellNotSent } from '../src/desk/needs-person.ts';
import { planNext } from '../src/desk/plan-next.ts';
import { stopBeforeSending } from '../src/desk/stop-before-sending.ts';
import { explainLoginFailure } from '../src/mail/login-failure.ts';
import type { Handoff } from '../src/queues.ts';
import type { Stage } from './run-stage.ts';

type Mail = Row<'outgoing'>;
type Subject =
  | { kind: 'claimed'; mail: Mail }
  /** The check before sending has found what must not leave. */
  | { kind: 'stopped'; mail: Mail; findings: string[] }
  /** The platform it goes through takes no more today. */
  | { kind: 'waits'; mail: Mail; reason: string }
  /** Somebody claimed it and died before he could record what became of it. */
  | { kind: 'abandoned'; mail: Mail }
  | { kind: 'unfiled'; mail: Mail };
type Outcome =
  | { kind: 'sent'; response: string }
  | { kind: 'later'; response: string; afterMinutes: number }
  | { kind: 'refused'; response: string }
  | { kind: 'stopped'; response: string }
  | { kind: 'uncertain'; response: string }
  | { kind: 'filed' }
  /** The copy is not in Sent; after the last attempt `afterMinutes` is null. */
  | { kind: 'unfiled'; response: string; afterMinutes: number | null };

/** Minutes to wait after each refusal for now; after the last one the mail counts as refused. */
const retryMinutes = [1, 5, 15, 60, 240, 720];
/** A platform that takes no more today is asked again so much later. */
const PLATFORM_MINUTES = 60;
/** The same for a copy that cannot be put into Sent: a day in all, then it is given up. */
const filingMinutes = [1, 5, 15, 60, 240, 480, 720];
/** A mail whose sender died is only looked up for so long: an unreadable Sent folder must not hide it from a person. */
const lookUpMs = 4 * 3_600_000;

export const send: Stage<Subject, Outcome> = {
  name: 'send',

  async load(app, id) {
    if (app.mailboxes.length === 0) return null;
    const now = app.clock.now();
    // Looked over before it is claimed: when that fails, it has surely not been sent.
    const findings = await stopBeforeSending(app, id);
    const waits = await waitsForPlatform(app, id);
    const claimed = await claimOutgoing(app.db, id, now);
    if (claimed && findings.length === 0 && waits) return { kind: 'waits', mail: claimed, reason: waits };
    if (claimed)
      return findings.length > 0 ? { kind: 'stopped', mail: claimed, findings } : { kind: 'claimed', mail: claimed };
    const mail = await outgoingById(app.db, id);
    if (!mail) return null;
    const claimedAt = mail.claimed_at?.getTime() ?? 0;
    if (mail.status === 'sending' && claimedAt <= now.getTime() - sendingTimeoutMs) return { kind: 'abandoned', mail };
    return isToBeFiled(mail, now) ? { kind: 'unfiled', mail } : null;
  },

  decide(subject, app) {
    switch (subject.kind) {
      case 'claimed':
        return speakSmtp(app, subject.mail);
      case 'stopped':
        return { kind: 'stopped', response: subject.findings.join(' ') };
      case 'waits':
        return { kind: 'later', response: subject.reason, afterMinutes: PLATFORM_MINUTES };
      case 'abandoned':
        return lookForCopy(app, subject.mail);
      case 'unfiled':
        return fileCopy(app, subject.mail);
    }
  },

  async save(trx, { mail }, outcome, app) {
    const at = app.clock.now();
    if (outcome.kind === 'filed') {
      await recordFiled(trx, mail.id, at);
      return [];
    }
    if (outcome.kind === 'unfiled') return notFiled(trx, app, mail, outcome);
    const status = outcome.kind === 'later' ? 'queued' : outcome.kind === 'stopped' ? 'refused' : outcome.kind;
    const result = {
      status,
      response: outcome.response,
      ...(outcome.kind === 'sent' ? { sentAt: at } : {}),
      ...(outcome.kind === 'later' ? { notBefore: new Date(at.getTime() + outcome.afterMinutes * 60_000) } : {}),
    } as const;
    mustHold(await recordSending(trx, mail.id, result));
    const detail = { outgoingId: mail.id, purpose: mail.purpose, audience: mail.audience };
    await addEvent(trx, { kind: `mail_${outcome.kind}`, at, inquiryId: mail.inquiry_id, detail });
    if (mail.audience === 'team' || outcome.kind === 'later') return [];
    if (outcome.kind !== 'sent') return tellNotSent(trx, app, { mail, kind: outcome.kind, response: outcome.response });
    await afterCustomerMail(trx, app, mail, at);
    return [{ queue: 'send', id: mail.id }]; // once more, to file the copy
  },

  async fail(app, id, reason) {
    app.log.error({ outgoing: id, reason }, 'a mail could not be handled; it is shown by the status command');
    return [];
  },
};

async function speakSmtp(app: App, mail: Mail): Promise<Outcome> {
  const mailbox = mailboxOf(app, mail.mailbox);
  if (!mailbox) throw new Error('no mailbox is configured');
  const result = await mailbox.smtp.send({ from: mailbox.account.address, to: [mail.recipient] }, mail.raw);
  if (result.kind !== 'refused') return result;
  const afterMinutes = retryMinutes[mail.attempts - 1];
  if (result.permanent || afterMinutes === undefined) return { kind: 'refused', response: result.response };
  return { kind: 'later', response: result.response, afterMinutes };
}

/** A mail to the team may come twice; a mail to a customer only goes again when a person says so. */
async function lookForCopy(app: App, mail: Mail): Promise<Outcome> {
  const response = 'the service stopped while it was sending this mail';
  if (mail.audience === 'team') return { kind: 'later', response, afterMinutes: 0 };
  try {
    const found = await mailboxOf(app, mail.mailbox)?.sentFolder.has(mail.message_id);
    return found ? { kind: 'sent', response: 'found in the Sent folder' } : { kind: 'uncertain', response };
  } catch (error) {
    if (app.clock.now().getTime() < (mail.claimed_at?.getTime() ?? 0) + lookUpMs) throw error;
    return { kind: 'uncertain', response: `${response}, and the Sent folder cannot be read` };
  }
}

function isToBeFiled(mail: Mail, now: Date): boolean {
  if (mail.status !== 'sent' || mail.audience !== 'customer') return false;
  return mail.filed_at === null && mail.filing_failure === null && (mail.file_after ?? now) <= now;
}

async function fileCopy(app: App, mail: Mail): Promise<Outcome> {
  const mailbox = mailboxOf(app, mail.mailbox);
  if (!mailbox) throw new Error('no mailbox is configured');
  try {
    await mailbox.sentFolder.append(mail.raw, mail.sent_at ?? app.clock.now());
    return { kind: 'filed' };
  } catch (error) {
    const response = explainLoginFailure(error, mailbox.account.imap);
    return { kind: 'unfiled', response, afterMinutes: filingMinutes[mail.filing_tries] ?? null };
  }
}

/** The customer has the mail, so nothing is sent again; its owner hears once that the copy has been given up. */
async function notFiled(
  trx: Db,
  app: App,
  mail: Mail,
  { response, afterMinutes }: Extract<Outcome, { kind: 'unfiled' }>,
): Promise<Handoff[]> {
  const at = app.clock.now();
  const next = afterMinutes === null ? null : new Date(at.getTime() + afterMinutes * 60_000);
  mustHold(await recordUnfiled(trx, mail, response, next));
  app.log.warn({ outgoing: mail.id, response, next }, 'a copy could not be put into the Sent folder');
  if (next) return [];
  await addEvent(trx, { kind: 'mail_unfiled', at, inquiryId: mail.inquiry_id, detail: { outgoingId: mail.id } });
  return tellNotSent(trx, app, { mail, kind: 'unfiled', response, goesOn: true });
}

/** The customer has our mail: the draft is history, his thread is longer, the next follow-up is planned. */
async function afterCustomerMail(trx: Db, app: App, mail: Mail, at: Date): Promise<void> {
  const draft = mail.draft_id === null ? undefined : await draftById(trx, mail.draft_id);
  const inquiry = mail.inquiry_id === null ? null : await loadInquiry(trx, mail.inquiry_id);
  if (!draft || !inquiry) return;
  await moveDraft(trx, draft.id, 'approved', 'sent', at);
  await extendThread(trx, inquiry.row.id, mail.message_id);
  if (draft.quotation_id !== null) await markQuotationSent(trx, draft.quotation_id, at);
  const followUp = draft.follow_up_id === null ? undefined : await followUpById(trx, draft.follow_up_id);
  if (followUp) await moveFollowUp(trx, followUp.id, 'drafted', 'sent');
  // When the customer has written meanwhile, his answer already leads to the next draft and nothing is planned.
  const step = followUp ? followUp.step + 1 : 1;
  await planNext(trx, app, {
    inquiry: inquiry.row,
    from: ['approved'],
    step,
    sentAt: at,
    suppressed: inquiry.suppressed,
  });
}
