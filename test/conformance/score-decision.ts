/** Scores answers to approval requests: clear ones understood, unclear ones asked back, none sent wrongly. */
import { parseMail } from '../../src/mail/parse.ts';
import type { Decision } from '../../src/model/draft.ts';
import { addedFiles, answerOf } from '../../src/reply/decision/answer.ts';
import { readDecision } from '../../src/reply/decision/read-decision.ts';
import type { Case } from './cases.ts';
import { type Score, same, type Tools } from './scorer.ts';

type Expected = { decision: Decision['kind']; editedText?: string; argument?: string; attachments?: string[] };

export async function scoreDecision({ input, expect, about }: Case, { config }: Tools): Promise<Score> {
  const expected = expect as Expected;
  const mail = await parseMail(input);
  const today = String(about.received).slice(0, 10);
  const answer = answerOf(mail, typeof about.request === 'string' ? { today, request: about.request } : { today });
  const decision = readDecision(answer, String(about.draftText), config.mailClients, config.decisionWords);
  const { kind } = decision;
  const sends = kind === 'approve' || kind === 'edit';
  const right = kind === expected.decision && argumentRight(decision, expected);
  const wrong = { expected, found: { ...decision, own: mail.text.slice(0, 120) } };
  return {
    [expected.decision === 'unclear' ? 'unclear asked back' : 'clear understood']: right || wrong,
    'nothing sent wrongly': !sends || right || wrong,
    [`  ${expected.decision}`]: right || wrong,
    ...(expected.attachments
      ? {
          'new files': same(
            expected.attachments,
            addedFiles(mail).map(({ filename }) => filename),
          ),
        }
      : {}),
  };
}

function argumentRight(decision: Decision, { editedText, argument }: Expected): boolean {
  switch (decision.kind) {
    case 'edit':
      return bareLines(decision.text) === bareLines(editedText ?? '');
    case 'revise':
      return decision.instruction === argument;
    case 'reject':
    case 'close':
      return decision.reason === (argument ?? '');
    case 'assign':
      return decision.address === argument;
    case 'snooze':
      return decision.until === argument;
    default:
      return true;
  }
}

/** White space at line ends does not count. */
function bareLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}
