/** The demo from beginning to end: what comes in, who answers what, how the days pass. */
import type { App } from '../app.ts';
import type { Service } from '../cli/service.ts';
import type { MovableClock } from '../clock.ts';
import { parseMail } from '../mail/parse.ts';
import type { MailMessage } from '../model/message.ts';
import type { MailServer } from './mail-server.ts';
import { type People, startPeople } from './people.ts';
import { readProgress } from './progress.ts';
import { untilQuiet } from './quiet.ts';
import { customerAnswer, readSampleMails, type SampleMail } from './sample-mails.ts';
import type { Screen } from './screen.ts';

/** A Monday morning in Yongkang, when the shipped example prices are valid. */
export const storyBegins = new Date('2026-11-23T01:00:00Z');

export type Stage = {
  app: App;
  clock: MovableClock;
  server: MailServer;
  service: Service;
  desk: string;
  screen: Screen;
};

/** Plays the whole story on an open stage. */
export async function playStory(stage: Stage): Promise<void> {
  const { app, clock, server, screen, desk } = stage;
  const people = startPeople(server, desk, app.config.company, () => clock.now());
  const samples = await Promise.all(readSampleMails().map(readSample));
  const settle = async () => {
    // The desk is quiet while somebody thinks about his answer.
    for (let sent = -1; sent < people.sent(); ) {
      sent = people.sent();
      await untilQuiet(app, people.sent, { onTick: () => showProgress(stage, samples) });
      await people.rest();
    }
  };
  try {
    await mailArrives(stage, people, samples);
    await settle();
    await salespeopleHaveAnswered(stage, people);
    await showOneInFull(stage, people);
    await customerAnswers(stage, people, settle);
    await daysPass(stage, settle);
  } finally {
    await people.close();
  }
  screen.end();
}

type Sample = SampleMail & { messageId: string; from: string; title: string };

async function readSample(sample: SampleMail): Promise<Sample> {
  const { messageId, from, subject } = await parseMail(sample.raw);
  return {
    ...sample,
    messageId: messageId ?? '',
    from: from?.address ?? '',
    title: `${from?.name || from?.address}: ${subject}`,
  };
}

async function mailArrives({ screen, desk, clock }: Stage, people: People, samples: Sample[]): Promise<void> {
  screen.say(`\n${day(clock.now())}. ${samples.length} mails reach ${desk}: straight from customers, forwarded by`);
  screen.say('colleagues from Outlook and QQ Mail, a newsletter, and one that came back undelivered.');
  for (const sample of samples) await people.deliver(sample.from, sample.raw);
}

async function showProgress({ app, screen }: Stage, samples: Sample[]): Promise<void> {
  const progress = await readProgress(
    app.db,
    samples.map((sample) => sample.messageId),
  );
  for (const [index, sample] of samples.entries()) {
    screen.row(index + 1, [sample.title, ...(progress.get(sample.messageId) ?? [])]);
  }
}

async function salespeopleHaveAnswered({ screen }: Stage, people: People): Promise<void> {
  screen.say('\nThe salespeople found the drafts in their mail and answered from there:');
  for (const { by, customer, words } of people.answers()) {
    screen.say(`  ${by.padEnd(10)} about ${customer.padEnd(34)} ${firstLine(words)}`);
  }
  screen.say('What was not clearly a yes was asked back, and nothing was sent until it was clear.');
}

/** The three mails of one inquiry: what the salesperson got, what he answered, what the customer received. */
async function showOneInFull({ screen, server }: Stage, people: People): Promise<void> {
  const answered = people.answers().find(({ customer }) => customer === customerAnswer.from.address);
  const reply = answered && server.inbox(answered.customer).at(0);
  if (!answered || !reply) return;
  const request = await parseMail(answered.request);
  const received = await parseMail(Buffer.from(reply.raw, 'latin1'));
  screen.say(`\nOne of them in full. ${answered.by} got this mail:`);
  screen.say(excerpt(request, 13));
  screen.say(`He answered "${answered.words}", and ${customerAnswer.from.name} received:`);
  screen.say(excerpt(received, 15));
}

/** Subject and first lines of a mail, set in from the left. */
function excerpt(mail: MailMessage, lines: number): string {
  const all = [`Subject: ${mail.subject}`, ...mail.text.trim().split('\n')];
  return [...all.slice(0, lines), ...(all.length > lines ? ['…'] : [])].map((line) => `  | ${line}`).join('\n');
}

async function customerAnswers({ screen }: Stage, people: People, settle: () => Promise<void>): Promise<void> {
  const { from, text } = customerAnswer;
  screen.say(`\n${from.name} answers our offer: "${firstLine(text.split('\n\n')[1] ?? text)}"`);
  await people.answerAsCustomer(from, text);
  await settle();
  screen.say('His planned follow-up was cancelled; the next draft went to the salesperson, who let it go.');
}

/** Moves the clock from one due follow-up to the next, until every customer has been asked once. */
async function daysPass({ app, clock, screen }: Stage, settle: () => Promise<void>): Promise<void> {
  screen.say(
    '\nNobody else answers. The days pass; each follow-up comes when the class and the customer’s calendar say:',
  );
  for (;;) {
    const next = await app.db
      .selectFrom('follow_ups')
      .innerJoin('inquiries', 'inquiries.id', 'follow_ups.inquiry_id')
      .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
      .select(['due_at', 'inquiry_no', 'email', 'class', 'owner'])
      .where('follow_ups.status', '=', 'scheduled')
      .where('step', '=', 1)
      .orderBy('due_at')
      .executeTakeFirst();
    if (!next) return;
    clock.moveTo(new Date(next.due_at.getTime() + 1000));
    screen.say(
      `  ${day(clock.now())}  ${next.owner.padEnd(30)} was reminded of ${next.email.padEnd(32)} (${next.class}), agreed, sent`,
    );
    await app.queues.add('sweep', 0);
    await waitUntilDrafted(app, next.inquiry_no);
    await settle();
  }
}

async function waitUntilDrafted(app: App, inquiryNo: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const row = await app.db
      .selectFrom('follow_ups')
      .innerJoin('inquiries', 'inquiries.id', 'follow_ups.inquiry_id')
      .select('follow_ups.id')
      .where('inquiry_no', '=', inquiryNo)
      .where('follow_ups.status', '=', 'scheduled')
      .where('step', '=', 1)
      .executeTakeFirst();
    if (!row) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the follow-up of ${inquiryNo} was due but nothing happened`);
}

function day(instant: Date): string {
  return instant.toLocaleString('en-GB', {
    timeZone: 'Asia/Shanghai',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
}

function firstLine(text: string): string {
  const [first = '', ...rest] = text.split('\n').filter((line) => line.trim() !== '');
  return rest.length > 0 ? `${first} …` : first;
}
