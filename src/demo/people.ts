/** Plays the people of the demo: they read what the desk sends them and answer over SMTP, as a mail program would. */

import { composeMail } from '../mail/compose.ts';
import { openAccessTokens } from '../mail/oauth2.ts';
import { parseMail } from '../mail/parse.ts';
import { openSmtp } from '../mail/smtp.ts';
import type { Company, TeamMember } from '../model/company.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import { DRAFT_BEGINS, DRAFT_ENDS } from '../reply/approval/compose-approval.ts';
import { findInquiryNo, findToken } from '../reply/approval-token.ts';

import type { MailServer } from './mail-server.ts';
import { plannedAnswers } from './sample-mails.ts';

/** `request`: the mail that was answered. */
type Answered = { by: string; customer: string; words: string; request: Buffer };

export type People = {
  /** Mails the demo has sent to the desk in the name of these people. */
  sent(): number;
  answers(): readonly Answered[];
  /** A mail to the desk as bytes, as the sender's own mail program hands it to his server. */
  deliver(from: string, raw: Buffer): Promise<void>;
  /** Answers the newest mail that this customer has received from the desk. */
  answerAsCustomer(customer: Mailbox, text: string): Promise<void>;
  /** Waits for answers under way. */
  rest(): Promise<void>;
  /** Waits for answers under way and closes the connection. */
  close(): Promise<void>;
};

/** From now on every mail to a team member that asks for a decision is answered. */
export function startPeople(server: MailServer, desk: string, company: Company, now: () => Date): People {
  const tokens = openAccessTokens();
  const login = (user: string) => openSmtp({ ...server.smtp, tls: 'none', user, password: 'demo' }, tokens);
  // Customers have no account here: their mail comes in by the desk's own door.
  const outside = login(desk);
  const members = new Map(company.team.map(({ email }) => [email, login(email)]));
  const left = new Map(Object.entries(plannedAnswers).map(([customer, answers]) => [customer, [...answers]]));
  const seen = new Map<string, ShownDraft>();
  const answered: Answered[] = [];
  let sent = 0;
  let working: Promise<void> = Promise.resolve();

  const deliver = async (from: string, raw: Buffer) => {
    const session = members.get(from) ?? outside;
    const result = await session.send({ from, to: [desk] }, raw);
    if (result.kind !== 'sent') throw new Error(`the demo's own mail server refused a mail: ${result.response}`);
    sent += 1;
  };
  const reply = async (from: Mailbox, mail: MailMessage, text: string) => {
    const messageId = `<${mail.messageId?.replace(/\W/g, '').slice(0, 40)}.${sent}@${from.address.split('@')[1]}>`;
    const quoted = mail.text.split('\n').map((line) => `> ${line}`);
    const attribution = `On ${mail.date ?? 'that day'}, ${mail.from?.name} <${mail.from?.address}> wrote:`;
    const raw = await composeMail({
      from,
      to: [{ name: '', address: desk }],
      subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
      text: [text, '', attribution, '', ...quoted].join('\n'),
      messageId,
      ...(mail.messageId ? { inReplyTo: mail.messageId, references: [...mail.references, mail.messageId] } : {}),
      date: now(),
    });
    await deliver(from.address, raw);
  };
  const answerAsMember = async (member: TeamMember, raw: string) => {
    const request = Buffer.from(raw, 'latin1');
    const mail = await parseMail(request);
    const inquiryNo = findInquiryNo(mail.subject);
    if (!inquiryNo || !findToken(mail.subject)) return; // a mail that only tells him something
    const draft = shownDraft(mail.text) ?? seen.get(inquiryNo);
    if (!draft) return;
    seen.set(inquiryNo, draft);
    const write = left.get(draft.customer)?.shift();
    const words = write ? write(draft.text) : member.language === 'zh' ? '同意' : 'Approved, thanks';
    answered.push({ by: member.name, customer: draft.customer, words, request });
    await reply({ name: member.name, address: member.email }, mail, words);
  };
  const onMail = (address: string, raw: string) => {
    const member = company.team.find((candidate) => candidate.email === address);
    if (member) working = working.then(() => answerAsMember(member, raw));
  };
  server.onDelivered(onMail);

  return {
    sent: () => sent,
    answers: () => answered,
    deliver,
    async answerAsCustomer(customer, text) {
      const newest = server.inbox(customer.address).at(-1);
      if (!newest) throw new Error(`${customer.address} has received nothing that could be answered`);
      await reply(customer, await parseMail(Buffer.from(newest.raw, 'latin1')), text);
    },
    rest: () => working,
    async close() {
      await working;
      for (const session of [outside, ...members.values()]) session.close();
    },
  };
}

type ShownDraft = { customer: string; text: string };

/** The draft in a request for approval, and the customer's address from the lines above it. */
function shownDraft(text: string): ShownDraft | null {
  const begin = text.indexOf(DRAFT_BEGINS);
  const end = text.indexOf(DRAFT_ENDS);
  if (begin < 0 || end < begin) return null;
  const above = text.slice(0, begin).split('\n').slice(-5).join('\n');
  const customer = /(?<![\w.+-])[\w.+-]+@[\w.-]+\w/.exec(above)?.[0];
  return customer ? { customer, text: text.slice(begin + DRAFT_BEGINS.length, end).trim() } : null;
}
