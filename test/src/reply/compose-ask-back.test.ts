import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { DecisionWords } from '../../../src/model/decision-words.ts';
import { MailClients } from '../../../src/model/mail-clients.ts';
import { type AskBackReason, composeAskBack, type Impossible } from '../../../src/reply/compose-ask-back.ts';
import { readDecision } from '../../../src/reply/decision/read-decision.ts';
import { context } from './sample.ts';

const TAG = '[INQ-2026-000123 k7f3-q2m9-xd4t-6wba]';
const config = (file: string) => load(readFileSync(join(import.meta.dirname, '../../../config', file), 'utf8'));
const reading = {
  clients: MailClients.parse(config('mail-clients.yaml')),
  words: DecisionWords.parse(config('decision-words.yaml')),
};
const REASONS: AskBackReason[] = [
  'empty',
  'condition',
  'several',
  'incomplete',
  'auto_reply',
  'edit_without_text',
  'changed_quote',
  'file_beside_approval',
  'impossible',
  'price_expired',
  'not_understood',
  'no_token',
  'not_the_approver',
  'forged',
  'unproven',
  'already_decided',
  'superseded',
  'expired',
];
const KINDS: Impossible['kind'][] = [
  'no_price',
  'price_not_reached',
  'unknown_article',
  'discount_too_large',
  'not_priced',
  'no_template',
  'no_model',
  'model_failed',
  'other_language',
  'unknown_document',
  'unknown_person',
  'own_draft',
  'past_day',
  'dangerous_file',
  'files_too_large',
];
const asked = { answered: 'ok, but 30 days', inquiryNo: 'INQ-2026-000123', tag: TAG };

describe.each(['en', 'zh'] as const)('asked back in %s', (language) => {
  const reader = { ...context, owner: { ...context.owner, language } };
  const ask = (ask: Parameters<typeof composeAskBack>[0]) => composeAskBack(ask, reader, reading);

  it.each(REASONS)('%s', (reason) => {
    const mail = ask({ ...asked, reason });
    expect(mail.subject).toContain(TAG);
    expect(mail.text).toContain('> ok, but 30 days');
    expect(mail.text).not.toMatch(/null|undefined|\[object|\n\n\n/);
    const texts = REASONS.map((other) => ask({ reason: other, answered: '', inquiryNo: null, tag: null }).text);
    expect(new Set(texts).size).toBe(REASONS.length);
  });

  it.each(KINDS)('says why it cannot be done: %s', (kind) => {
    const impossible = [{ kind, about: 'moon map', known: 'a, b' }];
    const { text } = ask({ ...asked, reason: 'impossible', impossible });
    const [line = ''] = text.split('\n').filter((one) => one.startsWith('- '));
    expect(line).toMatch(/[\p{L}]{3}/u);
    if (kind !== 'discount_too_large' && kind !== 'own_draft') expect(line).toMatch(/moon map|a, b/);
  });

  it('names what was changed in the quotation', () => {
    const changes = [
      { from: '25', to: '30' },
      { from: '', to: 'free of charge' },
    ];
    const { text } = ask({ ...asked, reason: 'changed_quote', changes });
    expect(text).toMatch(/25.*→.*30/);
    expect(text).toMatch(/→.*free of charge/);
  });

  it('offers whole answers that the desk understands, each with what it does', () => {
    const suggestions =
      language === 'zh' ? ['重拟: 交期30天', '同意', '修改'] : ['revise: 30 days lead time', 'approve', 'edit'];
    const { text } = ask({ ...asked, reason: 'condition', suggestions });
    for (const words of suggestions) {
      const [line = ''] = text.split('\n').filter((one) => one.startsWith(`  ${words}`));
      expect(line).toContain('=');
    }
    expect(readDecision({ text: suggestions[0] ?? '' }, '', reading.clients, reading.words).kind).toBe('revise');
  });

  it('offers the usual words only where an answer can still count', () => {
    const usual = language === 'zh' ? '  同意 ' : '  approve ';
    expect(ask({ ...asked, reason: 'impossible' }).text).toContain(usual);
    expect(ask({ ...asked, reason: 'expired' }).text).not.toContain(usual);
    expect(ask({ ...asked, reason: 'condition', tag: null }).text).not.toContain(usual);
  });
});
