import { describe, expect, it } from '@jest/globals';
import type { MailMessage } from '../../../src/model/message.ts';
import { readAutoReply as read } from '../../../src/receive/auto-reply.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { autoReplyWords, mail, readingWords, vocabulary } from './client-data.ts';

const readAutoReply = (parts: Partial<MailMessage>, language = 'en') =>
  read(mail(parts), { vocabulary, autoReplyWords, readingWords, language });

describe('readAutoReply', () => {
  it.each([
    '自动答复：报价',
    'Automatisch antwoord: offerte',
    'Odpowiedź automatyczna: oferta',
    'Trả lời tự động: báo giá',
    'I am on maternity leave Re: offer',
  ])('tells by the subject alone: %s', (subject) => {
    expect(readAutoReply({ subject, text: 'Thank you.' })).not.toBeNull();
  });

  it.each(['Re: 自动答复', 'RE: automatic response of your chat'])('tells nothing by somebody’s %s', (subject) => {
    expect(readAutoReply({ subject, text: 'Thank you.' })).toBeNull();
  });

  it.each<[string, Partial<MailMessage>]>([
    ['Auto-Submitted: auto-replied', { headers: { 'auto-submitted': ['auto-replied'] } }],
    [
      'an automatic mail in a thread',
      { inReplyTo: '<a@seller.example>', headers: { 'auto-submitted': ['auto-generated'] } },
    ],
    ['X-Autoreply', { headers: { 'x-autoreply': ['yes'] } }],
    ['Precedence: auto_reply', { headers: { precedence: ['auto_reply'] } }],
    ['the vacation program', { headers: { 'x-mailer': ['vacation 1.2'] } }],
    ['an empty return path in a thread', { references: ['<a@seller.example>'], headers: { 'return-path': ['<>'] } }],
    ['subject en', { subject: 'Automatic reply: Quotation' }],
    ['subject de', { subject: 'Automatische Antwort: Angebot' }],
    ['subject fr', { subject: 'Absence du bureau' }],
    ['subject zh', { subject: '自动回复: 报价' }],
    ['subject ja', { subject: '【自動返信】お見積り' }],
    ['subject with our subject behind', { subject: 'Out of office Re: Quotation' }],
    ['a name before the words', { subject: 'Ann Smith is out of the office' }],
  ])('recognises %s', (_, parts) => {
    expect(readAutoReply(parts)).not.toBeNull();
  });

  it.each<[string, Partial<MailMessage>]>([
    ['Auto-Submitted: no', { headers: { 'auto-submitted': ['no'] } }],
    ['X-Auto-Response-Suppress alone', { headers: { 'x-auto-response-suppress': ['All'] } }],
    ['X-Autoreply: no', { headers: { 'x-autoreply': ['no'] } }],
    [
      'a form with its visitor in Reply-To',
      {
        replyTo: [{ name: '', address: 'visitor@shop.example' }],
        headers: { 'auto-submitted': ['auto-replied'], precedence: ['bulk'] },
      },
    ],
    ['a form without Reply-To', { headers: { 'auto-submitted': ['auto-generated'], precedence: ['bulk'] } }],
    [
      'a mailing list',
      { headers: { precedence: ['list'], 'list-id': ['<l.example>'] }, inReplyTo: '<a@seller.example>' },
    ],
    ['bottles for outings', { subject: '外出用保温杯询价' }],
    ['a person who answers an absence', { subject: 'Re: Out of office' }],
    ['a person who answers about an absence', { subject: 'Re: Ann is out of the office' }],
    ['an absence further back', { subject: 'Order before annual leave' }],
    [
      'a buyer who talks about confirmation',
      {
        subject: 'Re: Order',
        inReplyTo: '<a@seller.example>',
        text: 'We need it to deliver your message. Please confirm.',
      },
    ],
  ])('does not take %s for one', (_, parts) => {
    expect(readAutoReply(parts)).toBeNull();
  });

  const auto = { headers: { 'auto-submitted': ['auto-replied'] } };

  it.each([
    ['en', 'I am out of the office until 15 March 2027 and will reply then.', '2027-03-15'],
    ['en', 'I am on leave from 20 December to 4 January. I will be back on 7 January.', '2027-01-07'],
    ['en', 'Our office is closed from 01/12 to 15/12.', '2026-12-15'],
    ['en', 'I am travelling and back in the office on Monday.', '2026-11-09'],
    ['de', 'Ich bin bis einschließlich 20.11.2026 nicht im Büro.', '2026-11-20'],
    ['de', 'Ab dem 23. November bin ich wieder erreichbar.', '2026-11-23'],
    ['fr', "Je suis absent jusqu'au 12 décembre inclus.", '2026-12-12'],
    ['es', 'Estaré fuera de la oficina hasta el 30 de noviembre.', '2026-11-30'],
    ['es', 'De vacaciones del 1 al 9 de diciembre, ambos inclusive. Me incorporo el 10 de diciembre.', '2026-12-10'],
    ['pt', 'Estou de férias e retornarei em 5 de dezembro.', '2026-12-05'],
    ['it', 'Sono assente, rientrerò il 9 novembre.', '2026-11-09'],
    ['ru', 'Я в отпуске до 25 ноября.', '2026-11-25'],
    ['tr', '18 Kasım tarihine kadar izindeyim.', '2026-11-18'],
    ['ar', 'أنا في إجازة حتى 20 نوفمبر', '2026-11-20'],
    ['zh', '我正在休假，11月16日返回办公室。', '2026-11-16'],
    ['zh', '国庆放假时间为2027年2月5日至2月12日。', '2027-02-12'],
    ['ja', '11月20日まで不在にしております。', '2026-11-20'],
    ['ko', '11월 13일까지 휴가입니다.', '2026-11-13'],
    ['en', 'I am out starting Monday, November 9 and will return on Wednesday, November 18.', '2026-11-18'],
    ['pt', 'Estou de férias e retorno no dia 07/12/2026.', '2026-12-07'],
    ['pt', 'Estarei ausente de 23/11 a 04/12. Assuntos urgentes: falar com a equipe.', '2026-12-04'],
    ['it', 'Sarò in ferie dal 23/11 al 06/12. Rientrerò in ufficio lunedì 7 dicembre.', '2026-12-07'],
    ['tr', 'Şu anda ofis dışındayım, 7 Aralık 2026 Pazartesi günü ofiste olacağım.', '2026-12-07'],
    ['ja', '休業期間：2026年12月29日（火）~2027年1月4日（月）', '2027-01-04'],
    ['ja', '1月5日（火）より順次ご返信いたします。', '2027-01-05'],
    ['en', 'Our office is closed for the holidays and reopens on 4 January; orders resume on 5 January.', '2027-01-04'],
  ])('reads the day of return (%s: %s)', (language, text, until) => {
    expect(readAutoReply({ ...auto, text }, language)?.until).toBe(until);
  });

  it.each([
    ['no date', 'I am out of the office.'],
    ['a date long past', 'I was back on 3 March 2024.'],
    ['a date of something else', 'I am away. Visit us at the fair, 4 May 2027.'],
    ['a date of the quoted mail', 'I am away.\n\n> delivery until 4 May 2027'],
  ])('names no day for %s', (_, text) => {
    expect(readAutoReply({ ...auto, text })?.until).toBeNull();
  });

  it('does not resolve days of a mail without a date', () => {
    expect(readAutoReply({ ...auto, date: null, text: 'I am away until 15 March.' })?.until).toBeNull();
  });

  it.each([
    ['In urgent cases please contact Bob Lee, +1 555 0100, Bob.Lee@buyer.example.', 'bob.lee@buyer.example'],
    ['In dringenden Fällen wenden Sie sich bitte an bob.lee@buyer.example', 'bob.lee@buyer.example'],
    ['如有急事，请联系我的同事李明（bob.lee@buyer.example）。', 'bob.lee@buyer.example'],
    ['お急ぎの場合は bob.lee@buyer.example までご連絡ください。', 'bob.lee@buyer.example'],
    ['Please contact me again later. ann@buyer.example', null],
    ['Do not answer: noreply@buyer.example', null],
    ['I am away.\n\nAnn Smith\ninfo@buyer.example', null],
  ])('reads whom to write to instead: %s', (text, successor) => {
    expect(readAutoReply({ ...auto, text })?.successor).toBe(successor);
  });

  it.each([
    'Ann Smith is no longer with the company. New mail goes to bob.lee@buyer.example',
    'Frau Smith ist nicht mehr im Unternehmen. Neue Adresse: bob.lee@buyer.example',
    '该员工已离职，邮件将由 bob.lee@buyer.example 处理。',
    '王经理已经从我司离职，后续业务请联系 bob.lee@buyer.example',
    'Frau Smith ist nicht mehr in unserem Unternehmen tätig. Bitte schreiben Sie an bob.lee@buyer.example',
  ])('tells who has left: %s', (text) => {
    expect(readAutoReply({ ...auto, text })).toMatchObject({ left: true, successor: 'bob.lee@buyer.example' });
  });

  it.each<[string, Partial<MailMessage>]>([
    [
      'in a thread',
      {
        inReplyTo: '<a@seller.example>',
        subject: 'Re: Quotation (verification)',
        text: 'Your message has been held. Click the link below to deliver it: https://filter.example/x',
      },
    ],
    [
      'that sends as bulk',
      { headers: { precedence: ['bulk'] }, text: 'To release your message for delivery, send an empty mail.' },
    ],
  ])('recognises a filter that asks back %s', (_, parts) => {
    expect(readAutoReply(parts)).toMatchObject({ challenge: true });
  });

  it.each([
    'until 1 March '.repeat(14_000),
    'a@b.example '.repeat(16_000),
    '1.1.'.repeat(50_000),
    '1/1 a '.repeat(33_000),
    '请联系'.repeat(60_000),
  ])('costs little with a long text', (text) => {
    readAutoReply({ ...auto, text: 'warm' });
    expect(cpuMs(() => readAutoReply({ ...auto, text, subject: text }))).toBeLessThan(hostileMs);
  });
});
