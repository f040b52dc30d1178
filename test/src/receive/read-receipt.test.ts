import { describe, expect, it } from '@jest/globals';
import type { MailMessage } from '../../../src/model/message.ts';
import { isReadReceipt } from '../../../src/receive/read-receipt.ts';
import { autoReplyWords, mail } from './client-data.ts';

describe('isReadReceipt', () => {
  it.each<[string, boolean, Partial<MailMessage>]>([
    ['RFC 8098', true, { contentType: 'multipart/report; report-type="disposition-notification"; boundary=x' }],
    [
      'its report in another wrapping',
      true,
      { report: 'Final-Recipient: rfc822; a@b.example\nDisposition: manual-action; displayed' },
    ],
    ['a delivery report', false, { contentType: 'multipart/report; report-type=delivery-status' }],
    [
      'Outlook',
      true,
      {
        subject: 'Read: Quotation',
        text: 'Your message\n\nTo: Ann\nSubject: Quotation\n\nwas read on Monday, 2 November 2026.',
      },
    ],
    ['Outlook in German', true, { subject: 'Gelesen: Angebot', text: 'Ihre Nachricht an Ann wurde gelesen am 2.11.' }],
    ['Outlook in Chinese', true, { subject: '已读：报价', text: '您的邮件已被阅读' }],
    ['QQ Mail', true, { subject: '已读回执：报价', text: '您发送的邮件，收件人已阅读' }],
    [
      'a buyer with such a subject',
      false,
      { subject: 'Read: our new requirements', text: 'Please quote 500 bottles.' },
    ],
    [
      'a buyer with such words',
      false,
      { subject: 'Quotation', text: 'Your offer has been read. Please send samples.' },
    ],
    ['a long mail', false, { subject: 'Read: this', text: `It has been read. ${'We need bottles. '.repeat(100)}` }],
  ])('%s: %s', (_, expected, parts) => {
    expect(isReadReceipt(mail(parts), autoReplyWords)).toBe(expected);
  });
});
