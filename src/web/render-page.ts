/** Renders a page of templates/page-*.liquid: every value is escaped, but for letters that are HTML already. */
import { createHash } from 'node:crypto';
import { Liquid } from 'liquidjs';
import { letterBlocks } from '../reply/letter-html.ts';
import type { Templates } from '../reply/render.ts';
import type { ClosedPage, WaitingPage } from './pages.ts';

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:44em;margin:0 auto;padding:1em;overflow-wrap:anywhere}
h1{font-size:1.25em}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em}
dd{margin:0}
.letter{border:1px solid #8888;border-radius:6px;padding:.2em 1em;margin:1em 0}
.warnings{border-left:4px solid #c60;padding:.2em 1em .2em 2em}
form{margin:1.5em 0}
label{display:block;margin:.5em 0}
textarea{box-sizing:border-box;width:100%;font:inherit}
button{font:inherit;min-height:48px;min-width:9em;padding:.5em 1.5em}
`;

/** For the Content-Security-Policy: this style and nothing else may stand in a page. */
export const styleHash = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;

/** No page, whatever the reason: it looks the same for everybody who knows no address. */
export const NOT_FOUND = frame('en', 'Not found', '<h1>Not found</h1>\n<p lang="zh">页面不存在</p>');

export function renderPage(templates: Templates, page: WaitingPage | ClosedPage): string {
  const { language } = page;
  const name = page.kind === 'waiting' ? 'page-approval' : 'page-closed';
  const source = templates[name]?.[language] ?? templates[name]?.en;
  if (source === undefined) throw new Error(`template ${name}.en.liquid is missing`);
  const letter =
    page.kind === 'waiting' ? { letter: letterBlocks(page.text, page.bold).join('\n'), rtl: isRightToLeft(page) } : {};
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    outputEscape: 'escape',
  });
  return frame(language, page.inquiryNo, engine.parseAndRenderSync(source, { ...page, ...letter }) as string);
}

function isRightToLeft({ draftLanguage }: WaitingPage): boolean {
  return /^(?:ar|he|fa|ur)\b/.test(draftLanguage);
}

function frame(language: string, title: string, body: string): string {
  return (
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${title}</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">` +
    `<style>${STYLE}</style></head><body>\n${body}\n</body></html>\n`
  );
}
