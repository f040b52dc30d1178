import { describe, expect, it } from '@jest/globals';
import { checkTemplates } from '../../../src/reply/check-templates.ts';
import type { Templates } from '../../../src/reply/render.ts';
import { overrideTemplates, templateFaults } from '../../../src/reply/template-faults.ts';
import { context } from './sample.ts';

/** The shipped templates with one file written otherwise; null takes it away. */
function having(name: string, language: string, change: (source: string) => string | null): Templates {
  const { [language]: source = '', ...others } = context.templates[name] ?? {};
  const changed = change(source);
  return { ...context.templates, [name]: changed === null ? others : { ...others, [language]: changed } };
}

/** Only in English and in the language of the change: the others are as they were. */
const faultsOf = (templates: Templates, language: string) => {
  const { en, [language]: other = en } = context.words.languages;
  return checkTemplates({ ...context, templates, words: { ...context.words, languages: { en, [language]: other } } })
    .faults;
};

describe('checkTemplates', () => {
  it('finds no fault in what is shipped, in thirteen ways of writing', () => {
    const { mails, faults } = checkTemplates(context);
    expect(faults).toEqual([]);
    expect(mails).toBeGreaterThan(13 * 50);
  });

  it.each([
    ['a language that is not there', having('follow-up-h2', 'tr', () => null), 'follow-up-h2.tr.liquid is missing'],
    ['a part that is not there', having('part-points', 'ru', () => null), 'part-points.ru.liquid is missing'],
    [
      'a value that does not exist, in a branch no sample reaches',
      having('reply-retail', 'fr', (source) => `${source}{% if again and false %}{{ price }}{% endif %}`),
      'reply-retail.fr.liquid: there is no value price in this mail',
    ],
    [
      'a property that does not exist',
      having('follow-up-h1', 'ko', (source) => source.replace('{{ sentOn }}', '{{ owner.email }}')),
      'follow-up-h1.ko.liquid (about an offer): template follow-up-h1.ko.liquid: undefined variable: owner.email',
    ],
    [
      'a value that is missing in one of the samples',
      having('follow-up-h1', 'en', (source) =>
        source.replace('{% if quoteRef %} {{ quoteRef }}{% endif %}', '{{ quoteRef }}'),
      ),
      'follow-up-h1.en.liquid (little is known): template follow-up-h1.en.liquid: empty value',
    ],
    [
      'a mark that is never closed',
      having('feedback-defer', 'de', (source) => source.replace('{{ deferUntil }}**', '{{ deferUntil }}')),
      'feedback-defer.de.liquid (with a day): "**" was left in the mail',
    ],
    [
      'brackets around nothing',
      having('follow-up-l1', 'zh', (source) => source.replace('产品', '（{% if false %}x{% endif %}）产品')),
      'follow-up-l1.zh.liquid (about an offer): "（）" was left in the mail',
    ],
    [
      'a mail nobody writes',
      { ...context.templates, 'reply-quotaton': { en: 'Subject: x\n\ny' } },
      'reply-quotaton is not known: no mail is written with it',
    ],
  ])('tells %s', (_, templates, fault) => {
    const language = /\.([a-z-]+)\.liquid/.exec(fault)?.[1] ?? 'en';
    expect(faultsOf(templates as Templates, language)).toContainEqual(expect.stringContaining(fault));
  });

  it('tells a tag that cannot be read', () => {
    const templates = having('reply-range', 'it', (source) => `${source}{% if %}{% endfor %}`);
    expect(faultsOf(templates, 'it').join('\n')).toContain('reply-range.it.liquid cannot be read');
  });
});

describe('overrideTemplates', () => {
  it('puts the company’s file in the place of ours and keeps the others', () => {
    const own = { 'follow-up-h1': { en: 'Subject: Ours\n\nHello.' } };
    const { templates, faults } = overrideTemplates(context.templates, own);
    expect(faults).toEqual([]);
    expect(templates['follow-up-h1']).toEqual({ ...context.templates['follow-up-h1'], ...own['follow-up-h1'] });
    expect(templates['follow-up-h2']).toBe(context.templates['follow-up-h2']);
  });

  it.each([
    ['a name we do not have', { 'follow-up-x1': { en: 'Subject: a\n\nb' } }, 'there is no mail follow-up-x1.en'],
    ['a language we do not have', { 'follow-up-h1': { nl: 'Subject: a\n\nb' } }, 'there is no mail follow-up-h1.nl'],
    [
      'a file without a subject',
      { 'follow-up-h1': { en: 'Hello' } },
      'follow-up-h1.en does not begin with "Subject: "',
    ],
    ['a file that cannot be read', { 'part-points': { en: '{% for %}' } }, 'part-points.en cannot be read'],
    [
      'a name that hides something',
      { __proto__x: { en: 'Subject: a\n\nb' }, constructor: { en: 'x' } },
      'there is no mail constructor.en',
    ],
  ])('refuses %s', (_, own, fault) => {
    expect(overrideTemplates(context.templates, own).faults.join('\n')).toContain(fault);
  });
});

describe('templateFaults', () => {
  it('asks for English and for a subject', () => {
    expect(templateFaults({ a: { de: 'x' }, 'part-a': { en: 'x' } })).toEqual([
      'a has no English version',
      'a.de does not begin with "Subject: "',
    ]);
  });
});
