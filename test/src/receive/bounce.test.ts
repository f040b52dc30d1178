import { describe, expect, it } from '@jest/globals';
import type { MailMessage } from '../../../src/model/message.ts';
import { isDeliveryReceipt, readBounce as read } from '../../../src/receive/bounce.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { bouncePhrases, mail } from './client-data.ts';

const readBounce = (parts: Partial<MailMessage>) => read(mail(parts), bouncePhrases);
const daemon = { name: 'Mail Delivery System', address: 'mailer-daemon@mx.buyer.example' };
const returned = (to: string, text = '') => ({
  messageId: '<sent1@seller.example>',
  from: { name: '', address: 'desk@seller.example' },
  replyTo: [],
  to: [{ name: '', address: to }],
  subject: 'Quotation',
  date: null,
  text,
});
const report = (fields: string): Partial<MailMessage> => ({
  from: daemon,
  contentType: 'multipart/report; report-type=delivery-status; boundary="x"',
  report: `Reporting-MTA: dns; mx.buyer.example\n\n${fields}`,
  embedded: [returned('ann@buyer.example')],
});
const diagnosed = (code: string, status = '5.0.0') =>
  report(
    `Final-Recipient: rfc822; ann@buyer.example\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${code}`,
  );

describe('readBounce reads reports', () => {
  it.each([
    ['unknown user', 'Final-Recipient: rfc822; Ann@Buyer.example\nAction: failed\nStatus: 5.1.1', 'hard', '5.1.1'],
    ['a policy', 'Final-Recipient: rfc822; ann@buyer.example\nAction: failed\nStatus: 5.7.1', 'soft', '5.7.1'],
    ['a full mailbox', 'Final-Recipient: rfc822; ann@buyer.example\nAction: failed\nStatus: 5.2.2', 'soft', '5.2.2'],
    ['a delay', 'Final-Recipient: rfc822; ann@buyer.example\nAction: delayed\nStatus: 4.4.1', 'soft', '4.4.1'],
    [
      'a status only in the diagnosis',
      'Original-Recipient: rfc822;ann@buyer.example\nAction: failed\nDiagnostic-Code: smtp;\n 550 5.1.1 User unknown',
      'hard',
      '5.1.1',
    ],
    [
      'fields in any order with spaces before the colon',
      'Diagnostic-Code : smtp;550 5.1.1 no such user\nStatus : 5.0.0\nAction : failed\nFinal-Recipient : rfc/822;<ann@buyer.example>',
      'hard',
      '5.1.1',
    ],
    [
      'a name inside the other system',
      'Original-recipient: rfc822;ann@buyer.example\nFinal-recipient: rfc822;@relay.buyer.example:ann@store1\nAction: failed\nStatus: 5.1.1',
      'hard',
      '5.1.1',
    ],
  ])('of %s', (_, fields, kind, status) => {
    expect(readBounce(report(fields))).toMatchObject({
      recipients: ['ann@buyer.example'],
      kind,
      status,
      delayed: /delayed/.test(fields),
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
      delayed: false,
      failures: [{ kind: 'soft' }, { kind: 'hard', reason: 'user_unknown' }],
    });
  });

  it.each([
    ['550 5.1.1 <ann@buyer.example>: Recipient address rejected: User unknown', 'hard', 'user_unknown'],
    ['550 5.4.1 [ann@buyer.example]: Recipient address rejected: Access denied', 'hard', 'user_unknown'],
    ['550-5.1.1 The account that you 550-5.1.1 tried to reach does not exist', 'hard', 'user_unknown'],
    ['550 User not found: ann@buyer.example', 'hard', 'user_unknown'],
    ['550 5.1.2 Host unknown (Name server: host not found)', 'hard', 'host_unknown'],
    ['551 5.1.6 recipient no longer on server', 'hard', 'moved'],
    ['556 5.1.10 buyer.example does not accept mail', 'hard', 'not_accepting'],
    ['552 5.2.2 Over quota', 'soft', 'mailbox_full'],
    ['550 5.2.1 The account is disabled', 'soft', 'suspended'],
    ['552 5.3.4 Message too large', 'soft', 'too_large'],
    ['550 5.7.26 DMARC check failed', 'soft', 'authentication'],
    ['554 5.7.1 Client host [192.0.2.1] blocked using zen.example', 'soft', 'blocked'],
    ['554 DT:SPM 163 mx1', 'soft', 'spam'],
    ['554 5.7.1 Relay access denied', 'soft', 'relaying'],
    ['550 5.1.8 Sender address rejected: Domain not found', 'soft', 'sender_rejected'],
    ['421 4.7.0 Try again later, closing connection', 'soft', 'system'],
    ['450 4.1.1 User unknown (in reply to RCPT TO command)', 'soft', 'user_unknown'],
    ['550 Unknown user (in reply to end of DATA command)', 'soft', 'refused'],
    ['553 unknown user (in reply to MAIL FROM command)', 'soft', 'sender_rejected'],
    ['550 something nobody has ever written', 'soft', 'unknown'],
  ])('tells a dead address from other refusals: %s', (code, kind, reason) => {
    expect(readBounce(diagnosed(code))).toMatchObject({ kind, reason });
  });

  it('names the address we wrote to when it was forwarded', () => {
    const bounce = readBounce({
      ...diagnosed('550 5.1.1 User unknown'),
      text: '<ann@buyer.example> (expanded from\n    <sales@buyer.example>): host mx said: 550 5.1.1 User unknown',
    });
    expect(bounce?.failures).toMatchObject([{ recipient: 'ann@buyer.example', original: 'sales@buyer.example' }]);
  });

  it('finds the recipient in the words when the report has none', () => {
    const { from, contentType, embedded } = report('');
    const text = 'Delivery to the following recipients failed permanently:\n\n   * ann@buyer.example\n';
    expect(
      readBounce({ from: from ?? null, contentType: contentType ?? '', embedded: embedded ?? [], text }),
    ).toMatchObject({
      recipients: ['ann@buyer.example'],
    });
  });

  const torn =
    'The following address failed\n\nFinal-Recipient: rfc822; ann@buyer.example\nAction: failed\nStatus: 5.1.1\n\nMessage-ID: <sent2@seller.example>';

  it('reads the fields of a torn report', () => {
    expect(readBounce({ from: daemon, text: torn })).toMatchObject({ kind: 'hard', forwarded: false });
  });

  it('marks what a person hands on', () => {
    const text = `FYI\n\n${torn.replace(/^/gm, '> ')}`;
    expect(readBounce({ text })).toMatchObject({ recipients: ['ann@buyer.example'], forwarded: true });
  });

  it('reads the bounce of Amazon SES, also when its line was broken', () => {
    const message = JSON.stringify({
      notificationType: 'Bounce',
      bounce: {
        bouncedRecipients: [
          { emailAddress: 'Ann@buyer.example', status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user unknown' },
        ],
      },
    });
    const text = JSON.stringify({ Type: 'Notification', Message: message }).replace('user unk', 'user !\n unk');
    expect(readBounce({ text })).toMatchObject({ recipients: ['ann@buyer.example'], kind: 'hard', status: '5.1.1' });
  });
});

describe('readBounce reads notices', () => {
  it('of qmail, but not its copy of our mail', () => {
    const text =
      "Hi. This is the qmail-send program at relay.seller.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n<ann@buyer.example>:\n550 5.1.1 no mailbox\n\n--- Below this line is a copy of the message.\n\nMessage-ID: <sent2@seller.example>\nTo: other@buyer.example\nmei@seller.example";
    expect(readBounce({ from: daemon, subject: 'failure notice', text })).toMatchObject({
      recipients: ['ann@buyer.example'],
      kind: 'hard',
      status: '5.1.1',
      originalMessageIds: ['<sent2@seller.example>'],
    });
  });

  const isp = { name: '', address: 'info@isp.example' };
  const postmaster = (domain: string) => ({ name: '', address: `postmaster@${domain}` });
  it.each<[string, Partial<MailMessage>, string, string]>([
    [
      'Exim with its header',
      {
        headers: { 'x-failed-recipients': ['ann@buyer.example'] },
        from: isp,
        subject: 'Mail delivery failed',
        text: 'SMTP error: 550 no such user',
      },
      'hard',
      'user_unknown',
    ],
    [
      'Exim without it',
      {
        from: daemon,
        text: 'A message that you sent could not be delivered to one or more of its\nrecipients. The following address(es) failed:\n\n  ann@buyer.example\n    SMTP error from remote mail server after MAIL FROM:<desk@seller.example>:\n    550 Bad reverse DNS',
      },
      'soft',
      'blocked',
    ],
    [
      'a postmaster',
      {
        from: postmaster('buyer.example'),
        subject: 'Undeliverable: Quotation',
        text: 'ann@buyer.example\nUser unknown',
      },
      'hard',
      'user_unknown',
    ],
    [
      'Domino',
      {
        from: postmaster('buyer.example'),
        subject: 'DELIVERY FAILURE: User ann not listed in Domino Directory',
        text: 'Your message\n\n  Subject: Quotation\n\nwas not delivered to:\n\n  ann@buyer.example\n\nbecause:\n\n  User ann (ann@buyer.example) not listed in Domino Directory',
      },
      'hard',
      'user_unknown',
    ],
    [
      'an X.400 gateway',
      {
        from: postmaster('buyer.example'),
        subject: 'Delivery Report (failure)',
        text: 'Your message was not delivered to:  ann@buyer.example\nfor the following reason: unable-to-transfer\nDiagnostic was: Unrecognised-ORName',
      },
      'hard',
      'user_unknown',
    ],
    [
      'QQ Mail',
      {
        from: { name: 'PostMaster', address: 'postmaster@qq.com' },
        subject: '系统退信',
        text: '很抱歉您发送的邮件被退回，以下是该邮件的相关信息：\n\n被退回邮件\n主 题：报价单\n时 间：2026-11-02\n无法发送到 ann@buyer.example\n退信原因 收件人邮件地址不存在，邮件无法送达。',
      },
      'hard',
      'user_unknown',
    ],
    [
      'NetEase',
      {
        from: { name: '', address: 'postmaster@163.com' },
        to: [{ name: '', address: 'desk@seller.example' }],
        subject: '系统退信/Systems bounce',
        text: '抱歉，您的邮件被退回来了……\n原邮件信息：\n时 间 : 2026-11-02\n主 题 : 报价单\n发件人 : desk@seller.example\n收 件 人 : <ann@buyer.example>\n退信原因：\n对方邮箱已满，暂时无法接收',
      },
      'soft',
      'mailbox_full',
    ],
    [
      'Aliyun',
      {
        from: { name: '系统退信', address: 'bounce@mail.buyer.example' },
        subject: '退信通知',
        text: '您发给 ann@buyer.example 的邮件无法送达。\n错误原因：域名不存在',
      },
      'hard',
      'host_unknown',
    ],
    [
      'a Japanese gateway',
      {
        headers: { 'return-path': ['<>'] },
        from: null,
        subject: 'failure notice',
        text: '以下のメールアドレスへの送信に失敗しました。\nann@buyer.example\n-------server message\n550 5.1.1 User unknown',
      },
      'hard',
      'user_unknown',
    ],
    [
      'Exchange in German',
      {
        from: { name: 'Systemadministrator', address: 'postmaster@buyer.example' },
        subject: 'Unzustellbar: Angebot',
        text: 'Fehler bei der Nachrichtenzustellung an folgende Empfänger:\n\nann@buyer.example<mailto:ann@buyer.example>\nDie eingegebene E-Mail-Adresse wurde nicht gefunden.',
      },
      'hard',
      'user_unknown',
    ],
    [
      'Mail.ru',
      {
        from: { name: '', address: 'mailer-daemon@corp.mail.ru' },
        subject: 'Ваше сообщение не доставлено',
        text: 'К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:\n\n  ann@buyer.example\n  ящик переполнен',
      },
      'soft',
      'mailbox_full',
    ],
    [
      'a gateway that signs as itself',
      {
        from: { name: '', address: 'filter@buyer.example' },
        subject: 'Mail could not be delivered',
        text: 'Sent <<< RCPT TO:<ann@buyer.example>\nUnable to deliver message: user not found',
      },
      'hard',
      'user_unknown',
    ],
    [
      'a warning',
      {
        from: daemon,
        subject: 'Warning: could not send message for past 4 hours',
        text: 'THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.\n<ann@buyer.example>: deferred: 550 user unknown',
      },
      'soft',
      'user_unknown',
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
      'mailbox_full',
    ],
  ])('of %s', (_, parts, kind, reason) => {
    expect(readBounce(parts)).toMatchObject({ recipients: ['ann@buyer.example'], kind, reason });
  });

  it.each([
    'Could not be delivered to: <ann@buyer.example>\nAs their mailbox is full.',
    'Your message\n\n  To: bob@buyer.example; ann@buyer.example\n  Subject: Quotation\n\ndid not reach:\n\nann@buyer.example on 2 Nov',
    '>>>>ann@buyer.example <ann@buyer.example>\n 550 sorry, no mailbox here by that name (#5.1.1)',
    'Recipient address: ann@store1\nOriginal address: ann@buyer.example\nReason: over quota',
    'Local mailbox ann@buyer.example is unavailable: user not found. Ask postmaster@buyer.example.',
    '收件人（ann@buyer.example）地址错误（没有找到收件人）。\nhost mx.buyer.example said: 550 5.1.1 User unknown',
    '   ----- Transcript of session follows -----\n554 <ann@buyer.example>... 550 Host unknown',
  ])('finds whom it did not reach: %s', (text) => {
    expect(readBounce({ from: daemon, text })?.recipients).toEqual(['ann@buyer.example']);
  });

  it.each([
    [
      'The following data may be confidential.\nThe attached message had fatal delivery errors!\nFailed address: ann@buyer.example\n RCPT To:<ann@buyer.example>\n 550 <ann@buyer.example>, Recipient unknown',
      'user_unknown',
    ],
    [
      'The following recipient could not be reached:\n\nann@buyer.example\n   No mail servers appear to exist for the recipients address.',
      'host_unknown',
    ],
  ])('tells why: %s', (text, reason) => {
    expect(readBounce({ from: daemon, text })).toMatchObject({ kind: 'hard', reason });
  });

  it('takes the recipients of the returned mail when the notice names none', () => {
    const parts = {
      from: daemon,
      subject: 'Undelivered mail',
      text: 'Hello desk@seller.example,\nthe group may not exist.',
    };
    expect(readBounce({ ...parts, embedded: [returned('list@buyer.example')] })).toMatchObject({
      recipients: ['list@buyer.example'],
    });
  });

  it('reads the refusal that Dovecot writes as a disposition', () => {
    expect(
      readBounce({
        headers: { 'auto-submitted': ['auto-replied (rejected)'] },
        from: { name: 'Mail Delivery Subsystem', address: 'admin@buyer.example' },
        contentType: 'multipart/report; report-type=disposition-notification',
        text: 'Your message to <ann@buyer.example> was automatically rejected:\nQuota exceeded',
        report:
          'Final-Recipient: rfc822; ann@buyer.example\nDisposition: automatic-action/MDN-sent-automatically; deleted',
      }),
    ).toMatchObject({ recipients: ['ann@buyer.example'], reason: 'mailbox_full' });
  });
});

describe('readBounce leaves alone', () => {
  it.each<[string, Partial<MailMessage>]>([
    [
      'a buyer who complains about delivery',
      { subject: 'delivery failed', text: 'ann@buyer.example\nThe goods could not be delivered. 550 5.1.1' },
    ],
    [
      'a buyer whose mail was refused elsewhere',
      {
        subject: 'Undeliverable',
        text: 'Our mail to bob@seller.example could not be delivered, mailbox full. Please quote.',
      },
    ],
    [
      'a parcel service',
      {
        from: { name: 'Parcels', address: 'noreply@parcels.example' },
        subject: 'Undeliverable: your parcel',
        text: 'Your parcel could not be delivered, the address is invalid. Write to help@parcels.example.',
      },
    ],
    [
      'an absence with an empty return path',
      { headers: { 'return-path': ['<>'] }, text: 'My answer may be delayed, write to\nbob@buyer.example' },
    ],
    ['a report of success', report('Final-Recipient: rfc822; ann@buyer.example\nAction: delivered\nStatus: 2.0.0')],
    [
      'a read receipt',
      {
        contentType: 'multipart/report; report-type=disposition-notification',
        report: 'Final-Recipient: rfc822; ann@buyer.example\nDisposition: automatic-action; displayed',
      },
    ],
  ])('%s', (_, parts) => {
    expect(readBounce(parts)).toBeNull();
  });
});

describe('isDeliveryReceipt', () => {
  it.each([
    ['delivered', true],
    ['relayed', true],
    ['failed', false],
  ])('of action %s: %s', (action, expected) => {
    expect(isDeliveryReceipt(mail(report(`Final-Recipient: rfc822; ann@buyer.example\nAction: ${action}`)))).toBe(
      expected,
    );
  });
});

describe('readBounce costs little', () => {
  const hostile = [
    'a@'.repeat(100_000),
    '<'.repeat(200_000),
    '5.'.repeat(100_000),
    '550 '.repeat(50_000),
    'to '.repeat(66_000),
    'To: a@b.example\n'.repeat(12_500),
    '<a@b.example>: \n'.repeat(12_500),
    'message-id:'.repeat(18_000),
    '(expanded from '.repeat(13_000),
    'in reply to '.repeat(16_000),
    '> '.repeat(100_000),
    '\n'.repeat(200_000),
    `Final-Recipient: rfc822; a@b.example\nAction: failed\n\n`.repeat(3_600),
  ];
  it.each(hostile.map((text) => [text.slice(0, 30), text]))('with %j', (_, text) => {
    readBounce({ from: daemon, text: 'warm' });
    for (const parts of [
      { from: daemon, text },
      { from: daemon, report: text, text },
    ]) {
      expect(cpuMs(() => readBounce(parts))).toBeLessThan(hostileMs);
    }
  });

  it('with as many recipients as a report can name', () => {
    const group = (number: number) =>
      `Final-Recipient: rfc822; a${number}@b.example\nAction: failed\nDiagnostic-Code: smtp; ${'the user of the mail '.repeat(40)}\n\n`;
    const fields = Array.from({ length: 200 }, (_, number) => group(number)).join('');
    const notice = { from: daemon, report: fields, text: fields };
    expect(readBounce(notice)?.recipients).toHaveLength(100);
    expect(cpuMs(() => readBounce(notice))).toBeLessThan(hostileMs);
  });
});
