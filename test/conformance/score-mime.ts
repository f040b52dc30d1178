/** Scores MIME cases: a mail of any shape is read, with the subject, the author and the attachments' names it has. */
import { parseMail } from '../../src/mail/parse.ts';
import type { Case } from './cases.ts';
import { type Score, same } from './scorer.ts';

type Author = { name: string | null; address: string | null };
type Labelled = { subject?: string | null; from?: Author[] | null; attachments?: { filename: string | null }[] | null };

/** Never throws; subject, author and names of attachments equal. What the case leaves out, the mail must lack. */
export async function scoreMime({ input, expect }: Case): Promise<Score> {
  const labelled = expect as Labelled;
  const message = await parseMail(input);
  const checks: Score = {
    subject: same(labelled.subject ?? '', message.subject),
    from: same(author(labelled.from?.[0]), author(message.from)),
    'attachment names': names(
      (labelled.attachments ?? []).map(({ filename }) => filename ?? ''),
      message.attachments.map(({ filename }) => filename),
    ),
  };
  return { ...checks, 'all three': Object.values(checks).every((check) => check === true) };
}

function author(mailbox: Author | null | undefined): Author | null {
  return mailbox?.address ? { name: mailbox.name ?? '', address: mailbox.address.toLowerCase() } : null;
}

/** U+FFFD stands for a byte that the label's author could not decode; we may have. */
function names(expected: string[], found: string[]): Score[string] {
  const read = found.map((name, index) => {
    const labelled = Array.from(expected[index] ?? '');
    return Array.from(name, (letter, at) => (labelled[at] === '\uFFFD' ? '\uFFFD' : letter)).join('');
  });
  return same(expected, read) === true ? true : { expected, found };
}
