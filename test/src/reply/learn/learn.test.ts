import { describe, expect, it } from '@jest/globals';
import { editedPhrases } from '../../../../src/reply/learn/edited-phrases.ts';
import { maskValues } from '../../../../src/reply/learn/mask-values.ts';
import { type Edit, suggestChanges } from '../../../../src/reply/learn/suggest-changes.ts';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';
import { sources } from '../check/look-over.ts';
import { context } from '../sample.ts';

describe('maskValues', () => {
  it.each([
    [
      'en',
      'Dear Paul Meyer, TB-600 costs USD 5.57/pc until 8 December 2026.',
      'Dear {name}, {code} costs USD {price}/pc until {date}.',
    ],
    [
      'en',
      'We ship 12,000 pcs to Hamburg in 28 days, 30 % deposit.',
      'We ship {number} pcs to {name} in {number} days, {number} % deposit.',
    ],
    [
      'de',
      'Sehr geehrter Herr Meyer, wir liefern 500 Stück bis 8. Dezember 2026.',
      'Sehr geehrter Herr {name}, wir liefern {number} Stück bis {date}.',
    ],
    ['zh', '陈伟先生，单价5.57美元，12月8日前有效。', '{name}先生，单价{price}美元，{date}前有效。'],
    ['en', 'See https://shop.example/x or write to a@b.example.', 'See {link} or write to {link}.'],
  ])('%s: %s', (language, text, expected) => {
    expect(maskValues(text, language, ['Paul Meyer', '陈伟'], sources)).toBe(expected);
  });

  it('does not take a name out of another word', () => {
    expect(maskValues('Annually, Ann.', 'en', ['Ann'], sources)).toBe('Annually, {name}.');
  });
});

describe('editedPhrases', () => {
  const draft =
    'Dear {name},\n\nThank you for your inquiry of {date}. This is our offer:\n\nShall I prepare the proforma invoice?\n\nBest regards';
  it.each([
    [draft, []],
    [
      draft.replace('Shall I prepare the proforma invoice?', 'May I send you the PI?'),
      [['Shall I prepare the proforma invoice?', 'May I send you the PI?']],
    ],
    [draft.replace('This is our offer:', 'Our offer:'), [['This is our offer:', 'Our offer:']]],
    [draft.replace('\n\nShall I prepare the proforma invoice?', ''), [['Shall I prepare the proforma invoice?', '']]],
    [draft.replace('Best regards', 'We hope to hear from you.\n\nBest regards'), [['', 'We hope to hear from you.']]],
    [
      draft.replace('{date}', '{number}'),
      [['Thank you for your inquiry of {date}.', 'Thank you for your inquiry of {number}.']],
    ],
    [draft.replaceAll('\n', '\n\n'), []],
    ['Dear {name},\n\nI am on holiday. My colleague will write to you. Please wait.\n\nYours', []],
  ])('%#', (final, expected) => {
    expect(editedPhrases(draft, final).map(({ from, to }) => [from, to])).toEqual(expected);
  });

  it('finds each of several changes, each beside what it has become', () => {
    const final = draft
      .replace('Thank you for your inquiry of {date}.', 'Many thanks for your inquiry of {date}.')
      .replace('Best regards', 'Kind regards');
    expect(editedPhrases(draft, final)).toEqual([
      { from: 'Thank you for your inquiry of {date}.', to: 'Many thanks for your inquiry of {date}.' },
      { from: 'Best regards', to: 'Kind regards' },
    ]);
  });

  it.each([
    ['words', 'a '.repeat(100_000), 'b '.repeat(100_000)],
    ['lines', 'a\n'.repeat(100_000), 'b\n'.repeat(100_000)],
    ['sentences', 'a. b! '.repeat(33_000), 'c? a. '.repeat(33_000)],
    ['blanks', ' '.repeat(200_000), 'x'],
  ])('compares hostile texts in no time: %s', (_, before, after) => {
    expect(cpuMs(() => editedPhrases(before.slice(0, 20_000), after.slice(0, 20_000)))).toBeLessThan(2 * hostileMs);
  });
});

describe('suggestChanges', () => {
  const from = 'Shall I prepare the proforma invoice?';
  const edit = (draft: string, person: string, more: Partial<Edit> = {}): Edit => ({
    draft,
    person,
    template: 'reply-quotation',
    language: 'en',
    phrases: [{ from, to: 'May I send you the PI?' }],
    ...more,
  });

  it('proposes what was changed three times, by whom, and where it stands', () => {
    const edits = [edit('A', 'li'), edit('B', 'wang'), edit('C', 'li')];
    expect(suggestChanges(edits.slice(1), 3, context.templates)).toEqual([]);
    expect(suggestChanges(edits, 3, context.templates)).toEqual([
      {
        template: 'reply-quotation',
        language: 'en',
        from,
        to: 'May I send you the PI?',
        times: 3,
        people: [
          { person: 'li', times: 2 },
          { person: 'wang', times: 1 },
        ],
        examples: ['C', 'B', 'A'],
        files: ['reply-quotation.en.liquid'],
      },
    ]);
  });

  it.each([
    ['another template', { template: 'reply-range' }],
    ['another language', { language: 'de' }],
    ['other words', { phrases: [{ from, to: 'PI?' }] }],
  ])('does not count %s', (_, more) => {
    expect(suggestChanges([edit('A', 'li'), edit('B', 'li'), edit('C', 'li', more)], 3, context.templates)).toEqual([]);
  });

  it('counts a change once in a letter, whatever its case', () => {
    const twice = edit('A', 'li', {
      phrases: [
        { from, to: 'PI?' },
        { from: from.toUpperCase(), to: 'pi?' },
      ],
    });
    expect(suggestChanges([twice], 2, context.templates)).toEqual([]);
    expect(suggestChanges([twice, twice], 2, context.templates)).toMatchObject([{ times: 2 }]);
  });

  it('puts the most frequent change first', () => {
    const rare = { phrases: [{ from: 'x y z', to: 'q' }] };
    const edits = [edit('A', 'li', rare), edit('B', 'li', rare), ...['C', 'D', 'E'].map((draft) => edit(draft, 'li'))];
    expect(suggestChanges(edits, 2, context.templates).map(({ times }) => times)).toEqual([3, 2]);
  });
});
