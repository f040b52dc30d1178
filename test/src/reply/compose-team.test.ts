import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  composeNeedsPerson,
  composeNotSent,
  composeWhoIsIt,
  type PersonReason,
} from '../../../src/reply/compose-team.ts';
import { context, TEMPLATES_DIR } from './sample.ts';

const TEAM_MAILS = [
  'team-ask-back',
  'team-decided',
  'team-digest',
  'team-needs-person',
  'team-who-is-it',
  'team-not-sent',
  'team-audit',
];
const PERSON: PersonReason[] = [
  'complaint',
  'unsubscribe',
  'positive_ack',
  'other',
  'rejected',
  'stage_failed',
  'unreadable',
  'no_address',
];

describe.each(['en', 'zh'] as const)('mails to a team member who reads %s', (language) => {
  const reader = { ...context, owner: { ...context.owner, language } };
  it.each(TEAM_MAILS)('%s exists', (name) => {
    expect(existsSync(join(TEMPLATES_DIR, `${name}.${language}.liquid`))).toBe(true);
  });

  it.each(PERSON)('hands over: %s', (reason) => {
    const letter = { inquiryNo: 'INQ-2026-000123', subject: 'broken [INQ-2026-000999]', text: 'It leaks' };
    const mail = composeNeedsPerson(reason, letter, reader);
    expect(mail.subject).toContain('[INQ-2026-000123]');
    expect(mail.subject).toContain('(INQ-2026-000999)');
    expect(mail.text).toContain('> It leaks');
    expect(
      composeNeedsPerson(reason, { ...letter, inquiryNo: null, text: '', subject: '' }, reader).text,
    ).not.toContain('null');
  });

  it('asks who the customer is', () => {
    const mail = composeWhoIsIt({ subject: 'Fwd: FW: price', text: 'pls quote' }, reader);
    expect(mail.subject).toMatch(/^Re: price/);
    expect(mail.text).toContain('> pls quote');
  });

  it.each(['refused', 'uncertain', 'bounced'] as const)('tells of a mail that is %s', (kind) => {
    const unsent = {
      inquiryNo: 'INQ-2026-000123',
      recipient: 'a@b.example',
      subject: 'Re: x',
      response: '550 5.1.1\r\nno such user',
    };
    const mail = composeNotSent(kind, unsent, reader);
    expect(mail.text).toContain('a@b.example');
    expect(mail.text).toContain('550 5.1.1 no such user');
  });
});
