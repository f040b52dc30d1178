import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitClosing } from '../../../src/receive/closing.ts';
import { newWords } from '../../../src/receive/reply-text.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { clients } from './client-data.ts';

const own = '600 pairs are fine.\n\nCan you ship before Easter?';
const history = 'Dear Ms Roth,\nthe price is USD 2.35 per pair.\n\nRegards\nMei';
const quoted = history.replace(/^/gm, '> ');

const attributions: [string, string][] = [
  ['Gmail en', 'On Tue, Mar 3, 2026 at 9:05 AM Mei Chen <mei@gloves.example> wrote:'],
  [
    'Gmail en, wrapped before the address',
    'On Tue, Mar 3, 2026 at 9:05 AM Mei Chen of Chen Gloves Export Co\n<mei@gloves.example> wrote:',
  ],
  ['Gmail en, wrapped inside the address', 'On Tue, Mar 3, 2026 at 9:05 AM Mei Chen <\nmei@gloves.example> wrote:'],
  ['Gmail en, wrapped before "wrote"', 'On Tue, Mar 3, 2026 at 9:05 AM Mei Chen <mei@gloves.example>\nwrote:'],
  ['Gmail zh', 'Mei Chen <mei@gloves.example> 于2026年3月3日周二 09:05写道：'],
  ['Gmail zh, broken behind "on"', 'Mei Chen <mei@gloves.example> 于\n2026年3月3日周二 09:05写道：'],
  ['Gmail zh, broken before "on"', 'Mei Chen <mei@gloves.example>\n于2026年3月3日周二 09:05写道：'],
  ['Gmail zh-TW', 'Mei Chen <mei@gloves.example> 於 2026年3月3日 週二 上午9:05寫道：'],
  ['Gmail es', 'El mar, 3 mar 2026 a las 9:05, Mei Chen (<mei@gloves.example>) escribió:'],
  ['Gmail fr', 'Le mar. 3 mars 2026 à 09:05, Mei Chen <mei@gloves.example> a écrit :'],
  ['Gmail de', 'Am Di., 3. März 2026 um 09:05 Uhr schrieb Mei Chen <mei@gloves.example>:'],
  ['Gmail pt', 'Em ter., 3 de mar. de 2026 às 09:05, Mei Chen <mei@gloves.example> escreveu:'],
  ['Gmail it', 'Il giorno mar 3 mar 2026 alle ore 09:05 Mei Chen <mei@gloves.example> ha scritto:'],
  ['Gmail ru', 'вт, 3 мар. 2026 г. в 09:05, Mei Chen <mei@gloves.example>:'],
  ['Gmail ja', '2026年3月3日(火) 9:05 Mei Chen <mei@gloves.example>:'],
  ['Gmail ko', '2026년 3월 3일 (화) 오전 9:05, Mei Chen <mei@gloves.example>님이 작성:'],
  ['Gmail ar', '\u200fفي الثلاثاء، 3 مارس 2026 في 9:05 ص تمت كتابة ما يلي بواسطة Mei Chen <mei@gloves.example> كتب:'],
  ['Gmail tr', 'Mei Chen <mei@gloves.example>, 3 Mar 2026 Sal, 09:05 tarihinde şunu yazdı:'],
  ['Apple Mail', 'On 3 Mar 2026, at 09:05, Mei Chen <mei@gloves.example> wrote:'],
  ['Thunderbird', 'On 03/03/2026 09:05, Mei Chen wrote:'],
  ['Thunderbird de', 'Am 03.03.26 um 09:05 schrieb Mei Chen:'],
  ['163', 'At 2026-03-03 09:05:00, "Mei Chen" <mei@gloves.example> wrote:'],
  ['163 zh', '在 2026-03-03 09:05:00，"Mei Chen" <mei@gloves.example> 写道：'],
  ['a name only', 'Mei Chen wrote:'],
];

const blocks: [string, string][] = [
  [
    'Outlook en',
    'From: Mei Chen <mei@gloves.example>\nSent: Tuesday, March 3, 2026 9:05 AM\nTo: Eva Roth <eva@shop.example>\nSubject: RE: Gloves',
  ],
  [
    'Outlook mobile',
    '________________________________\nFrom: Mei Chen <mei@gloves.example>\nSent: Tuesday, March 3, 2026 9:05:11 AM\nTo: Eva Roth\nSubject: RE: Gloves',
  ],
  [
    'Outlook bold',
    '*From:* Mei Chen <mei@gloves.example>\n*Sent:* Tuesday, March 3, 2026 9:05 AM\n*To:* Eva Roth\n*Subject:* RE: Gloves',
  ],
  [
    'Outlook zh',
    '发件人: Mei Chen <mei@gloves.example>\n发送时间: 2026年3月3日 9:05\n收件人: Eva Roth <eva@shop.example>\n主题: RE: Gloves',
  ],
  [
    'Outlook zh-TW',
    '寄件者: Mei Chen <mei@gloves.example>\n寄件日期: 2026年3月3日 上午 09:05\n收件者: Eva Roth\n主旨: RE: Gloves',
  ],
  [
    'Outlook es',
    'De: Mei Chen <mei@gloves.example>\nEnviado el: martes, 3 de marzo de 2026 9:05\nPara: Eva Roth\nAsunto: RE: Gloves',
  ],
  [
    'Outlook fr',
    'De : Mei Chen <mei@gloves.example>\nEnvoyé : mardi 3 mars 2026 09:05\nÀ : Eva Roth\nObjet : RE: Gloves',
  ],
  [
    'Outlook de',
    'Von: Mei Chen <mei@gloves.example>\nGesendet: Dienstag, 3. März 2026 09:05\nAn: Eva Roth\nBetreff: AW: Gloves',
  ],
  [
    'Outlook pt',
    'De: Mei Chen <mei@gloves.example>\nEnviada em: terça-feira, 3 de março de 2026 09:05\nPara: Eva Roth\nAssunto: RES: Gloves',
  ],
  [
    'Outlook it',
    'Da: Mei Chen <mei@gloves.example>\nInviato: martedì 3 marzo 2026 09:05\nA: Eva Roth\nOggetto: R: Gloves',
  ],
  [
    'Outlook ru',
    'От: Mei Chen <mei@gloves.example>\nОтправлено: 3 марта 2026 г. 9:05\nКому: Eva Roth\nТема: RE: Gloves',
  ],
  [
    'Outlook tr',
    'Kimden: Mei Chen <mei@gloves.example>\nGönderildi: 3 Mart 2026 Salı 09:05\nKime: Eva Roth\nKonu: Ynt: Gloves',
  ],
  [
    'Outlook ja',
    '差出人: Mei Chen <mei@gloves.example>\n送信日時: 2026年3月3日 9:05\n宛先: Eva Roth\n件名: RE: Gloves',
  ],
  [
    'Outlook ko',
    '보낸 사람: Mei Chen <mei@gloves.example>\n보낸 날짜: 2026년 3월 3일 화요일 오전 9:05\n받는 사람: Eva Roth\n제목: RE: Gloves',
  ],
  [
    'Outlook ar',
    'من: Mei Chen <mei@gloves.example>\nتاريخ الإرسال: 3 مارس 2026 09:05\nإلى: Eva Roth\nالموضوع: رد: Gloves',
  ],
  [
    'Outlook Express',
    '-----Original Message-----\nFrom: Mei Chen [mailto:mei@gloves.example]\nSent: Tuesday, March 3, 2026 9:05 AM\nTo: Eva Roth\nSubject: RE: Gloves',
  ],
  [
    'QQ, with its blank line',
    '------------------ 原始邮件 ------------------\n发件人: "Mei Chen" <mei@gloves.example>;\n发送时间: 2026年3月3日(星期二) 上午9:05\n收件人: "Eva"<eva@shop.example>;\n\n主题: Re: Gloves',
  ],
  [
    'QQ in English',
    '------------------ Original ------------------\nFrom: "Mei Chen" <mei@gloves.example>;\nDate: Tue, Mar 3, 2026 09:05 AM\nTo: "Eva"<eva@shop.example>;\nSubject: Re: Gloves',
  ],
  [
    'Foxmail, without addresses',
    '发件人： Mei Chen\n发送时间： 2026-03-03 09:05\n收件人： Eva Roth\n主题： Re: Gloves',
  ],
  [
    'DingTalk, with padded labels',
    '------------------------------------------------------------------\n发件人：Mei Chen <mei@gloves.example>\n日　期：2026年03月03日 09:05:00\n收件人：Eva Roth<eva@shop.example>\n主　题：Re: Gloves',
  ],
];

describe('newWords', () => {
  it.each(attributions)('cuts what follows the introduction of %s', (_, line) => {
    expect(newWords(`${own}\n\n${line}\n\n${quoted}`, clients)).toMatchObject({ text: own, quotePosition: 'below' });
  });

  it.each(attributions)('finds the words below the quote of %s', (_, line) => {
    expect(newWords(`${line}\n${quoted}\n\n${own}`, clients)).toMatchObject({ text: own, quotePosition: 'above' });
  });

  it.each(blocks)('cuts the header block of %s', (_, block) => {
    expect(newWords(`${own}\n\n${block}\n\n${history}`, clients)).toMatchObject({ text: own, quotePosition: 'below' });
  });

  it.each([
    ['iPhone', 'Sent from my iPhone'],
    ['iPhone zh', '发自我的 iPhone'],
    ['iPhone zh, without space', '发自我的iPhone'],
    ['Windows zh', '从 Windows 版邮件发送'],
    ['iPhone de', 'Von meinem iPhone gesendet'],
    ['iPhone es', 'Enviado desde mi iPhone'],
    ['iPhone fr', 'Envoyé de mon iPhone'],
    ['iPhone pt', 'Enviado do meu iPhone'],
    ['iPhone it', 'Inviato da iPhone'],
    ['iPhone ru', 'Отправлено с iPhone'],
    ['iPhone tr', "iPhone'umdan gönderildi"],
    ['iPhone ja', 'iPhoneから送信'],
    ['iPhone ko', '나의 iPhone에서 보냄'],
    ['iPhone ar', 'أرسل من الـ iPhone'],
    ['Outlook', 'Get Outlook for Android'],
    ['Outlook zh', '获取 Outlook for iOS<https://aka.ms/o0ukef>'],
    ['an app nobody listed', 'Sent from Pigeon<http://pigeon.example/r?b=1>'],
    ['iPhone ar, with vowel signs', 'أُرسلت من الـ iPhone'],
  ])('drops the line of %s', (_, line) => {
    expect(
      newWords(`${own}\n\n${line}\n\n> On 3 Mar 2026, at 09:05, Mei Chen wrote:\n>\n${quoted}`, clients).text,
    ).toBe(own);
  });

  it('keeps a signature apart', () => {
    const words = newWords(`${own}\n\n-- \nEva Roth\nShop Ltd\n+49 30 0000`, clients);
    expect(words).toMatchObject({ text: own, signature: 'Eva Roth\nShop Ltd\n+49 30 0000', quotePosition: 'none' });
  });

  it.each([
    ['签名由 网易邮箱大师 定制', '邮箱：eva@shop.example'],
    ['Signature is customized by Netease Mail Master', 'Email: eva@shop.example'],
  ])('keeps the table apart in which Mail Master signs: %s', (named, address) => {
    const table = `| |\nEva Roth\n|\n|\n${address}\n|\n\n${named}`;
    const words = newWords(
      `${own}\n\n${table}\n\n在2026年3月3日 09:05，Mei Chen<mei@gloves.example> 写道：\n${history}`,
      clients,
    );
    expect(words).toMatchObject({ text: own, quotePosition: 'below' });
    expect(words.signature).toContain(address);
  });

  it('keeps a table that a person has typed', () => {
    const text = `${own}\n\n| SKU | pcs |\n| |\n| A1 | 500 |`;
    expect(newWords(text, clients).text).toBe(text);
    expect(newWords(`${text}\n\n签名由 网易邮箱大师 定制`, clients).text).toBe(text);
  });

  it('does not take the person named above an introduction for a part of it', () => {
    const text = '转给 chen.jing@shop.example\n2026年3月3日 09:05，Mei Chen <mei@gloves.example> 写道：\n> hello';
    expect(newWords(text, clients).text).toBe('转给 chen.jing@shop.example');
    const named =
      '转给 Chen Jing <chen.jing@shop.example>\n2026年3月3日 09:05，Mei Chen <mei@gloves.example> 写道：\n> hello';
    expect(newWords(named, clients).text).toBe('转给 Chen Jing <chen.jing@shop.example>');
  });

  it('tells answers between the quoted lines from a plain reply', () => {
    const text = `On Tue, Mar 3, 2026 at 9:05 AM Mei Chen <mei@gloves.example> wrote:\n> price is USD 2.35\ntoo high\n> 30 days\nok`;
    expect(newWords(text, clients)).toMatchObject({ text: 'too high\n\nok', quotePosition: 'inline' });
  });

  it('does not swallow an own line right above an introduction', () => {
    const text =
      'at 10:30 please, 500 pcs\nOn Tue, Mar 3, 2026 at 9:05 AM Mei Chen <mei@gloves.example> wrote:\n> hello';
    expect(newWords(text, clients).text).toBe('at 10:30 please, 500 pcs');
  });

  it.each([
    ['a route', 'We need delivery\nFrom: Ningbo\nTo: Hamburg\nQuantity: 500 pcs\n\nRegards'],
    ['a route with a subject', 'From: Ningbo\nTo: Hamburg\nSubject: gloves, 500 pcs'],
    ['a drawn table', 'Items:\n---------\nM8 bolts 500\n---------\nM10 bolts 300\n\nPlease quote.'],
    ['a shipment', 'From: Ningbo\nTo: Hamburg\nDate: 30 March 2026\n\nPlease quote.'],
    ['a marker-like line', 'Forwarded:\nPlease quote 500 pairs.'],
    ['an approval that is also a word of mail clients', '通过'],
    ['a link', 'Our drawing:\nDownload https://files.shop.example/a'],
    ['a phrase between dashes', 'Sizes\n---- small and large ----\nL 500\nXL 200'],
    ['a list with a double dash', 'Sizes:\n-- small 300\n-- large 200\n\nPlease quote.'],
    ['a contact form', 'From: Eva <eva@shop.example>\nSubject: gloves\n\nMessage Body:\n500 pairs'],
    ['a sentence with "wrote"', 'As my colleague wrote: we need 500 pairs.\nPlease quote.'],
  ])('leaves %s alone', (_, text) => {
    expect(newWords(text, clients)).toMatchObject({ text, quoted: '', quotePosition: 'none' });
  });

  it('keeps the words as typed', () => {
    const typed = 'Dear Ms Roth,\n\n  1.  gloves   600\n\n\nRegards';
    expect(newWords(`\r\n${typed.replaceAll('\n', '\r\n')}\r\n\r\n`, clients).text).toBe(typed);
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      '>',
      '> ',
      '\n',
      'From:',
      'To: a@b.example',
      'wrote:',
      'On ',
      '--',
      '-- \n',
      '：',
      '发件人',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (parts) => {
        expect(typeof newWords(parts.join(''), clients).text).toBe('string');
      }),
    );
  });

  it.each([
    ['quote marks', '>'.repeat(200_000)],
    ['quoted lines', '> a\n'.repeat(50_000)],
    ['quoted and own lines in turn', '> a\nb\n'.repeat(33_000)],
    ['introductions', 'On '.repeat(66_000)],
    ['introductions on lines', 'On 10:10 2026 a@b.c\n'.repeat(10_000)],
    ['introductions with colons', 'On 10:10 2026 a@b.c:\n'.repeat(10_000)],
    ['wrapped introductions', `${'10:10 2026 a@b.c\n'.repeat(5)}10:10 2026 <a@b.c>:\n`.repeat(1900)],
    ['labels', 'From: a@b.example\n'.repeat(11_000)],
    ['labels in turn', 'From: a\nTo: b\nSubject: c\nDate: d\n'.repeat(5500)],
    ['label starts', 'From:'.repeat(40_000)],
    ['spaces', ' '.repeat(200_000)],
    ['blank lines', '\n'.repeat(200_000)],
    ['labels and blank lines', 'From: a\n\n\n\n\n\n\n'.repeat(15_000)],
    ['dashes', '-'.repeat(200_000)],
    ['dash lines', '--\n'.repeat(66_000)],
    ['colons', ':'.repeat(200_000)],
  ])('is linear on 200 kB of %s', (_, text) => {
    newWords(text.slice(0, 1000), clients);
    expect(cpuMs(() => newWords(text, clients))).toBeLessThan(hostileMs);
  });
});

describe('splitClosing', () => {
  it.each([
    ['a formula and a name', 'Please quote.\n\nBest regards,\nEva Roth\nShop Ltd', 'Best regards,\nEva Roth\nShop Ltd'],
    ['two formulas', 'Please quote.\n\nMany thanks!\nKind regards\nEva', 'Many thanks!\nKind regards\nEva'],
    ['a Chinese close', '请报价。\n\n谢谢！\n李伟', '谢谢！\n李伟'],
    ['a German close', 'Bitte anbieten.\n\nMit freundlichen Grüßen\nEva Roth', 'Mit freundlichen Grüßen\nEva Roth'],
  ])('parts %s from the words', (_, text, closing) => {
    expect(splitClosing(text, clients)).toEqual({ body: text.split('\n')[0], closing });
  });

  it.each([
    ['thanks alone', 'Thank you'],
    ['a formula far above the end', `Thanks\n${'500 pairs of gloves\n'.repeat(30)}`],
    ['a formula inside a sentence', 'Thanks for the sample.\nPlease quote.'],
  ])('finds no close in %s', (_, text) => {
    expect(splitClosing(text, clients)).toEqual({ body: text.trim(), closing: '' });
  });
});
