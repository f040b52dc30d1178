import { describe, expect, it } from '@jest/globals';
import { renderMail, type Templates } from '../../../src/reply/render.ts';

const templates: Templates = {
  mail: {
    en: "Subject: {{ topic }}\n\nHello {{ name }}\n\n{% if more %}\n\n{% endif %}\n\nend {% include 'part-end' %}\n",
    de: "Subject: {{ topic }}\n\nHallo {{ name }} {% include 'part-end' %}\n",
  },
  'part-end': { en: 'Bye {{ name }}' },
  untitled: { en: 'Hello' },
  broken: { en: 'Subject: x\n\n{% if %}' },
  filter: { en: 'Subject: x\n\n{{ name | nosuch }}' },
  file: { en: "Subject: x\n\n{% include '/etc/passwd' %}" },
  deep: { en: 'Subject: x\n\n{{ name.constructor.name }}' },
  endless: { en: 'Subject: x\n\n{% for a in (1..100000000) %}{{ a }}{% endfor %}' },
};
const values = { topic: 'Bottles', name: 'Anna', more: null };

describe('renderMail', () => {
  it('takes the subject off and collapses blank lines', () => {
    expect(renderMail(templates, 'mail', 'en', values)).toEqual({
      subject: 'Bottles',
      text: 'Hello Anna\n\nend Bye Anna\n',
      bold: [],
      language: 'en',
    });
  });

  it.each([
    ['de', 'de'],
    ['DE-at', 'de'],
    ['fr', 'en'],
    ['constructor', 'en'],
  ])('a reader of %s gets %s', (language, expected) => {
    expect(renderMail(templates, 'mail', language, values).language).toBe(expected);
  });

  it('keeps a value in its place', () => {
    const mail = renderMail(templates, 'mail', 'en', {
      ...values,
      topic: 'a\r\nBcc: b@c.d\n\nX',
      name: '{{ topic }}{% raw %}',
    });
    expect(mail.subject).toBe('a Bcc: b@c.d X');
    expect(mail.text).toBe('Hello {{ topic }}{% raw %}\n\nend Bye {{ topic }}{% raw %}\n');
  });

  it.each([
    ['mail', { topic: 'x', more: null }, /mail\.en\.liquid.*name/s],
    ['mail', { ...values, name: null }, /mail\.en\.liquid.*empty value.*name/s],
    ['mail', { ...values, name: {} }, /mail\.en\.liquid.*name/s],
    ['nosuch', values, /nosuch\.en\.liquid is missing/],
    ['toString', values, /toString\.en\.liquid is missing/],
    ['untitled', values, /untitled\.en\.liquid does not begin with Subject/],
    ['broken', values, /broken\.en\.liquid/],
    ['filter', values, /filter\.en\.liquid.*nosuch/s],
    ['file', values, /file\.en\.liquid/],
    ['deep', values, /deep\.en\.liquid/],
    ['endless', values, /endless\.en\.liquid.*limit/s],
  ])('refuses %s', (name, given, message) => {
    expect(() => renderMail(templates, name, 'en', given)).toThrow(message);
  });
});
