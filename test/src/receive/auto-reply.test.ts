import { describe, expect, it } from '@jest/globals';
import { isReadReceipt, readAutoReply } from '../../../src/receive/auto-reply.ts';
import { mail, vocabulary } from './client-data.ts';

describe('readAutoReply', () => {
  it.each([
    ['Auto-Submitted: auto-replied', { headers: { 'auto-submitted': ['auto-replied'] } }],
    [
      'an automatic mail in a thread',
      { inReplyTo: '<a@seller.example>', headers: { 'auto-submitted': ['auto-generated'] } },
    ],
    ['X-Autoreply', { headers: { 'x-autoreply': ['yes'] } }],
    ['Precedence: auto_reply', { headers: { precedence: ['auto_reply'] } }],
    ['an empty return path in a thread', { references: ['<a@seller.example>'], headers: { 'return-path': ['<>'] } }],
    ['subject en', { subject: 'Automatic reply: Quotation' }],
    ['subject de', { subject: 'Automatische Antwort: Angebot' }],
    ['subject fr', { subject: 'Absence du bureau' }],
    ['subject zh', { subject: '自动回复: 报价' }],
    ['subject ja', { subject: '【自動返信】お見積り' }],
    ['subject with our subject behind', { subject: 'Out of office Re: Quotation' }],
  ])('recognises %s', (_, parts) => {
    expect(readAutoReply(mail(parts), vocabulary)).not.toBeNull();
  });

  it.each([
    ['Auto-Submitted: no', { headers: { 'auto-submitted': ['no'] } }],
    ['X-Auto-Response-Suppress alone', { headers: { 'x-auto-response-suppress': ['All'] } }],
    [
      'a form with its visitor in Reply-To',
      {
        replyTo: [{ name: '', address: 'visitor@shop.example' }],
        headers: { 'auto-submitted': ['auto-replied'], precedence: ['bulk'] },
      },
    ],
    ['a form without Reply-To', { headers: { 'auto-submitted': ['auto-generated'], precedence: ['bulk'] } }],
    ['bottles for outings', { subject: '外出用保温杯询价' }],
    ['a person who answers an absence', { subject: 'Re: Out of office' }],
    ['an absence further back', { subject: 'Order before annual leave' }],
  ])('does not take %s for one', (_, parts) => {
    expect(readAutoReply(mail(parts), vocabulary)).toBeNull();
  });

  it('tells read receipts', () => {
    expect(
      isReadReceipt(mail({ contentType: 'multipart/report; report-type="disposition-notification"; boundary=x' })),
    ).toBe(true);
    expect(isReadReceipt(mail({ contentType: 'multipart/report; report-type=delivery-status' }))).toBe(false);
  });
});
