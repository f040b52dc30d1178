// Runs labelled mails of a seller through a whole desk and looks at every letter it drafts: npm run drafts -- DIR [--failed]
// Prints how many inquiries have a draft or a named reason for none, and what the check before sending finds in them.
// The goods and prices are those of config/; people, domains and mailbox are the seller's (tenant.json of the folder).
import { parseArgs } from 'node:util';
import { draftById } from '../../src/db/drafts.ts';
import { loadInquiry } from '../../src/db/inquiry-view.ts';
import { lookOver } from '../../src/desk/look-over.ts';
import { loadAnswer, readAnswer } from '../../src/desk/write-letter.ts';
import { readCases } from '../../src/evaluate/cases.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { failed: { type: 'boolean' } } });
const [dir] = positionals;
if (!dir) {
  console.error('usage: npm run drafts -- DIR [--failed]');
  process.exit(2);
}
const { tenant, cases } = await readCases(dir);
const desk = await openDesk({
  embedded: true,
  env: { MAIL_ADDRESS: tenant.mailbox, MAIL_USER: 'inquiries@brightsteel.example' },
  editCompany: (yaml) => yaml.replaceAll('brightsteel.example', tenant.company.domains[0] ?? 'brightsteel.example'),
});
try {
  for (const { raw, labels } of cases.toSorted((a, b) => a.labels.received.localeCompare(b.labels.received))) {
    desk.clock.moveTo(new Date(labels.received));
    desk.server.deliver('inquiries@brightsteel.example', raw);
    await desk.settle();
  }
  report(await lettersOf(desk));
} finally {
  await desk.close();
}

type Drafted = { no: string; status: string; reason: string | null; text: string | null; findings: string[] };

/** Each is looked over at the hour when it was drafted. */
async function lettersOf({ app, clock }: Desk): Promise<Drafted[]> {
  const rows = await app.db
    .selectFrom('inquiries')
    .leftJoin('drafts', 'drafts.inquiry_id', 'inquiries.id')
    .select(['inquiries.id', 'inquiry_no as no', 'inquiries.status', 'status_reason as reason', 'drafts.id as draftId'])
    .orderBy('inquiries.id')
    .execute();
  const letters: Drafted[] = [];
  for (const { id, no, status, reason, draftId } of rows) {
    const draft = draftId === null ? undefined : await draftById(app.db, draftId);
    const inquiry = await loadInquiry(app.db, id);
    if (!draft || !inquiry) {
      letters.push({ no, status, reason, text: null, findings: [] });
      continue;
    }
    clock.moveTo(draft.status_at);
    const { text, language, subject, purpose, recipient, attachments } = draft;
    const answer = purpose === 'feedback' ? await loadAnswer(app, draft.answers_message_id) : null;
    const findings = await lookOver(
      app.db,
      app,
      inquiry,
      { purpose, language, subject, text, recipient, attachments, edited: false, bytes: 0 },
      {
        answer: answer && readAnswer(app, inquiry, answer).said,
        lastSentAt: null,
        drafted: text,
        draftedAt: draft.status_at,
        approvedBy: null,
        files: null,
      },
    );
    letters.push({ no, status, reason, text, findings: findings.map(({ code, evidence }) => `${code} ${evidence}`) });
  }
  return letters;
}

function report(letters: Drafted[]): void {
  const drafted = letters.filter(({ text }) => text !== null);
  const without = letters.filter(({ text }) => text === null);
  const found = new Map<string, number>();
  for (const finding of drafted.flatMap(({ findings }) => findings)) {
    const code = finding.split(' ')[0] ?? '';
    found.set(code, (found.get(code) ?? 0) + 1);
  }
  console.log(`${cases.length} mails, ${letters.length} inquiries, ${drafted.length} drafts`);
  for (const { no, status, reason } of without)
    console.log(`no draft: ${no} ${status}: ${reason ?? 'no reason named'}`);
  for (const code of ['placeholder', 'unanswered', 'figure']) console.log(`${code}: ${found.get(code) ?? 0}`);
  for (const [code, count] of [...found].sort()) console.log(`found ${code}: ${count}`);
  if (values.failed) for (const { no, findings } of drafted) for (const finding of findings) console.log(no, finding);
}
