/** Full mails as files that a person has read. `REWRITE_DRAFTS=1 npx jest golden-drafts` writes them anew, on purpose. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { z } from 'zod';
import { SalesPolicy } from '../../../src/model/sales-policy.ts';
import { templateSamples } from '../../../src/reply/samples/template-samples.ts';
import { context, TEMPLATES_DIR, words } from './sample.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/drafts');
const LANGUAGES = Object.keys(words.languages);

const company = z
  .object({ sales: SalesPolicy })
  .parse(load(readFileSync(join(TEMPLATES_DIR, '../config/company.yaml'), 'utf8')));
const samples = templateSamples({ ...context, company: { ...context.company, sales: company.sales } });
const templates = [...new Set(samples.map(({ template }) => template))];

/** Every sample of a template, one beneath the other; bold words between asterisks. */
function letters(template: string, language: string): string {
  const shown = samples.filter((sample) => sample.template === template);
  return shown
    .map(({ title, write }) => {
      const draft = write(language);
      return `### ${title}\nSubject: ${draft?.subject}\n\n${marked(draft?.text ?? '', draft?.bold ?? [])}`;
    })
    .join('\n');
}

function marked(text: string, bold: readonly (readonly [number, number])[]): string {
  return [...bold].reverse().reduce((rest, [from, to]) => {
    return `${rest.slice(0, from)}**${rest.slice(from, to)}**${rest.slice(to)}`;
  }, text);
}

describe('drafts', () => {
  it.each(templates.flatMap((template) => LANGUAGES.map((language) => [template, language] as const)))(
    '%s in %s is the reviewed one',
    (template, language) => {
      const file = join(FOLDER, language, `${template}.txt`);
      const written = letters(template, language);
      if (process.env.REWRITE_DRAFTS) {
        mkdirSync(join(FOLDER, language), { recursive: true });
        writeFileSync(file, written);
      }
      expect(written).toBe(readFileSync(file, 'utf8'));
    },
  );

  it('has no file that no mail is written to', () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.txt'));
    expect(files).toHaveLength(templates.length * LANGUAGES.length);
  });
});
