import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseMail } from '../../../src/mail/parse.ts';
import { MailMessage } from '../../../src/model/message.ts';

/** 询价 and 您好 in GBK, which GB18030 contains. */
const GBK_INQUIRY = [0xd1, 0xaf, 0xbc, 0xdb];
const GB18030_HELLO = [0xc4, 0xfa, 0xba, 0xc3];

function mail(...lines: string[]): Buffer {
  return Buffer.from(
    lines
      .map(
        (line) => `${line}
`,
      )
      .join(''),
  );
}

function withBody(body: string, ...headers: string[]): Buffer {
  return mail('From: Anna <anna@buyer.example>', 'Message-ID: <1@buyer.example>', ...headers, '', body);
}

function multipart(type: string, ...parts: string[]): Buffer {
  return withBody(
    `${parts.map((part) => `--b\r\n${part}\r\n`).join('')}--b--`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/${type}; boundary=b`,
  );
}

describe('parseMail: headers', () => {
  it('reads ids, addresses and dates', async () => {
    const message = await parseMail(
      mail(
        'Message-ID: <M1@Buyer.example>',
        'In-Reply-To: Your message <q1@desk.example> of Monday',
        'References: <q0@desk.example> <q1@desk.example>',
        '\t<q2@desk.example>',
        'From: "Müller, Anna" <Anna.Mueller@BUYER.example>',
        'Reply-To: buy@buyer.example, second@buyer.example',
        'To: Team: a@desk.example, "B" <B@desk.example>;, c@desk.example',
        'Cc: undisclosed-recipients:;',
        'Subject: =?utf-8?B?6K+i5Lu3?= bolts',
        'Date: Wed, 4 Mar 2026 13:06:07 +0800 (CST)',
        'X-Seen: one',
        'X-Seen: =?iso-8859-1?Q?caf=E9?=',
        'Content-Type: Text/Plain; charset="UTF-8"',
        '',
        'Hello',
      ),
    );
    expect(MailMessage.parse(message)).toEqual(message);
    expect(message).toMatchObject({
      messageId: '<M1@Buyer.example>',
      inReplyTo: '<q1@desk.example>',
      references: ['<q0@desk.example>', '<q1@desk.example>', '<q2@desk.example>'],
      from: { name: 'Müller, Anna', address: 'anna.mueller@buyer.example' },
      replyTo: [{ address: 'buy@buyer.example' }, { address: 'second@buyer.example' }],
      to: [{ address: 'a@desk.example' }, { name: 'B', address: 'b@desk.example' }, { address: 'c@desk.example' }],
      cc: [],
      subject: '询价 bolts',
      date: '2026-03-04T05:06:07.000Z',
      contentType: 'text/plain; charset="UTF-8"',
      text: 'Hello\n',
    });
    expect(message.headers['x-seen']).toEqual(['one', 'café']);
    expect(message.headers.to?.[0]).toContain('Team:');
  });

  it.each([
    ['no header at all', '\r\njust text', 'just text'],
    ['nothing', '', ''],
    ['no Message-ID and no From', 'Subject: x\r\n\r\nhi', 'hi'],
  ])('takes a mail with %s', async (_, raw, text) => {
    const message = await parseMail(Buffer.from(raw));
    expect(message).toMatchObject({ messageId: null, from: null, date: null, references: [], text, report: null });
  });

  it.each([
    'bogus',
    'foo 1',
    'Thu, 99 Foo 2026 00:00:00 +0000',
    'x'.repeat(181),
    'Mon, 1 Jan 20266 00:00:00 +0000',
    '',
  ])('gives no date for %j', async (date) => {
    expect((await parseMail(withBody('x', `Date: ${date}`))).date).toBeNull();
  });

  it('reads raw GBK in the headers, and the middle of a character across encoded words', async () => {
    const folded = Buffer.concat([
      Buffer.from('From: '),
      Buffer.from(GBK_INQUIRY),
      Buffer.from(' <A@buyer.example>\r\nSubject: '),
      Buffer.from(GBK_INQUIRY),
      Buffer.from(' =?utf-8?B?5L2g5aU=?=\r\n =?utf-8?B?vQ==?=\r\n\r\nx'),
    ]);
    expect(await parseMail(folded)).toMatchObject({
      from: { name: '询价', address: 'a@buyer.example' },
      subject: '询价 你好',
      headers: { subject: ['询价 你好'] },
    });
  });

  it('bounds headers and keeps names from being mischief', async () => {
    const many = Array.from({ length: 500 }, (_, index) => `X-${index}: ${'v'.repeat(20_000)}`);
    const { headers } = await parseMail(withBody('x', '__proto__: evil', 'constructor: c', ...many.slice(0, 40)));
    expect('evil' in headers).toBe(false);
    expect(Object.keys(headers)).not.toContain('__proto__');
    expect(headers['x-0']?.[0]?.length).toBeLessThanOrEqual(10_000);
    const short = Array.from({ length: 500 }, (_, index) => `X-${index}: v`);
    expect(Object.keys((await parseMail(withBody('x', ...short))).headers).length).toBe(200);
  });
});

describe('parseMail: text', () => {
  const html = `<p>We need <b>500</b> pcs of M8 bolts. ${'Please quote FOB Ningbo. '.repeat(20)}</p>`;
  it.each([
    [
      'plain before HTML',
      multipart(
        'alternative',
        'Content-Type: text/plain\r\n\r\nplain words here',
        'Content-Type: text/html\r\n\r\n<p>html</p>',
      ),
      /^plain words here\n*$/,
    ],
    [
      'HTML when plain is blank',
      multipart('alternative', 'Content-Type: text/plain\r\n\r\n \r\n', 'Content-Type: text/html\r\n\r\n<p>html</p>'),
      /^html$/,
    ],
    ['HTML alone', withBody('<p>html</p>', 'Content-Type: text/html'), /^html$/],
    [
      'HTML when plain is a stub',
      multipart(
        'alternative',
        'Content-Type: text/plain\r\n\r\nYour reader cannot show this.',
        `Content-Type: text/html\r\n\r\n${html}`,
      ),
      /^We need 500 pcs/,
    ],
    ['format=flowed joined', withBody('one \r\ntwo', 'Content-Type: text/plain; format=flowed'), /^one two\n*$/],
    ['an unknown charset', withBody('words', 'Content-Type: text/plain; charset=x-none'), /^words\n*$/],
  ])('%s', async (_, raw, expected) => {
    expect((await parseMail(raw)).text).toMatch(expected);
  });

  it.each([
    ['gb2312 declared', 'Content-Type: text/plain; charset=gb2312', GB18030_HELLO, '您好'],
    ['nothing declared, GB18030', 'X: y', [...GB18030_HELLO, ...GBK_INQUIRY], '您好询价'],
    ['utf-8 declared, GB18030 sent', 'Content-Type: text/plain; charset=utf-8', GB18030_HELLO, '您好'],
    ['nothing declared, Windows-1252', 'X: y', [0x47, 0x72, 0xf6, 0xdf, 0x65, 0x20, 0x80], 'Größe €'],
  ])('%s', async (_, header, bytes, text) => {
    const raw = Buffer.concat([Buffer.from(`From: a@b.example\r\n${header}\r\n\r\n`), Buffer.from(bytes)]);
    expect((await parseMail(raw)).text).toBe(text);
  });

  it('leaves out what PostgreSQL cannot store', async () => {
    const message = await parseMail(
      withBody('a\u0000b &#xD800; c', 'Subject: a\u0000b =?utf-16?B?2AA=?=', 'Content-Type: text/html'),
    );
    expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
    expect(message.subject.startsWith('ab')).toBe(true);
  });
});

describe('parseMail: parts', () => {
  it('lists attachments by their bytes', async () => {
    const message = await parseMail(
      multipart(
        'mixed',
        'Content-Type: text/plain\r\n\r\nsee attached',
        "Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''%E6%8A%A5%E4%BB%B7.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=",
      ),
    );
    expect(message.attachments).toEqual([
      {
        filename: '报价.pdf',
        contentType: 'application/pdf',
        size: 5,
        sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
        sniffedType: 'text/plain',
        zipEntries: [],
        encrypted: false,
        macros: false,
      },
    ]);
  });

  it.each(['attachment', 'inline'])('opens mails inside the mail (%s), three deep', async (disposition) => {
    let raw = 'From: deep@x.example\r\nSubject: level 5\r\n\r\nbottom';
    for (const level of [4, 3, 2, 1]) {
      raw = `From: f${level}@x.example\r\nMessage-ID: <${level}@x.example>\r\nSubject: level ${level}\r\nContent-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n\r\ntext ${level}\r\n--b${level}\r\nContent-Type: message/rfc822\r\nContent-Disposition: ${disposition}\r\n\r\n${raw}\r\n--b${level}--\r\n`;
    }
    const message = await parseMail(Buffer.from(raw));
    expect(message.text).toBe('text 1');
    expect(message.embedded.map(({ subject, text, from }) => [subject, text.trim(), from?.address])).toEqual([
      ['level 2', 'text 2', 'f2@x.example'],
      ['level 3', 'text 3', 'f3@x.example'],
      ['level 4', 'text 4', 'f4@x.example'],
    ]);
  });

  it('reads a bounce', async () => {
    const message = await parseMail(
      withBody(
        [
          '--b',
          '',
          'Your mail could not be delivered.',
          '--b',
          'Content-Type: message/delivery-status',
          '',
          'Reporting-MTA: dns; mx.example',
          '',
          'Final-Recipient: rfc822; x@buyer.example',
          'Action: failed',
          'Status: 5.1.1',
          '--b',
          'Content-Type: text/rfc822-headers',
          '',
          'Message-ID: <q1@desk.example>',
          'Subject: Quotation',
          '--b--',
        ].join('\r\n'),
        'Content-Type: Multipart/Report; report-type=delivery-status; boundary=b',
      ),
    );
    expect(message.contentType).toBe('multipart/report; report-type=delivery-status; boundary=b');
    expect(message.text.trim()).toBe('Your mail could not be delivered.');
    expect(message.report).toContain('Final-Recipient: rfc822; x@buyer.example\nAction: failed\nStatus: 5.1.1');
    expect(message.embedded).toMatchObject([{ messageId: '<q1@desk.example>', subject: 'Quotation' }]);
  });

  it('reads a read receipt', async () => {
    const message = await parseMail(
      multipart(
        'report',
        '\r\nread',
        'Content-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/x; displayed',
      ),
    );
    expect(message.report).toBe('Disposition: manual-action/x; displayed');
  });
});

describe('parseMail: damaged mail', () => {
  it.each([
    [
      'text without a header',
      'Dear Sir,\r\nwe need: bolts\r\n\r\nRegards',
      { text: 'Dear Sir,\nwe need: bolts\n\nRegards' },
    ],
    ['an mbox line', 'From a@b Mon Jan 1 00:00:00 2026\nSubject: s\n\nt', { subject: 's', text: 't' }],
    ['blank lines in front', '\r\n\r\nSubject: s\r\nFrom: a@b.example\r\n\r\nt', { subject: 's', text: 't' }],
    ['a line that is no field', 'Subject: s\r\nrubbish here\r\nTo: c@d.example\r\n\r\nt', { subject: 's', text: 't' }],
    [
      'no empty line behind the header',
      'From: a@b.example\nSubject: s\nWe need bolts\nand nuts',
      { text: 'We need bolts\nand nuts' },
    ],
    ['lines that end in CR only', 'Subject: s\rFrom: a@b.example\r\rt', { subject: 's', text: 't' }],
    ['a bare CR in a field', 'Subject: s\rBcc: x@y.example\r\n\r\nt', { subject: 's Bcc: x@y.example', text: 't' }],
    ['a line break in an encoded word', 'Subject: =?utf-8?Q?a=0D=0ABcc:_x?=\r\n\r\nt', { subject: 'a Bcc: x' }],
    [
      'a boundary that never comes',
      'Subject: s\nContent-Type: multipart/mixed; boundary=x\n\nwords',
      { text: 'words' },
    ],
    ['a boundary that is not named', 'Content-Type: multipart/mixed\n\n--x\n\nwords\n--x--', { text: 'words' }],
    ['no closing delimiter', 'Content-Type: multipart/mixed; boundary=x\n\n--x\n\nwords', { text: 'words' }],
    ['a type without a subtype', 'Content-Type: text\n\nwords', { text: 'words' }],
    ['padding in the middle of base64', 'Content-Transfer-Encoding: base64\n\nd29y\nZA==\ncw==', { text: 'words' }],
    ['base64 over several words', 'Subject: =?utf-8?B?5L2g5?= =?utf-8?B?aW9?=\n\nx', { subject: '你好' }],
    [
      'quotes around an encoded word',
      'From: "=?utf-8?B?5L2g5aW9?=" <a@b.example>\n\nx',
      { from: { name: '你好', address: 'a@b.example' } },
    ],
    [
      'an address and its quotes inside a word in base64',
      `From: =?utf-8?B?${Buffer.from('"CEO" <ceo@bank.example>, x').toString('base64')}?= <a@b.example>\n\nx`,
      { from: { name: '"CEO" <ceo@bank.example>, x', address: 'a@b.example' } },
    ],
    ['nothing but an address in an encoded word', 'From: =?utf-8?Q?ceo=40bank.example?=\n\nx', { from: null }],
    [
      'an address inside an encoded word',
      'From: =?utf-8?Q?CEO_<ceo@bank.example>?= <a@b.example>\n\nx',
      { from: { name: 'CEO <ceo@bank.example>', address: 'a@b.example' } },
    ],
  ])('reads %s', async (_, raw, expected) => {
    expect(await parseMail(Buffer.from(raw))).toMatchObject(expected);
  });

  it('closes an inner multipart that the outer one ends', async () => {
    const message = await parseMail(
      multipart(
        'mixed',
        'Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\n\r\nwords',
        'Content-Type: application/pdf; name=a.pdf\r\n\r\nx',
      ),
    );
    expect([message.text, message.attachments.map(({ filename }) => filename)]).toEqual(['words', ['a.pdf']]);
  });

  it.each([
    ["name*0*=gbk''%B1%A8; name*1*=%BC%DB; name*2=.pdf", '报价.pdf'],
    ['name="=?gb2312?B?sai82w==?=.pdf"', '报价.pdf'],
    ['name="a\\"b.pdf"', 'a"b.pdf'],
    ["name=old.pdf; name*=utf-8'zh'%E6%8A%A5.pdf", '报.pdf'],
    ['name=plain.pdf; x', 'plain.pdf'],
  ])('reads the file name in %s', async (parameters, filename) => {
    const part = `Content-Type: application/pdf; ${parameters}\r\nContent-Disposition: attachment\r\n\r\nx`;
    expect((await parseMail(multipart('mixed', '\r\nwords', part))).attachments).toMatchObject([{ filename }]);
  });

  it('opens a mail that is attached as a file', async () => {
    const part = 'Content-Type: application/octet-stream; name="inquiry.eml"\r\n\r\nSubject: bolts\r\n\r\nwe need';
    expect((await parseMail(multipart('mixed', '\r\nsee', part))).embedded).toMatchObject([
      { subject: 'bolts', text: 'we need' },
    ]);
  });
});

describe('parseMail: hostile mail', () => {
  const row =
    '<tr><td style="border:1px solid"><p class=MsoNormal>Hex bolt M8x40</p></td><td>5000</td><td>pcs</td></tr>';
  it.each([
    ['1.8 MB of HTML table', withBody(`<table>${row.repeat(16_800)}</table>`, 'Content-Type: text/html'), 2000],
    ['5 MB of plain text', withBody('word '.repeat(1_000_000)), 2000],
    [
      '900 nested parts',
      withBody(
        Array.from({ length: 900 }, (_, i) => `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i + 1}\r\n`).join(
          '\r\n',
        ),
        'Content-Type: multipart/mixed; boundary=b0',
      ),
      2000,
    ],
    ['200 kB of brackets as id', withBody('x', `References: ${'<a'.repeat(100_000)}`), 1000],
    ['200 kB of addresses', withBody('x', `To: ${'a@b.example,'.repeat(17_000)}`), 3000],
    ['200 kB of quotes as address', withBody('x', `To: ${'"'.repeat(200_000)}`), 1000],
    ['200 kB of encoded words', withBody('x', `Subject: ${'=?utf-8?Q?a?= '.repeat(14_000)}`), 1000],
    ['200 kB as date', withBody('x', `Date: ${'1 jan '.repeat(33_000)}`), 1000],
    [
      '25 MB attached',
      multipart('mixed', 'Content-Transfer-Encoding: base64\r\n\r\n'.concat('YWJj'.repeat(6e6))),
      5000,
    ],
    ['20 MB of padding', withBody('a='.repeat(1e7), 'Content-Transfer-Encoding: base64'), 5000],
    ['20 MB that look like delimiters', multipart('mixed', '\r\n'.concat('--bb\n'.repeat(4e6))), 10_000],
  ])('%s costs little', async (_, raw, milliseconds) => {
    const start = performance.now();
    await parseMail(raw);
    // Twice for a busy machine.
    expect(performance.now() - start).toBeLessThan(2 * milliseconds);
  });

  const recipients = Array.from({ length: 10_000 }, (_, at) => `"Buyer ${at}" <b${at}@x.example>`).join(',\r\n ');
  const nested = Array.from(
    { length: 1000 },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  const manyHeaders = Array.from({ length: 100_000 }, (_, at) => `X-${at}: v\r\n`).join('');
  it.each([
    ['10,000 recipients', withBody('words', `To: ${recipients}`), 'addresses', { text: 'words\r\n'.replace('\r', '') }],
    ['a subject of 5 MB', withBody('words', `Subject: ${'bolts '.repeat(850_000)}`), 'subject', {}],
    ['5,000 parts', multipart('mixed', ...Array.from({ length: 5000 }, () => '\r\nword')), 'parts', {}],
    ['1,000 levels', Buffer.from(`${nested.join('')}\r\ndeep words`), 'nested parts', {}],
    [
      '100,000 header lines',
      Buffer.from(`${manyHeaders}Subject: last\r\n\r\nwords`),
      'header lines',
      { subject: 'last' },
    ],
    ['5 MB of text', withBody('word '.repeat(1_000_000)), 'text', {}],
    ['2 MB of HTML', withBody('<p>word</p>'.repeat(200_000), 'Content-Type: text/html'), 'html', {}],
    [
      '3,000 attachments',
      multipart('mixed', ...Array.from({ length: 1500 }, () => 'Content-Type: a/b\r\n\r\nx')),
      'attachments',
      {},
    ],
  ])('reads %s and says what it cut', async (_, raw, cut, expected) => {
    const start = performance.now();
    const message = await parseMail(raw);
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(message.limits).toContain(cut);
    expect(message).toMatchObject(expected);
    expect(JSON.stringify(message).length).toBeLessThan(5_000_000);
  });

  it('says nothing of limits for an ordinary mail, and reads it in a few milliseconds', async () => {
    const html = '<p class=MsoNormal style="color:#1F497D">We need <b>bolts</b> and nuts.</p>\r\n'.repeat(130);
    const raw = withBody(html, 'Content-Type: text/html');
    for (let round = 0; round < 20; round++) await parseMail(raw);
    const start = performance.now();
    for (let round = 0; round < 20; round++) await parseMail(raw);
    // 5 ms each on a quiet machine; the tests share theirs.
    expect((performance.now() - start) / 20).toBeLessThan(100);
    expect((await parseMail(raw)).limits).toEqual([]);
  });

  const whole = multipart(
    'mixed',
    'Content-Type: multipart/alternative; boundary=i\r\n\r\n--i\r\nContent-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\nxPq6ww==\r\n--i\r\nContent-Type: text/html\r\n\r\n<p style="color:#fff">a</p><table><tr><td>b</table>\r\n--i--',
    "Content-Type: application/zip; name*0*=utf-8''%E6%8A%A5; name*1=.zip\r\n\r\nPK\u0003\u0004",
    'Content-Type: message/rfc822\r\n\r\nFrom: =?gbk?Q?=D1=AF?= <a@b.example>\r\nSubject: inner\r\n\r\ninner words',
    'Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neJ8+IgAAAQSAAQAFAAAA0a+82wAAAA==',
  );
  it('gives a storable message for a whole mail that was damaged', async () => {
    const damage = fc.record({
      at: fc.nat(whole.length - 1),
      length: fc.nat(60),
      into: fc.uint8Array({ maxLength: 40 }),
      from: fc.nat(whole.length - 1),
      copies: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 6 }), async (damages) => {
        let bytes: Buffer = whole;
        for (const { at, length, into, from, copies } of damages) {
          const put = copies ? bytes.subarray(from, from + 200) : Buffer.from(into);
          bytes = Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + length)]);
        }
        const start = performance.now();
        const message = await parseMail(bytes);
        expect(performance.now() - start).toBeLessThan(20_000);
        expect(MailMessage.safeParse(message).success).toBe(true);
        expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud[89a-f][0-9a-f]{2}/);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a storable message or a rejection for any bytes', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'From: ',
        'Content-Type: multipart/mixed; boundary=b\r\n',
        '--b\r\n',
        '--b--',
        '\r\n\r\n',
        'Date: ',
      ),
      fc.constantFrom(
        'Content-Type: message/rfc822\r\n\r\n',
        '=?gb18030?B?',
        '?=',
        'Content-Transfer-Encoding: base64\r\n',
      ),
      fc.string(),
      fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const message = await parseMail(Buffer.from(pieces.join(''), 'latin1')).catch(() => null);
        if (message === null) return;
        expect(MailMessage.safeParse(message).success).toBe(true);
        expect(JSON.stringify(message)).not.toMatch(/\\u0000|\\ud[89a-f][0-9a-f]{2}/);
      }),
      { numRuns: 150 },
    );
  });
});
