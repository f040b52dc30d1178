/** Scores bounces: what the mail is, whom it did not reach, the class of the status, and whether the address is dead. */
import { detectLanguage } from '../../src/analyze/language.ts';
import { parseMail } from '../../src/mail/parse.ts';
import type { MailMessage } from '../../src/model/message.ts';
import { readAutoReply } from '../../src/receive/auto-reply.ts';
import { type Bounce, readBounce } from '../../src/receive/bounce.ts';
import { readComplaintReport } from '../../src/receive/feedback-report.ts';
import type { Case } from './cases.ts';
import { type Score, same, type Tools } from './scorer.ts';

type Row = { recipient?: string; status: string; hard_bounce: boolean };

/** In the order of src/receive/route.ts: a complaint is no bounce, a bounce no automatic answer. */
export async function scoreBounce({ input, expect }: Case, tools: Tools): Promise<Score> {
  const message = await parseMail(input);
  const complaint = readComplaintReport(message);
  const bounce = complaint ? null : readBounce(message, tools.config.bouncePhrases);
  const isAnswer = complaint === null && bounce === null && isAutoReply(message, tools);
  const recipients = expect.recipients as string[] | undefined;
  return {
    class: same(
      [expect.is_bounce, expect.is_auto_reply === true, expect.is_feedback_report === true],
      [bounce !== null, isAnswer, complaint !== null],
    ),
    ...(recipients && { recipients: same(addresses(recipients), addresses((complaint ?? bounce)?.recipients ?? [])) }),
    ...(expect.is_bounce === true ? scoreRows((expect.rows as Row[] | undefined) ?? [], bounce) : {}),
    ...(Array.isArray(expect.temporary) ? scoreTemporary(expect, bounce) : {}),
  };
}

function isAutoReply(message: MailMessage, { config, vocabulary }: Tools): boolean {
  const { language } = detectLanguage(message.text, 'en');
  return readAutoReply(message, { ...config, vocabulary, language }) !== null;
}

function scoreRows(rows: Row[], bounce: Bounce | null): Score {
  if (rows.length === 0) return {};
  const found = rows.map(({ recipient }) => {
    const failure = bounce?.failures.find((one) => one.recipient === recipient?.toLowerCase()) ?? bounce?.failures[0];
    return { status: failure?.status ?? bounce?.status ?? null, hard: failure?.kind === 'hard', why: failure?.reason };
  });
  const why = (score: Score[string]) => (score === true ? true : { ...(score as object), why: found, rows });
  return {
    'status class': why(
      same(
        rows.map(({ status }) => status.charAt(0)),
        found.map(({ status }, index) => (rows[index]?.status === '' ? '' : (status?.charAt(0) ?? ''))),
      ),
    ) as Score[string],
    'hard or soft': why(
      same(
        rows.map(({ hard_bounce: hard }) => hard),
        found.map(({ hard }) => hard),
      ),
    ) as Score[string],
  };
}

/** Addresses of which the server says that it keeps trying. */
function scoreTemporary(expect: Case['expect'], bounce: Bounce | null): Score {
  const temporary = (expect.temporary as string[]).length > 0;
  return {
    'permanent or temporary': same(temporary, bounce?.delayed === true || bounce?.status?.startsWith('4') === true),
  };
}

function addresses(list: string[]): string[] {
  return [...new Set(list.map((address) => address.toLowerCase()))].sort();
}
