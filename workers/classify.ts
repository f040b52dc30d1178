/** Stage classify: what the buyer wants, how serious it is, and from which words we know. */
import { DateTime } from 'luxon';
import { type Analysis, analyzeInquiry } from '../src/analyze/analyze.ts';
import { keepCorrections } from '../src/analyze/keep-corrections.ts';
import type { App } from '../src/app.ts';
import { contactById } from '../src/db/contacts.ts';
import { countEarlierInquiries, failInquiry, inquiryById, moveInquiry } from '../src/db/inquiries.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { messageById, rawMessage } from '../src/db/messages.ts';
import type { Row } from '../src/db/schema.ts';
import { alarmAboutInquiry, askPerson } from '../src/desk/needs-person.ts';
import { fillFacts } from '../src/llm/fill-facts.ts';
import { mergeModelFacts } from '../src/llm/merge-model-facts.ts';
import type { AttachedText } from '../src/mail/attachment/read-attachments.ts';
import { readInThread } from '../src/mail/reading-thread.ts';
import { mailAddress } from '../src/model/hidden-address.ts';
import type { MailMessage } from '../src/model/message.ts';
import type { Stage } from './run-stage.ts';

type Subject = {
  inquiry: Row<'inquiries'>;
  message: MailMessage | null;
  attached: AttachedText[];
  email: string;
  name: string;
  known: boolean;
};

/** All files of one mail together; a workbook of a thousand rows takes a second. */
const FILE_PATIENCE_MS = 20_000;

export const classify: Stage<Subject, Analysis> = {
  name: 'classify',

  async load(app, id) {
    const inquiry = await inquiryById(app.db, id);
    if (inquiry?.status !== 'new') return null;
    const [message, contact, earlier] = await Promise.all([
      messageById(app.db, inquiry.message_id),
      contactById(app.db, inquiry.contact_id),
      countEarlierInquiries(app.db, { id, contactId: inquiry.contact_id }),
    ]);
    return {
      inquiry,
      message: message?.mail ?? null,
      attached: message?.mail?.attachments.length ? await attachedTexts(app, message.id) : [],
      email: mailAddress(contact?.email ?? ''),
      name: contact?.name ?? '',
      known: earlier > 0,
    };
  },

  decide({ inquiry, message, attached, email, name, known }, { config, vocabulary }) {
    const read = analyzeInquiry({
      messageId: inquiry.message_id,
      subject: inquiry.subject,
      text: inquiry.text,
      from: { name, address: email },
      receivedAt: inquiry.received_at,
      catalogue: config.catalogue,
      company: config.company,
      vocabulary,
      settings: config.triage,
      words: config.readingWords,
      attachments: message?.attachments.map((attachment) => attachment.filename) ?? [],
      attached: attached.filter((file) => file.kind === 'text'),
      unreadable: attached.filter((file) => file.kind === 'unreadable'),
      knownCustomer: known ? 'contact' : null,
      stated: inquiry.stated,
    });
    return keepCorrections(read, inquiry.corrections);
  },

  async refine(analysis, { inquiry }, { model, config, log }) {
    if (model === null) return analysis;
    const mail = { subject: inquiry.subject, text: inquiry.text, receivedAt: inquiry.received_at };
    const answer = await fillFacts(model, mail, analysis.facts);
    if (answer === null) return analysis;
    if (answer.kind === 'none') {
      log.info({ id: inquiry.id, reason: answer.reason }, 'no answer from the language model');
      return analysis;
    }
    const today = DateTime.fromJSDate(inquiry.received_at, { zone: config.company.timeZone }).toFormat('yyyy-MM-dd');
    const reader = { language: analysis.language, today, sources: config, messageId: inquiry.message_id };
    return { ...analysis, facts: mergeModelFacts(analysis.facts, answer.value, inquiry.text, reader).facts };
  },

  async save(trx, { inquiry }, analysis, app) {
    const set = {
      language: analysis.language,
      contact_facts: JSON.stringify(analysis.contact),
      facts: JSON.stringify(analysis.facts),
      triage: JSON.stringify(analysis.triage),
      class: analysis.triage.class,
    };
    const { class: found, score, intent } = analysis.triage;
    if (intent === 'complaint') {
      return askPerson(trx, app, { inquiry, from: ['new'], reason: 'complaint', set });
    }
    const at = app.clock.now();
    const detail = { class: found, score, intent };
    mustHold(await moveInquiry(trx, inquiry.id, { from: ['new'], to: 'classified', at, set, detail }));
    return [{ queue: 'enrich', id: inquiry.id }];
  },

  async fail(app, id, reason) {
    await failInquiry(app.db, id, 'classify', reason);
    return alarmAboutInquiry(app, id, reason);
  },
};

/** A file that stalls or breaks its reader costs the files' words, never the inquiry. */
async function attachedTexts({ db, log }: App, id: number): Promise<AttachedText[]> {
  const raw = await rawMessage(db, id);
  if (!raw) return [];
  return readInThread('attachments', raw, FILE_PATIENCE_MS).catch((error: Error) => {
    log.warn({ message: id, reason: error.message }, 'the attached files could not be read');
    return [];
  });
}
