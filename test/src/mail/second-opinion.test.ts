import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { readSampleMails } from '../../../src/demo/sample-mails.ts';
import { parseMail } from '../../../src/mail/parse.ts';

const folded = (text: string) => text.replace(/\s+/g, ' ').trim();

/** On ordinary mail our reader and mailparser must agree; where they differ, one of them is wrong. */
describe('a second opinion: mailparser reads the same', () => {
  it.each(readSampleMails().map((sample) => [sample.file, sample.raw] as const))('%s', async (_, raw) => {
    const ours = await parseMail(raw);
    const theirs = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, keepDeliveryStatus: true });
    expect(ours.subject).toBe(theirs.subject);
    expect(ours.messageId).toBe(theirs.messageId);
    expect(ours.from).toEqual(
      theirs.from && { name: theirs.from.value[0]?.name, address: theirs.from.value[0]?.address?.toLowerCase() },
    );
    expect(ours.date && new Date(ours.date)).toEqual(theirs.date);
    expect(folded(ours.text)).toBe(folded(theirs.text ?? ''));
    expect(ours.attachments.map((part) => part.contentType)).toEqual(
      theirs.attachments.map((part) => part.contentType),
    );
  });
});
