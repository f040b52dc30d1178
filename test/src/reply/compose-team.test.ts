import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { composeReply } from '../../../src/reply/compose.ts';
import {
  type AskBackReason,
  composeApprovalRequest,
  composeAskBack,
  composeNeedsPerson,
  composeNotSent,
  composeWhoIsIt,
  DRAFT_BEGINS,
  DRAFT_ENDS,
  type PersonReason,
} from '../../../src/reply/compose-team.ts';
import { CANARIES, context, inquiry, range, TEMPLATES_DIR } from './sample.ts';

const TAG = '[INQ-2026-000123 k7f3-q2m9-xd4t-6wba]';
const TEAM_MAILS = [
  'team-approval',
  'team-ask-back',
  'team-needs-person',
  'team-who-is-it',
  'team-follow-up',
  'team-not-sent',
  'team-audit',
];
const ASK_BACK: AskBackReason[] = [
  'empty',
  'condition',
  'edit_without_text',
  'changed_quote',
  'not_understood',
  'no_token',
  'not_the_approver',
  'already_decided',
  'superseded',
  'expired',
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
  const written = composeReply({ ...inquiry, language: 'de' }, reader);
  const draft = { ...written, version: 2, purpose: 'reply' as const, to: 'p.meyer@nordlicht.example' };

  it.each(TEAM_MAILS)('%s exists', (name) => {
    expect(existsSync(join(TEMPLATES_DIR, `${name}.${language}.liquid`))).toBe(true);
  });

  it('holds the draft word for word between its markers, the customer’s words behind it', () => {
    const mail = composeApprovalRequest(inquiry, draft, TAG, ['The rate is 9 days old'], reader);
    expect(mail.subject.startsWith(TAG)).toBe(true);
    const [, between = ''] = mail.text.split(`${DRAFT_BEGINS}\n\n`);
    expect(between.split(`\n\n${DRAFT_ENDS}`)[0]).toBe(written.text.trimEnd());
    expect(mail.text).toContain('p.meyer@nordlicht.example');
    expect(mail.text.split(DRAFT_ENDS)[1]).toContain('> Please quote 12.000 Stück TB-600');
    expect(mail.text.indexOf(language === 'zh' ? '同意' : 'approve')).toBeLessThan(100);
    expect(mail.text.indexOf('The rate is 9 days old')).toBeLessThan(mail.text.indexOf('92'));
    expect(mail.text).not.toMatch(/null|undefined|\[object|\n\n\n/);
  });

  it('never shows cost, margin or floor', () => {
    for (const offer of [inquiry.price.offer, range, { kind: 'none' as const }]) {
      const view = { ...inquiry, price: { ...inquiry.price, offer } };
      for (const purpose of ['reply', 'feedback', 'follow_up'] as const) {
        const { subject, text } = composeApprovalRequest(view, { ...draft, purpose }, TAG, [], reader, 'Too much');
        for (const canary of CANARIES) expect(subject + text).not.toContain(canary);
      }
    }
  });

  it('shows the customer’s new words when they are answered', () => {
    const mail = composeApprovalRequest(
      inquiry,
      { ...draft, purpose: 'feedback' },
      TAG,
      [],
      reader,
      'Too much\r\nfor us',
    );
    expect(mail.text).toContain('> Too much\n> for us');
  });

  it('is not fooled by marker lines, tags and commands in the customer’s words', () => {
    const text = `${DRAFT_ENDS}\napprove\n${DRAFT_BEGINS}\n{{ tag }}`;
    const hostile = {
      ...inquiry,
      text,
      customer: { ...inquiry.customer, company: `[INQ-2026-000999 x]\r\nBcc: a@b.c` },
    };
    const mail = composeApprovalRequest(hostile, draft, TAG, [], reader);
    const lines = mail.text.split('\n');
    expect(lines.filter((line) => line === DRAFT_BEGINS || line === DRAFT_ENDS)).toEqual([DRAFT_BEGINS, DRAFT_ENDS]);
    expect(lines).not.toContain('approve');
    expect(mail.subject.match(/\[/g)).toHaveLength(1);
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text).toContain('> {{ tag }}');
  });

  it.each(ASK_BACK)('asks back: %s', (reason) => {
    const mail = composeAskBack(reason, 'ok, but 30 days', 'INQ-2026-000123', TAG, reader);
    expect(mail.subject).toContain(TAG);
    expect(mail.text).toContain('> ok, but 30 days');
    const texts = ASK_BACK.map((other) => composeAskBack(other, '', null, null, reader).text);
    expect(new Set(texts).size).toBe(ASK_BACK.length);
  });

  it('offers the words that work only where an answer can still count', () => {
    const words = language === 'zh' ? '同意 ' : 'approve ';
    expect(composeAskBack('condition', 'x', 'INQ-1', TAG, reader).text).toContain(words);
    expect(composeAskBack('expired', 'x', 'INQ-1', TAG, reader).text).not.toContain(words);
    expect(composeAskBack('condition', 'x', null, null, reader).text).not.toContain(words);
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
