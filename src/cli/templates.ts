/** Commands templates check, preview and suggest: the mails to customers checked, shown, and made better. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type Config, loadConfig } from '../config.ts';
import { checkTemplates } from '../reply/check-templates.ts';
import { escapeHtml, letterBlocks } from '../reply/letter-html.ts';
import { templateSamples } from '../reply/samples/template-samples.ts';
import { templateFaults } from '../reply/template-faults.ts';
import type { ReplyContext } from '../reply/view.ts';
import { templatesSuggest } from './templates-suggest.ts';

type Env = Record<string, string | undefined>;

const RIGHT_TO_LEFT = new Set(['ar']);
const STYLE = 'font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;max-width:44em;margin:1em';

export function addTemplatesCommand(program: Command, run: (action: Promise<number>) => Promise<void>, env: Env): void {
  const templates = program.command('templates').description('the words of the mails to customers');
  templates
    .command('check')
    .description('write every mail in every language with sample inquiries; ends with 1 on any fault')
    .action(() => run(checkAll(env)));
  templates
    .command('preview')
    .description('write every mail as a page to look at')
    .option('--out <dir>', 'folder for the pages', 'templates-preview')
    .action(({ out }: { out: string }) => run(preview(env, resolve(out))));
  templates
    .command('suggest')
    .description('propose changes that people make in drafts again and again; changes nothing')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => run(templatesSuggest(env, options)));
}

/** @returns 0 when there is no fault, else 1 with the faults on standard error */
export async function checkAll(env: Env, print = console.log, complain = console.error): Promise<number> {
  const config = loadConfig(env);
  const { mails, faults } = checkTemplates(sampleContext(config));
  const all = [...new Set([...templateFaults(config.templates), ...faults])];
  for (const fault of all) complain(fault);
  print(`${mails} mails written, ${all.length} ${all.length === 1 ? 'fault' : 'faults'}`);
  return all.length === 0 ? 0 : 1;
}

/** One page for each template and language with all its samples, and index.html that leads to them. */
export async function preview(env: Env, out: string, print = console.log): Promise<number> {
  const config = loadConfig(env);
  const context = sampleContext(config);
  const languages = Object.keys(config.replyWords.languages);
  const samples = templateSamples(context);
  const names = [...new Set(samples.map(({ template }) => template))];
  mkdirSync(out, { recursive: true });
  for (const name of names) {
    for (const language of languages) {
      const drafts = samples
        .filter(({ template }) => template === name)
        .map(({ title, write }) => ({ title, draft: write(language) }));
      const letters = drafts.map(({ title, draft }) =>
        draft === null
          ? ''
          : `<h2>${escapeHtml(title)}</h2>\n<p><small>${escapeHtml(draft.subject)}</small></p>\n` +
            `<div lang="${language}" dir="${RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'}">` +
            `${letterBlocks(draft.text, draft.bold ?? []).join('\n')}</div><hr>`,
      );
      writeFileSync(join(out, `${name}.${language}.html`), page(`${name}.${language}`, letters.join('\n')));
    }
  }
  const rows = names.map(
    (name) => `<tr><th align="left">${name}</th>${languages.map((language) => link(name, language)).join('')}</tr>`,
  );
  writeFileSync(join(out, 'index.html'), page('Mails to customers', `<table>\n${rows.join('\n')}\n</table>`));
  print(`${names.length * languages.length} pages: ${join(out, 'index.html')}`);
  return 0;
}

function link(name: string, language: string): string {
  return `<td><a href="${name}.${language}.html">${language}</a></td>`;
}

function page(title: string, body: string): string {
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>` +
    `<meta name="viewport" content="width=device-width"></head>\n<body style="${STYLE}"><h1>${escapeHtml(title)}</h1>\n` +
    `${body}\n</body></html>\n`
  );
}

function sampleContext({ templates, replyWords, company, catalogue }: Config): ReplyContext {
  const [owner] = company.team;
  if (owner === undefined) throw new Error('company.yaml names nobody in team');
  return { templates, words: replyWords, company, owner, catalogue, today: '' };
}
