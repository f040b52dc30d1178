/** What follows when a customer answers, or when a mail to him comes back. */
import type { App } from '../app.ts';
import { openApprovalsAbout } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import { draftById, supersedeOpenDrafts } from '../db/drafts.ts';
import { cancelFollowUps } from '../db/follow-ups.ts';
import { extendThread, holdInquiry, inquiryById, moveInquiry } from '../db/inquiries.ts';
import { mustHold } from '../db/lost-race.ts';
import { lastCustomerMailTo, outgoingById } from '../db/outgoing.ts';
import type { Row } from '../db/schema.ts';
import { InquiryStatus } from '../model/inquiry.ts';
import type { MailMessage } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import { newWords } from '../receive/reply-text.ts';
import { typedWords } from '../reply/typed-words.ts';
import { tellNotSent } from './needs-person.ts';
import { ownerOf } from './team.ts';
import { tellDecided } from './tell-decided.ts';

/** Any answer of the customer ends what was planned or waiting and leads to the next draft. */
export async function hearCustomer(
  trx: Db,
  app: App,
  inquiryId: number,
  answer: { messageId: number; message: MailMessage },
): Promise<Handoff[]> {
  const at = app.clock.now();
  await holdInquiry(trx, inquiryId);
  const told = await tellVoid(trx, app, inquiryId, answer);
  await cancelFollowUps(trx, inquiryId, 'the customer has answered', at);
  await supersedeOpenDrafts(trx, inquiryId, at);
  const set = { feedback_message_id: answer.messageId };
  mustHold(await moveInquiry(trx, inquiryId, { from: InquiryStatus.options, to: 'negotiating', at, set }));
  if (answer.message.messageId) await extendThread(trx, inquiryId, answer.message.messageId);
  return [{ queue: 'draft', id: inquiryId }, ...told];
}

/** Those who were asked about a draft that is void now. */
async function tellVoid(
  trx: Db,
  app: App,
  inquiryId: number,
  { messageId, message }: { messageId: number; message: MailMessage },
): Promise<Handoff[]> {
  const inquiry = await inquiryById(trx, inquiryId);
  if (!inquiry) return [];
  const words = newWords(message.text, app.config.mailClients).text;
  const handoffs: Handoff[] = [];
  for (const { approver, draft_id: draftId } of await openApprovalsAbout(trx, inquiryId)) {
    const to = ownerOf(app.config.company, approver);
    const typed = typedIn(await draftById(trx, draftId));
    const told = { kind: 'void', about: String(messageId), words, typed } as const;
    handoffs.push(...(await tellDecided(trx, app, inquiry, to, told)));
  }
  return handoffs;
}

/** What a person had typed into the draft: nobody finds it elsewhere. */
function typedIn(draft: Row<'drafts'> | undefined): string {
  const over = draft?.revision?.typedOver;
  return draft && over !== undefined ? typedWords(over, draft.text).join('\n') : '';
}

/**
 * A mail to a customer came back: its owner hears of it. A dead address stops everything until he has looked, where the
 * notice names our mail; a full mailbox or a filter does not; a server that keeps trying is only recorded. A notice that
 * names nothing but the address may be anybody's: it is shown and stops nothing.
 */
export async function hearBounce(
  trx: Db,
  app: App,
  bounce: {
    outgoingId: number | null;
    addresses: string[];
    bounce: 'hard' | 'soft';
    delayed: boolean;
    status: string | null;
  },
): Promise<Handoff[]> {
  if (bounce.delayed) return [];
  const isProven = bounce.outgoingId !== null;
  const id = bounce.outgoingId ?? (await lastCustomerMailTo(trx, bounce.addresses))?.id;
  const mail = id === undefined ? undefined : await outgoingById(trx, id);
  if (mail?.audience !== 'customer' || mail.inquiry_id === null) return [];
  const isDead = isProven && bounce.bounce === 'hard';
  if (isDead) await cancelFollowUps(trx, mail.inquiry_id, 'the mail came back', app.clock.now());
  return tellNotSent(trx, app, { mail, kind: 'bounced', response: bounce.status ?? '', goesOn: !isDead });
}
