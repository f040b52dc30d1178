import { describe, expect, it } from '@jest/globals';
import { readForward } from '../../../src/receive/forward.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { clients, mail } from './client-data.ts';

const own = ['seller.example'];
const body = 'Dear Mei,\n\nplease quote 600 pairs of gloves, CIF Gdynia.\n\nEva Roth\nShop Ltd';
const note = 'Please take this one, I met her in Köln.';

const inline: [string, string, string][] = [
  [
    'Gmail',
    'Fwd: gloves',
    '---------- Forwarded message ---------\nFrom: Eva Roth <eva@shop.example>\nDate: Tue, Mar 3, 2026 at 9:05 AM\nSubject: gloves\nTo: Mei Chen <mei@seller.example>\n\n',
  ],
  [
    'Gmail zh',
    '转发：gloves',
    '---------- Forwarded message ---------\n发件人： Eva Roth <eva@shop.example>\nDate: 2026年3月3日周二 09:05\nSubject: gloves\nTo: Mei Chen <mei@seller.example>\n\n',
  ],
  [
    'Outlook',
    'FW: gloves',
    'From: Eva Roth <eva@shop.example>\nSent: Tuesday, March 3, 2026 9:05 AM\nTo: Mei Chen <mei@seller.example>\nSubject: gloves\n\n',
  ],
  [
    'Outlook de',
    'WG: gloves',
    'Von: Eva Roth <eva@shop.example>\nGesendet: Dienstag, 3. März 2026 09:05\nAn: Mei Chen <mei@seller.example>\nBetreff: gloves\n\n',
  ],
  [
    'Outlook es',
    'RV: gloves',
    'De: Eva Roth <eva@shop.example>\nEnviado: martes, 3 de marzo de 2026 9:05\nPara: Mei Chen <mei@seller.example>\nAsunto: gloves\n\n',
  ],
  [
    'Outlook fr',
    'TR : gloves',
    'De : Eva Roth <eva@shop.example>\nEnvoyé : mardi 3 mars 2026 09:05\nÀ : Mei Chen <mei@seller.example>\nObjet : gloves\n\n',
  ],
  [
    'Outlook zh',
    '转发: gloves',
    '发件人: Eva Roth <eva@shop.example>\n发送时间: 2026年3月3日 9:05\n收件人: Mei Chen <mei@seller.example>\n主题: gloves\n\n',
  ],
  [
    'Outlook without a prefix',
    '新客户',
    'From: Eva Roth <eva@shop.example>\nSent: Tuesday, March 3, 2026 9:05 AM\nTo: Mei Chen <mei@seller.example>\nSubject: FW: gloves\n\n',
  ],
  [
    'Outlook for Android',
    'Fw: gloves',
    '________________________________\nFrom: Eva Roth <eva@shop.example>\nSent: Tuesday, March 3, 2026 9:05:11 AM\nTo: Mei Chen <mei@seller.example>\nSubject: gloves\n\n',
  ],
  [
    'Thunderbird',
    'Fwd: gloves',
    '-------- Forwarded Message --------\nSubject: \tgloves\nDate: \tTue, 3 Mar 2026 09:05:11 +0100\nFrom: \tEva Roth <eva@shop.example>\nTo: \tMei Chen <mei@seller.example>\n\n\n',
  ],
  [
    'Thunderbird de',
    'Fwd: gloves',
    '-------- Weitergeleitete Nachricht --------\nBetreff: \tgloves\nDatum: \tTue, 3 Mar 2026 09:05:11 +0100\nVon: \tEva Roth <eva@shop.example>\nAn: \tMei Chen <mei@seller.example>\n\n\n',
  ],
  [
    'QQ',
    '转发：gloves',
    '------------------ 原始邮件 ------------------\n发件人: "Eva Roth" <eva@shop.example>;\n发送时间: 2026年3月3日(星期二) 上午9:05\n收件人: "Mei Chen"<mei@seller.example>;\n\n主题: gloves\n\n\n\n',
  ],
  [
    'Foxmail',
    '转发: gloves',
    '发件人： Eva Roth <eva@shop.example>\n发送时间： 2026-03-03 09:05\n收件人： Mei Chen <mei@seller.example>\n主题： gloves\n',
  ],
  [
    '163',
    '转发:gloves',
    '-------- 转发邮件信息 --------\n发件人："Eva Roth" <eva@shop.example>\n发送日期：2026-03-03 09:05:11\n收件人："Mei Chen" <mei@seller.example>\n主题：gloves\n',
  ],
  ['Outlook for Mac', 'FW: gloves', 'On 03/03/2026, 09:05, "Eva Roth" <eva@shop.example> wrote:\n\n'],
];

describe('readForward', () => {
  it.each(inline)('reads what %s forwards', (_, subject, header) => {
    const forward = readForward(mail({ subject, text: `${note}\n\n${header}${body}\n` }), clients, own);
    expect(forward).toMatchObject({
      note,
      original: {
        from: { name: 'Eva Roth', address: 'eva@shop.example' },
        subject: expect.stringMatching(/^gloves$|^新客户$/),
        text: body,
      },
    });
  });

  it.each([
    [
      'Apple Mail',
      'Begin forwarded message:',
      'From: Eva Roth <eva@shop.example>\nSubject: gloves\nDate: 3 March 2026 at 09:05:11 CET\nTo: mei@seller.example',
    ],
    [
      'Apple Mail zh',
      '以下是转发的邮件：',
      '发件人: Eva Roth <eva@shop.example>\n日期: 2026年3月3日 GMT+8 09:05:11\n收件人: mei@seller.example\n主题: gloves',
    ],
  ])('takes the quote marks of %s off', (_, marker, header) => {
    const quoted = `${header}\n\n${body}`.replace(/^/gm, '> ');
    const text = `${note}\n\nSent from my iPhone\n\n${marker}\n\n${quoted}\n`;
    expect(readForward(mail({ subject: 'Fwd: gloves', text }), clients, own)).toMatchObject({
      note,
      original: {
        from: { address: 'eva@shop.example' },
        to: [{ address: 'mei@seller.example' }],
        subject: 'gloves',
        text: body,
      },
    });
  });

  it('keeps the date as written', () => {
    const text =
      '---------- Forwarded message ---------\nFrom: <eva@shop.example>\nDate: Tue, Mar 3, 2026 at 9:05 AM\n\nhi';
    expect(readForward(mail({ subject: 'Fwd: a', text }), clients, own)?.original.date).toBe(
      'Tue, Mar 3, 2026 at 9:05 AM',
    );
  });

  it('does not guess a sender that the header block does not name', () => {
    const text =
      '发件人： Eva Roth\n发送时间： 2026-03-03 09:05\n收件人： Mei Chen\n主题： gloves\nwrite me at eva@shop.example';
    expect(readForward(mail({ subject: '转发: gloves', text }), clients, own)?.original).toMatchObject({
      from: null,
      subject: 'gloves',
    });
  });

  it('takes the first sender outside of nested forwards', () => {
    const text =
      'fyi\n\n---------- Forwarded message ---------\nFrom: Jo <jo@mail.seller.example>\nDate: Tue, Mar 3, 2026 at 9:05 AM\nSubject: WG: gloves\nTo: <mei@seller.example>\n\n\nplease take over\n\n' +
      `Von: Eva Roth <eva@shop.example>\nGesendet: Dienstag, 3. März 2026 08:00\nAn: Jo <jo@seller.example>\nBetreff: gloves\n\n${body}`;
    expect(readForward(mail({ subject: 'Fwd: WG: gloves', text }), clients, own)).toMatchObject({
      note: 'fyi',
      original: { from: { address: 'eva@shop.example' }, subject: 'gloves', text: body },
    });
  });

  it('leaves the sender open when everybody in the chain is a colleague', () => {
    const text =
      '---------- Forwarded message ---------\nFrom: Jo <jo@seller.example>\nDate: Tue, Mar 3, 2026 at 9:05 AM\n\ncall her';
    expect(readForward(mail({ subject: 'Fwd: gloves', text }), clients, own)?.original.from).toBeNull();
  });

  it('reads an attached original, past a colleague in between', () => {
    const inner = {
      messageId: '<a@shop.example>',
      from: { name: 'Eva Roth', address: 'eva@shop.example' },
      replyTo: [],
      to: [],
      subject: 'Fwd: gloves',
      date: '2026-03-03T09:05:11+01:00',
      text: body,
    };
    const outer = {
      ...inner,
      messageId: '<b@seller.example>',
      from: { name: 'Jo', address: 'jo@seller.example' },
      text: 'see attached',
    };
    expect(
      readForward(mail({ subject: 'Fwd: Fwd: gloves', text: '请录入', embedded: [outer, inner] }), clients, own),
    ).toEqual({
      note: '请录入',
      original: { from: inner.from, to: [], subject: 'gloves', date: inner.date, text: body },
    });
  });

  it('takes the visitor of an attached form mail from its Reply-To', () => {
    const form = {
      messageId: null,
      from: { name: 'Site', address: 'wordpress@seller.example' },
      replyTo: [{ name: '', address: 'eva@shop.example' }],
      to: [],
      subject: 'Form',
      date: null,
      text: body,
    };
    expect(readForward(mail({ text: '', embedded: [form] }), clients, own)?.original.from?.address).toBe(
      'eva@shop.example',
    );
  });

  it('keeps what the forwarder writes below the quoted original', () => {
    const text = `above\n\n> From: Eva Roth <eva@shop.example>\n> Date: 3 March 2026\n> Subject: gloves\n> \n> hi\n\nbelow`;
    expect(readForward(mail({ subject: 'Fwd: gloves', text }), clients, own)).toMatchObject({
      note: 'above\n\nbelow',
      original: { text: 'hi' },
    });
  });

  it('takes the visitor of a form mail from the Reply-To in its header block', () => {
    const text =
      '---------- Forwarded message ---------\nFrom: Site <wordpress@seller.example>\nDate: Tue, Mar 3, 2026\nSubject: Form\nReply-To: <eva@shop.example>\n\nhi';
    expect(readForward(mail({ subject: 'Fwd: Form', text }), clients, own)?.original.from?.address).toBe(
      'eva@shop.example',
    );
  });

  it('does not go past an earlier mail whose sender is not named', () => {
    const text =
      '发件人： Eva Roth\n发送时间： 2026-03-03 09:05\n收件人： Mei Chen\n主题： gloves\n\nsee below\n\nFrom: Agent <agent@other.example>\nSent: Tuesday, March 3, 2026 9:05 AM\nTo: Eva Roth\nSubject: gloves\n\nhi';
    expect(readForward(mail({ subject: '转发: gloves', text }), clients, own)?.original.from).toBeNull();
  });

  it.each([
    ['an address in the name', 'From: "eva@shop.example" <evil@other.example>', 'evil@other.example'],
    ['an address printed twice', 'From: eva@shop.example<mailto:eva@shop.example>', 'eva@shop.example'],
    ['an address on its own line', 'From: Eva Roth\n<eva@shop.example>', 'eva@shop.example'],
    ['a style sheet', 'From: Eva Roth\n@font-face\n{font-family:\\@DengXian;}', undefined],
    ['a colleague below the name', 'From: Eva Roth\nask jo@other.example', undefined],
  ])('reads the sender from a line with %s', (_, line, address) => {
    const text = `-------- Forwarded Message --------\n${line}\nDate: Tue, 3 Mar 2026 09:05:11 +0100\nSubject: gloves\n\nhi`;
    expect(readForward(mail({ subject: 'Fwd: gloves', text }), clients, own)?.original.from?.address).toBe(address);
  });

  it('leaves the sender open when mails by several people are attached', () => {
    const attached = (address: string, depth: number) => ({
      messageId: null,
      from: { name: '', address },
      replyTo: [],
      to: [],
      subject: 'gloves',
      date: null,
      text: body,
      depth,
    });
    const read = (...embedded: ReturnType<typeof attached>[]) =>
      readForward(mail({ subject: 'Fwd', embedded }), clients, own)?.original.from?.address;
    expect(read(attached('eva@shop.example', 1), attached('ann@other.example', 1))).toBeUndefined();
    expect(read(attached('eva@shop.example', 1), attached('ann@other.example', 2))).toBe('eva@shop.example');
    expect(read(attached('jo@seller.example', 1), attached('eva@shop.example', 2))).toBe('eva@shop.example');
    expect(read(attached('jo@seller.example', 1), attached('eva@shop.example', 1))).toBe('eva@shop.example');
  });

  it.each([
    ['[Fwd: gloves]', 'gloves'],
    ['[EXTERNAL] FW: gloves', 'gloves'],
    ['【外部邮件】转发：gloves', 'gloves'],
    ['Fw：Re: gloves', 'Re: gloves'],
    ['TR : WG: Fwd[2]: gloves', 'gloves'],
    ['[gloves] 500 pairs', '[gloves] 500 pairs'],
  ])('takes the prefixes off %s', (subject, expected) => {
    const text = '---------- Forwarded message ---------\nFrom: <eva@shop.example>\nDate: Tue, Mar 3, 2026\n\nhi';
    expect(readForward(mail({ subject, text }), clients, own)?.original.subject).toBe(expected);
  });

  it.each([
    ['a reply that quotes', 'RE: gloves', `ok\n\n${inline[2]?.[2]}${body}`],
    ['a reply in Chinese', '回复: gloves', `好\n\n${inline[6]?.[2]}${body}`],
    ['a plain mail', 'gloves', body],
    ['a plain mail with a route', 'gloves', 'From: Ningbo\nTo: Hamburg\nQuantity: 500'],
    ['a route with a date', 'gloves', 'From: Ningbo\nTo: Hamburg\nDate: 30 March 2026\n\nPlease quote freight.'],
    ['a route on one line', 'gloves', 'From: Ningbo, To: Hamburg, Date: 30 March 2026, Subject: gloves'],
    ['a list below dashes', 'gloves', '--- Our order ---\nFrom: Ningbo\nSize: L\nDate: 30 March 2026\n'],
  ])('does not take %s for a forward', (_, subject, text) => {
    expect(readForward(mail({ subject, text }), clients, own)).toBeNull();
  });

  it.each([
    ['labels', 'From: a@b.example\n'.repeat(11_000)],
    ['forward markers', '-- Forwarded message --\n'.repeat(8000)],
    ['blocks of colleagues', 'From: a@seller.example\nTo: b\nSubject: c\n'.repeat(5000)],
    ['addresses', `From: ${'a@b.example, '.repeat(15_000)}\nTo: x\nSubject: y\n`],
    ['colons', ':'.repeat(200_000)],
    ['labels on one line', 'From: a@b.example To: x Subject: y '.repeat(5700)],
    ['labels on long lines', `${'From: a@b.example To: x '.repeat(300)}\n`.repeat(28)],
    ['drawn phrases', '---- some phrase ----\n'.repeat(9500)],
    ['drawn phrases far from their blocks', `---- some phrase ----\n${'\n'.repeat(40)}`.repeat(3200)],
    ['spaced blocks', 'From: a@b.example\n\nTo: b\n\nSubject: c\n\n'.repeat(4500)],
    ['open brackets', 'On Tue, Mar 3, 2026 at 9:05 AM <\n\n<\n> '.repeat(4500)],
  ])('is linear on 200 kB of %s', (_, text) => {
    readForward(mail({ subject: 'Fwd: a', text: text.slice(0, 1000) }), clients, own);
    const forward = mail({ subject: 'Fwd: a', text });
    expect(cpuMs(() => readForward(forward, clients, own))).toBeLessThan(hostileMs);
  });
});
