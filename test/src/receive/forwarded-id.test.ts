import { describe, expect, it } from '@jest/globals';
import type { EmbeddedMail, MailMessage } from '../../../src/model/message.ts';
import { readForward } from '../../../src/receive/forward.ts';
import { forwardedMessageId } from '../../../src/receive/forwarded-id.ts';
import { clients, mail } from './client-data.ts';

const own = ['seller.example'];
const buyer = { name: 'Eva Roth', address: 'eva@shop.example' };
const mei = { name: 'Mei', address: 'mei@seller.example' };
const header = (from: string, subject = 'gloves') =>
  `---------- Forwarded message ---------\nFrom: ${from}\nDate: Tue, 3 Mar 2026 at 09:05\nSubject: ${subject}\nTo: <mei@seller.example>\n\n`;
const attached = (parts: Partial<EmbeddedMail>): EmbeddedMail => ({
  messageId: '<e1@shop.example>',
  from: buyer,
  replyTo: [],
  to: [mei],
  subject: 'gloves',
  date: null,
  text: 'Please quote 600 pairs of gloves.',
  depth: 1,
  ...parts,
});

function idOf(parts: Partial<MailMessage>): string | null {
  const message = mail({ from: mei, subject: 'Fwd: gloves', ...parts });
  const forward = readForward(message, clients, own);
  return forward && forwardedMessageId(message, forward.original, clients, own);
}

describe('forwardedMessageId', () => {
  it.each<[string, Partial<MailMessage>, string | null]>([
    ['an attached mail', { embedded: [attached({})] }, '<e1@shop.example>'],
    [
      'the buyer’s mail behind another attached one',
      {
        embedded: [
          attached({ messageId: '<i1@seller.example>', from: mei, subject: 'price list' }),
          attached({ messageId: '<e2@shop.example>' }),
        ],
      },
      '<e2@shop.example>',
    ],
    [
      'the mail inside a colleague’s forward',
      {
        embedded: [
          attached({ messageId: '<i2@seller.example>', from: mei, subject: 'Fwd: gloves', text: 'see below' }),
          attached({ messageId: '<e3@shop.example>', depth: 2 }),
        ],
      },
      '<e3@shop.example>',
    ],
    [
      'the last mail of the thread',
      {
        text: `${header('Eva Roth <eva@shop.example>')}600 pairs`,
        references: ['<e0@shop.example>', '<e4@shop.example>'],
      },
      '<e4@shop.example>',
    ],
    [
      'what Thunderbird names',
      {
        text: `${header('Eva Roth <eva@shop.example>')}600 pairs`,
        headers: { 'x-forwarded-message-id': ['<e5@shop.example>'] },
      },
      '<e5@shop.example>',
    ],
    [
      'not a mail of our own people',
      { text: `${header('Eva Roth <eva@shop.example>')}600 pairs`, references: ['<i3@mail.seller.example>'] },
      null,
    ],
    [
      'not when a colleague forwarded it first',
      {
        text: `${header('Mei <mei@seller.example>', 'Fwd: gloves')}${header('Eva Roth <eva@shop.example>')}600 pairs`,
        references: ['<x@mail.provider.example>'],
      },
      null,
    ],
    ['nothing to go by', { text: `${header('Eva Roth <eva@shop.example>')}600 pairs` }, null],
  ])('%s', (_, parts, expected) => {
    expect(idOf(parts)).toBe(expected);
  });
});
