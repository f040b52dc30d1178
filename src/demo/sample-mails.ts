/** The mails the demo delivers, and how the salesperson answers what the desk makes of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.ts';

export type SampleMail = {
  file: string;
  raw: Buffer;
};

/** Every .eml of the folder in the order of its name, with the line ends that SMTP wants (RFC 5321 section 2.3.8). */
export function readSampleMails(): SampleMail[] {
  const folder = join(packageRoot(), 'src', 'demo', 'mails');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.eml'))
    .sort()
    .map((file) => ({
      file,
      raw: Buffer.from(readFileSync(join(folder, file), 'latin1').replace(/\r?\n/g, '\r\n'), 'latin1'),
    }));
}

/**
 * What the salesperson writes, in order, each time a draft to this customer is put before him; afterwards, and to
 * everybody else, he agrees. An answer may use the draft he was shown.
 */
export const plannedAnswers: Record<string, ((draft: string) => string)[]> = {
  'compras@rutaverde.example': [() => '可以,但是交期写45天', () => '同意'],
  'anouk@kopjezwart.example': [
    (draft) => `edit\n\n${draft.replace(/\n\n/, '\n\nIt was nice talking to you on the phone.\n\n')}`,
  ],
  'bestdeals4you88@gmail.com': [() => '拒绝 群发邮件,没有公司名称'],
};

/** What the customer from Peak & Vale answers to our offer. */
export const customerAnswer = {
  from: { name: 'Tom Ashworth', address: 'tom.ashworth@peakandvale.example' },
  text: 'Hello,\n\nthank you for the offer. The price is too high for us, another supplier offers less. Can you do better?\n\nTom',
};
