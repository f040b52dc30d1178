import { describe, expect, it } from '@jest/globals';
import { applyCommands, type DraftCommand, NO_REVISION, type Revisable } from '../../../src/desk/apply-commands.ts';
import type { Offer } from '../../../src/model/quotation.ts';
import { quotation, range } from '../reply/sample.ts';

const offer = quotation as Offer;
const skus = offer.kind === 'quotation' ? (offer.schemes[0]?.lines.map(({ sku }) => sku) ?? []) : [];
const given: Revisable = {
  draft: { language: 'de' },
  offer,
  languages: ['en', 'de', 'zh'],
  documentsMeant: (words) => (/lfgb/i.test(words) ? ['LFGB.pdf'] : []),
  documents: ['LFGB.pdf', 'catalogue.pdf'],
  topicOf: (about) => (about === 'quantity' ? 'quantity' : null),
  hasModel: false,
};
const price = (amount: string, sku: string | null = null): DraftCommand => ({
  kind: 'price',
  amount,
  currency: null,
  sku,
});

describe('applyCommands', () => {
  it('takes a price for every article of the offer, or for the one that is named', () => {
    const { revision } = applyCommands(NO_REVISION, [price('4.95')], [], given);
    expect(Object.keys(revision.wishes.unitPrices ?? {})).toEqual(skus);
    const [sku = ''] = skus;
    const one = applyCommands(NO_REVISION, [price('4.95', sku.toLowerCase())], [], given);
    expect(one.revision.wishes.unitPrices).toEqual({ [sku]: '4.95' });
  });

  it('lets the later of price and discount count', () => {
    const discount: DraftCommand = { kind: 'discount', percent: '3' };
    expect(applyCommands(NO_REVISION, [price('4.95'), discount], [], given).revision.wishes).toEqual({
      discountPercent: '3',
    });
    const back = applyCommands(NO_REVISION, [discount, price('4.95')], [], given).revision.wishes;
    expect(back.discountPercent).toBeUndefined();
  });

  it('keeps what was wished before', () => {
    const first = applyCommands(NO_REVISION, [{ kind: 'lead_time', days: 45 }], [], given).revision;
    const second = applyCommands(
      first,
      [
        { kind: 'validity', days: 20 },
        { kind: 'language', language: 'en' },
      ],
      [],
      given,
    );
    expect(second.revision).toMatchObject({ wishes: { leadTimeDays: 45, validityDays: 20 }, language: 'en' });
    expect(second.notes.map(({ kind }) => kind)).toEqual(['validity', 'language']);
  });

  it.each<[string, DraftCommand, Partial<Revisable>, string]>([
    ['a price without an offer', price('4.95'), { offer: { kind: 'none' } }, 'no_price'],
    ['a price on a range', price('4.95'), { offer: range as Offer }, 'no_price'],
    ['an article that is not in it', price('4.95', 'XX-1'), {}, 'unknown_article'],
    ['all of the price', { kind: 'discount', percent: '100' }, {}, 'discount_too_large'],
    ['no rule', { kind: 'incoterm', rule: 'XYZ', place: null }, {}, 'not_priced'],
    ['no days', { kind: 'lead_time', days: 0 }, {}, 'past_day'],
    ['two years of validity', { kind: 'validity', days: 700 }, {}, 'past_day'],
    ['a lead time without an offer', { kind: 'lead_time', days: 20 }, { offer: { kind: 'none' } }, 'no_price'],
    ['a language without words', { kind: 'language', language: 'fi' }, {}, 'no_template'],
    ['a document nobody has', { kind: 'add_document', document: 'moon map' }, {}, 'unknown_document'],
    ['Chinese in a German letter', { kind: 'ask', about: '杯盖颜色' }, {}, 'other_language'],
    [
      'German in a Chinese letter',
      { kind: 'ask', about: 'Deckelfarbe' },
      { draft: { language: 'zh' } },
      'other_language',
    ],
    ['Russian in an Arabic letter', { kind: 'ask', about: 'цвет' }, { draft: { language: 'ar' } }, 'other_language'],
  ])('refuses %s', (_, command, change, kind) => {
    const { revision, notes, impossible } = applyCommands(NO_REVISION, [command], [], { ...given, ...change });
    expect(impossible.map((one) => one.kind)).toEqual([kind]);
    expect([revision, notes]).toEqual([NO_REVISION, []]);
  });

  it.each([
    ['de', 'Deckelfarbe'],
    ['zh', '杯盖颜色 VB-500'],
    ['ja', '蓋の色'],
    ['ko', '뚜껑 색상'],
    ['ru', 'цвет крышки'],
    ['ar', 'لون الغطاء'],
    ['pt', 'cor da tampa'],
  ])('puts a question in the words of the letter: %s', (language, about) => {
    const command: DraftCommand = { kind: 'ask', about };
    const { revision } = applyCommands(NO_REVISION, [command], [], { ...given, draft: { language } });
    expect(revision.ownQuestions).toEqual([about]);
  });

  it('puts a standard question whatever the language of the letter', () => {
    const command: DraftCommand = { kind: 'ask', about: 'quantity' };
    const { revision } = applyCommands(NO_REVISION, [command, command], [], { ...given, draft: { language: 'zh' } });
    expect(revision.questions).toEqual(['quantity']);
  });

  it('adds and drops the same document as last said', () => {
    const add: DraftCommand = { kind: 'add_document', document: 'LFGB' };
    const drop: DraftCommand = { kind: 'drop_document', document: 'LFGB' };
    expect(applyCommands(NO_REVISION, [add, drop], [], given).revision.documents).toEqual({ add: [], drop: ['LFGB'] });
    expect(applyCommands(NO_REVISION, [drop, add], [], given).revision.documents).toEqual({ add: ['LFGB'], drop: [] });
  });

  it('leaves other words to a language model, and says so where there is none', () => {
    expect(applyCommands(NO_REVISION, [], ['shorter'], given).impossible).toEqual([
      { kind: 'no_model', about: 'shorter', known: '' },
    ]);
    const { revision, impossible } = applyCommands(NO_REVISION, [], ['shorter'], { ...given, hasModel: true });
    expect([revision.instructions, impossible]).toEqual([['shorter'], []]);
  });
});
