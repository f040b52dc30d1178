import { describe, expect, it } from '@jest/globals';
import { AutoSendSettings } from '../../../src/model/auto-send.ts';
import { type AutoSendCase, autoSendFaults, chooseRule } from '../../../src/reply/auto-send.ts';

const { rules } = AutoSendSettings.parse({
  rules: [
    { name: 'details', templates: ['reply-ask-details'], classes: ['low'], maxPerDay: 5, onlyKnownCustomers: false },
    {
      name: 'small-offers',
      templates: ['reply-quotation', 'follow-up-g2'],
      classes: ['general', 'low'],
      maxPerDay: 5,
      maxAmount: { amount: '5000', currency: 'USD' },
    },
  ],
});

const line = { sku: 'A', quantity: '1', unit: 'pcs', unitPrice: '1', perUnit: 'pc', amount: '1' };
const offer = (currency: string, ...totals: string[]) =>
  ({
    kind: 'quotation',
    currency,
    schemes: totals.map((total) => ({ total, lines: [line] })),
  }) as unknown as AutoSendCase['offer'];
const range = { kind: 'range', currency: 'USD', lines: [] } as unknown as AutoSendCase['offer'];

const draft: AutoSendCase = {
  template: 'reply-quotation',
  class: 'general',
  offer: offer('USD', '4999.99'),
  belowFloor: false,
  knownCustomer: true,
  warnings: 0,
  doubts: 0,
};
const details = { ...draft, template: 'reply-ask-details', class: 'low', offer: { kind: 'none' } } as const;

describe('chooseRule', () => {
  it('lets no draft pass without a rule', () => {
    expect(chooseRule([], draft)).toBeNull();
    expect(chooseRule(AutoSendSettings.parse({}).rules, details)).toBeNull();
  });

  it.each<[string, AutoSendCase, string | null]>([
    ['within every limit', draft, 'small-offers'],
    ['exactly at the amount', { ...draft, offer: offer('USD', '5000.00') }, 'small-offers'],
    ['a stranger where the rule allows it', { ...details, knownCustomer: false }, 'details'],
    ['above the amount', { ...draft, offer: offer('USD', '5000.01') }, null],
    ['one of several schemes above it', { ...draft, offer: offer('USD', '100', '9000') }, null],
    ['another currency', { ...draft, offer: offer('EUR', '100') }, null],
    ['a price range, which has no total', { ...draft, offer: range }, null],
    ['a price where the rule names no amount', { ...details, offer: offer('USD', '1') }, null],
    ['another template', { ...draft, template: 'reply-complaint' }, null],
    ['an unknown template', { ...draft, template: null }, null],
    ['another class', { ...draft, class: 'high' }, null],
    ['a stranger', { ...draft, knownCustomer: false }, null],
    ['a warning', { ...draft, warnings: 1 }, null],
    ['a doubt about an offer', { ...draft, doubts: 1 }, null],
    ['a doubt that the draft asks about', { ...details, doubts: 1 }, 'details'],
    ['a price below the floor', { ...draft, belowFloor: true }, null],
  ])('%s', (_, facts, name) => {
    expect(chooseRule(rules, facts)?.name ?? null).toBe(name);
  });
});

describe('autoSendFaults', () => {
  it('names rules that can never fit', () => {
    const [first] = rules;
    if (!first) throw new Error('no rule');
    const known = { 'reply-ask-details': {}, 'team-approval': {} };
    expect(autoSendFaults([first], known)).toEqual([]);
    expect(autoSendFaults([first, first], known)).toEqual(['auto-send.yaml: the rule details is there twice']);
    expect(autoSendFaults([{ ...first, templates: ['reply-detials', 'team-approval'] }], known)).toHaveLength(2);
  });
});
