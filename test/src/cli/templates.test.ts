import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkAll, preview } from '../../../src/cli/templates.ts';
import { loadConfig } from '../../../src/config.ts';

const shipped = join(import.meta.dirname, '../../../config');
const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The shipped settings with a file in their templates folder. */
function settings(name: string, file: string, source: string) {
  const dir = join(folder, name);
  cpSync(shipped, dir, { recursive: true });
  mkdirSync(join(dir, 'templates'));
  writeFileSync(join(dir, 'templates', file), source);
  return { CONFIG_DIR: dir, DATA_DIR: folder };
}

const check = async (env: Record<string, string>) => {
  const said: string[] = [];
  const note = (line: string) => said.push(line);
  return { status: await checkAll(env, note, note), said };
};

describe('templates check', () => {
  it('ends with 0 on the shipped settings', async () => {
    const { status, said } = await check({ CONFIG_DIR: shipped, DATA_DIR: folder });
    expect(said).toEqual([expect.stringMatching(/^\d{3,4} mails written, 0 faults$/)]);
    expect(status).toBe(0);
  });

  it('ends with 1 and tells which of the company’s own mails cannot be written', async () => {
    const env = settings('broken', 'follow-up-h1.en.liquid', 'Subject: {{ subject }}\n\nHello {{ customer.title }}\n');
    expect(loadConfig(env).templates['follow-up-h1']?.en).toContain('customer.title');
    const { status, said } = await check(env);
    expect(status).toBe(1);
    expect(said[0]).toContain('follow-up-h1.en.liquid (about an offer)');
    expect(said[0]).toContain('customer.title');
  });

  it('refuses to start with a file that replaces nothing', () => {
    const env = settings('misspelt', 'folow-up-h1.en.liquid', 'Subject: x\n\ny\n');
    expect(() => loadConfig(env)).toThrow('there is no mail folow-up-h1.en that it could replace');
  });
});

describe('templates preview', () => {
  it('writes a page for each template and language, and one that leads to them', async () => {
    const env = settings(
      'own',
      'follow-up-h1.de.liquid',
      'Subject: {{ subject }}\n\n**Moin** {{ customer.name }} <b>\n',
    );
    const out = join(folder, 'pages');
    const said: string[] = [];
    expect(await preview(env, out, (line) => said.push(line))).toBe(0);
    const pages = readdirSync(out);
    const index = readFileSync(join(out, 'index.html'), 'utf8');
    expect(said).toEqual([`${pages.length - 1} pages: ${join(out, 'index.html')}`]);
    for (const page of pages.filter((name) => name !== 'index.html')) expect(index).toContain(`"${page}"`);
    expect(readFileSync(join(out, 'follow-up-h1.de.html'), 'utf8')).toContain('<b>Moin</b> Paul Meyer &#60;b&#62;');
    expect(readFileSync(join(out, 'reply-quotation.ar.html'), 'utf8')).toContain('lang="ar" dir="rtl"');
  });
});
