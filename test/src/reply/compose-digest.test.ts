import { describe, expect, it } from '@jest/globals';
import { composeDigest, type Digest } from '../../../src/reply/compose-digest.ts';
import { context } from './sample.ts';

const digest: Digest = {
  day: '11-24',
  waiting: [
    {
      inquiryNo: 'INQ-2026-000001',
      who: 'Li Na',
      class: 'high',
      customer: 'Nordhaus\r\nBcc: a@b.c',
      subject: 'Re: RFQ',
      since: '11-23 09:00',
      hours: 24,
      overdue: true,
    },
  ],
  followUps: [],
  platforms: [
    {
      inquiryNo: 'INQ-2026-000002',
      who: null,
      customer: 'Kofi Mensah',
      channel: 'global_sources',
      url: 'https://example.com/m/1',
      since: '11-23 20:00',
      hours: 13,
    },
  ],
  figures: {
    since: '11-20',
    isYesterday: false,
    received: 14,
    inquiries: { high: 3, general: 4, low: 2 },
    approved: 5,
    rejected: 1,
    sent: 6,
    overdue: 1,
  },
};
const inLanguage = (language: 'en' | 'zh', of: Digest) =>
  composeDigest(of, { ...context, owner: { ...context.owner, language } });

describe('composeDigest', () => {
  it('tells in English what waits and what was done', () => {
    const { subject, text } = inLanguage('en', digest);
    expect(subject).toBe('Today 11-24 · 1 to approve · 0 to follow up · 1 to answer on platforms');
    expect(text).toContain('1) [INQ-2026-000001] Nordhaus Bcc: a@b.c · high · Re: RFQ');
    expect(text).toContain('since 11-23 09:00 (24 h) · OVERDUE · with Li Na');
    expect(text).toContain(
      '[INQ-2026-000002] global sources: Kofi Mensah · since 11-23 20:00 (13 h) · https://example.com/m/1',
    );
    expect(text).toContain(
      'SINCE 11-20, the whole desk\n14 mails came in, 9 of them inquiries (high 3, general 4, low 2)',
    );
    expect(text).toContain('approved 5 · sent to customers 6 · rejected 1 · overdue now 1');
    expect(text).not.toMatch(/FOLLOW-UPS|null|undefined|\n\n\n/);
  });

  it('tells the same in Chinese', () => {
    const { subject, text } = inLanguage('zh', { ...digest, figures: { ...digest.figures, isYesterday: true } });
    expect(subject).toBe('今日询盘 11-24 · 1 封待审批 · 0 个跟进 · 1 个平台消息待回');
    expect(text).toContain('· 已超时 · 由 Li Na 审批');
    expect(text).toContain('昨日（全部门）\n收到邮件 14 封，其中询盘 9 个（高意向 3，一般 4，低意向 2）');
    expect(text).toContain('批准 5 · 已发客户 6 · 拒绝 1 · 目前超时 1');
    expect(text).not.toMatch(/null|undefined|\n\n\n/);
  });
});
