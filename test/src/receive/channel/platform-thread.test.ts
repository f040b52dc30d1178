import { describe, expect, it } from '@jest/globals';
import { platformThread } from '../../../../src/receive/channel/platform-thread.ts';
import type { EarlierInquiry } from '../../../../src/receive/conversation.ts';
import { findCustomer } from '../../../../src/receive/find-customer.ts';
import { channels, clients, mail } from '../client-data.ts';
import { company } from '../seller.ts';

const places = { mailboxAddress: 'desk@seller.example', company, clients, channels };
const earlier: EarlierInquiry = { inquiryId: 5, inquiryNo: 'INQ-2026-000005', subjects: ['gloves'], products: ['G-7'] };
const message = (name: string, firm: string | null, text = 'And what is your MOQ?') =>
  findCustomer(
    mail({
      from: { name: 'Alibaba.com', address: 'feedback@service.alibaba.com' },
      subject: `Mei, you have a message from ${name}!`,
      text: `Contact name: ${name}\n${firm ? `Company: ${firm}\n` : ''}Message: ${text}`,
    }),
    places,
  );
const thread = (
  name: string,
  firm: string | null,
  more: { named?: string[]; authentic?: boolean; earlier?: EarlierInquiry[] } = {},
) => platformThread(message(name, firm), more.earlier ?? [earlier], more.named ?? [], more.authentic ?? true);

describe('platformThread', () => {
  it.each([
    ['name and company', 'wang', 'Wang Trading', true],
    ['a full name', 'Ahmed Ali', null, true],
    ['a name that many have', 'wang', null, false],
    ['a Chinese name that many have', '王伟', null, false],
  ] as const)('%s', (_, name, firm, joins) => {
    expect(thread(name, firm)).toEqual({ inquiryId: 5, joins });
  });

  it('is only shown beside the new inquiry when another product is named', () => {
    expect(thread('wang', 'Wang Trading', { named: ['G-9'] })).toEqual({ inquiryId: 5, joins: false });
    expect(thread('wang', 'Wang Trading', { named: ['G-7'] })).toEqual({ inquiryId: 5, joins: true });
  });

  it('joins nothing that the platform has not sent', () => {
    expect(thread('wang', 'Wang Trading', { authentic: false })).toEqual({ inquiryId: 5, joins: false });
  });

  it('knows nothing without an earlier inquiry, and nothing of a buyer with an address', () => {
    expect(thread('wang', 'Wang Trading', { earlier: [] })).toBeNull();
    const found = findCustomer(mail({ text: 'gloves?' }), places);
    expect(platformThread(found, [earlier], [], true)).toBeNull();
  });
});
