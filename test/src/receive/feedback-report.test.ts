import { describe, expect, it } from '@jest/globals';
import type { MailMessage } from '../../../src/model/message.ts';
import { readComplaintReport } from '../../../src/receive/feedback-report.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { mail } from './client-data.ts';

const returned = {
  messageId: null,
  from: null,
  replyTo: [],
  to: [{ name: '', address: 'ann@buyer.example' }],
  subject: '',
  date: null,
  text: '',
};
const contentType = 'multipart/report; report-type=feedback-report; boundary=x';

describe('readComplaintReport', () => {
  it.each<[string, Partial<MailMessage>, object]>([
    [
      'with its recipient',
      {
        contentType,
        report:
          'Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <Ann@buyer.example>\nOriginal-Rcpt-To: bob@buyer.example',
      },
      { recipient: 'ann@buyer.example', recipients: ['ann@buyer.example', 'bob@buyer.example'], unsubscribe: true },
    ],
    [
      'whose recipient stands in the returned mail',
      { contentType, report: 'Feedback-Type: abuse', embedded: [returned] },
      { recipient: 'ann@buyer.example', unsubscribe: true },
    ],
    ['that hides its recipient', { contentType }, { recipient: null, feedback: 'abuse' }],
    ['about authentication', { contentType, report: 'Feedback-Type: auth-failure' }, { unsubscribe: false }],
    [
      'before the standard',
      {
        from: { name: '', address: 'staff@isp.example' },
        subject: ' complaint about message from 192.0.2.1',
        embedded: [returned],
      },
      { recipient: 'ann@buyer.example' },
    ],
    [
      'of Amazon SES',
      {
        text: JSON.stringify({
          notificationType: 'Complaint',
          complaint: { complainedRecipients: [{ emailAddress: 'Ann@buyer.example' }] },
        }),
      },
      { recipient: 'ann@buyer.example', unsubscribe: true },
    ],
  ])('reads a report %s', (_, parts, expected) => {
    expect(readComplaintReport(mail(parts))).toMatchObject(expected);
  });

  it.each<[string, Partial<MailMessage>]>([
    ['a complaint about goods', { subject: 'complaint about message from you', text: 'The bottles leak.' }],
    ['a delivery report', { contentType: 'multipart/report; report-type=delivery-status', report: 'Action: failed' }],
    ['broken JSON', { text: `{"notificationType":${'['.repeat(100_000)}` }],
  ])('leaves %s alone', (_, parts) => {
    expect(cpuMs(() => expect(readComplaintReport(mail(parts))).toBeNull())).toBeLessThan(hostileMs);
  });
});
