import { describe, expect, it } from '@jest/globals';
import { readBounce } from '../../../src/receive/bounce.ts';
import { mail } from './client-data.ts';

const daemon = { name: 'Mail Delivery System', address: 'mailer-daemon@mx.buyer.example' };
const report = (fields: string) =>
  mail({
    from: daemon,
    contentType: 'multipart/report; report-type=delivery-status; boundary="x"',
    report: `Reporting-MTA: dns; mx.buyer.example\n\n${fields}`,
    embedded: [
      { messageId: '<sent1@seller.example>', from: null, replyTo: [], to: [], subject: '', date: null, text: '' },
    ],
  });

describe('readBounce', () => {
  it.each([
    ['unknown user', 'Final-Recipient: rfc822; Ann@Buyer.example\nAction: failed\nStatus: 5.1.1', 'hard', '5.1.1'],
    ['a policy', 'Final-Recipient: rfc822; ann@buyer.example\nAction: failed\nStatus: 5.7.1', 'hard', '5.7.1'],
    ['a full mailbox', 'Final-Recipient: rfc822; ann@buyer.example\nAction: failed\nStatus: 5.2.2', 'soft', '5.2.2'],
    ['a delay', 'Final-Recipient: rfc822; ann@buyer.example\nAction: delayed\nStatus: 4.4.1', 'soft', '4.4.1'],
    [
      'a status only in the diagnosis',
      'Original-Recipient: rfc822;ann@buyer.example\nAction: failed\nDiagnostic-Code: smtp;\n 550 5.1.1 User unknown',
      'hard',
      '5.1.1',
    ],
  ])('reads a report of %s', (_, fields, kind, status) => {
    expect(readBounce(report(fields))).toEqual({
      recipients: ['ann@buyer.example'],
      kind,
      status,
      originalMessageIds: ['<sent1@seller.example>'],
    });
  });

  it('takes the worst of several recipients and leaves out those reached', () => {
    const fields =
      'Final-Recipient: rfc822; a@buyer.example\nAction: delayed\nStatus: 4.4.1\n\nFinal-Recipient: rfc822; b@buyer.example\nAction: failed\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; c@buyer.example\nAction: delivered\nStatus: 2.0.0';
    expect(readBounce(report(fields))).toMatchObject({
      recipients: ['a@buyer.example', 'b@buyer.example'],
      kind: 'hard',
      status: '5.1.1',
    });
  });

  it('reads the notice of qmail, but not its copy of our mail', () => {
    const text =
      "Hi. This is the qmail-send program at relay.seller.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ann@buyer.example>:\n550 5.1.1 no mailbox\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <sent2@seller.example>\nTo: other@buyer.example\nmei@seller.example";
    expect(readBounce(mail({ from: daemon, subject: 'failure notice', text }))).toEqual({
      recipients: ['ann@buyer.example'],
      kind: 'hard',
      status: '5.1.1',
      originalMessageIds: ['<sent2@seller.example>'],
    });
  });

  it.each([
    [
      'Exim with its header',
      {
        headers: { 'x-failed-recipients': ['ann@buyer.example'] },
        from: { name: '', address: 'info@isp.example' },
        subject: 'Mail delivery failed',
        text: 'SMTP error: 550 no such user',
      },
      'hard',
    ],
    [
      'a postmaster',
      {
        from: { name: '', address: 'postmaster@buyer.example' },
        subject: 'Undeliverable: Quotation',
        text: 'ann@buyer.example\nUser unknown',
      },
      'hard',
    ],
    [
      'a warning',
      {
        from: daemon,
        subject: 'Warning: could not send message for past 4 hours',
        text: 'THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n<ann@buyer.example>: deferred',
      },
      'soft',
    ],
    [
      'an empty return path',
      {
        headers: { 'return-path': ['<>'] },
        from: { name: '', address: 'support@buyer.example' },
        subject: 'Returned mail',
        text: 'ann@buyer.example: 452 4.2.2 mailbox full',
      },
      'soft',
    ],
  ])('reads the notice of %s', (_, parts, kind) => {
    expect(readBounce(mail(parts))).toMatchObject({ recipients: ['ann@buyer.example'], kind });
  });

  it.each([
    [
      'a buyer who complains about delivery',
      { subject: 'delivery failed', text: 'ann@buyer.example\nThe goods could not be delivered. 550 5.1.1' },
    ],
    [
      'an absence with an empty return path',
      { headers: { 'return-path': ['<>'] }, text: 'My answer may be delayed, write to\nbob@buyer.example' },
    ],
    [
      'a report of success',
      { ...report('Final-Recipient: rfc822; ann@buyer.example\nAction: delivered\nStatus: 2.0.0') },
    ],
    [
      'a read receipt',
      {
        contentType: 'multipart/report; report-type=disposition-notification',
        report: 'Final-Recipient: rfc822; ann@buyer.example\nDisposition: automatic-action; displayed',
      },
    ],
  ])('leaves %s alone', (_, parts) => {
    expect(readBounce(mail(parts))).toBeNull();
  });

  it('is linear on hostile notices', () => {
    for (const text of [
      'a@'.repeat(100_000),
      '<'.repeat(200_000),
      '5.'.repeat(100_000),
      'to '.repeat(66_000),
      '\n'.repeat(200_000),
    ]) {
      const start = performance.now();
      readBounce(mail({ from: daemon, text }));
      expect(performance.now() - start).toBeLessThan(50);
    }
  });
});
