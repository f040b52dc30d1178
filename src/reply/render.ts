/** Renders the mails of templates/ with values that are plain data: nothing in a value is ever run (domain 5). */
import { Liquid, LiquidError } from 'liquidjs';
import { readEmphasis, shieldMarks } from './emphasis.ts';
import type { Range } from './letter-html.ts';

/**
 * Template sources as read from templates/NAME.LANG.liquid: name -> language (BCP 47 primary tag) -> source. A mail's
 * first line is `Subject: …`, then a blank line, then the body; names that begin with `part-` are for `include`.
 */
export type Templates = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a template may print. Every name it uses must be present; `null` may be asked for but not printed. */
export type Values = Record<string, unknown>;

/** `bold`: ranges of the text that its template set between two asterisks. */
export type RenderedMail = { subject: string; text: string; bold: Range[]; language: string };

const NET = 'en';
const TRADITIONAL = new Set(['hant', 'tw', 'hk', 'mo']);

/**
 * The language a mail will be written in, as the key of its file: the reader's when there is a template in it, else
 * English. Chinese as written in Taiwan, Hong Kong and Macao is `zh-hant`.
 */
export function chooseLanguage(templates: Templates, name: string, language: string): string {
  const tag = language.toLowerCase();
  const [primary = NET, ...subtags] = tag.split('-');
  const hant = primary === 'zh' && subtags.some((subtag) => TRADITIONAL.has(subtag));
  const wanted = hant ? ['zh-hant', 'zh'] : [tag, primary];
  return wanted.find((known) => sourceOf(templates, name, known) !== undefined) ?? NET;
}

/** Renders a mail. Throws an Error naming template and value when either is missing. */
export function renderMail(templates: Templates, name: string, language: string, values: Values): RenderedMail {
  const used = chooseLanguage(templates, name, language);
  const source = sourceOf(templates, name, used);
  if (source === undefined) throw new Error(`template ${name}.${used}.liquid is missing`);
  const [first = '', ...rest] = source.split(/\r?\n/);
  if (!first.startsWith('Subject:')) throw new Error(`template ${name}.${used}.liquid does not begin with Subject:`);
  const engine = engineFor(templates, used);
  // Subject and body are rendered apart so that no value can move words from one into the other.
  const subject = render(engine, `${name}.${used}`, first.slice('Subject:'.length), values);
  const text = render(engine, `${name}.${used}`, rest.join('\n'), values);
  const plain = readEmphasis(subject.replace(/\s+/g, ' ').trim());
  return { subject: plain.text, ...readEmphasis(tidy(text)), language: used };
}

function sourceOf(templates: Templates, name: string, language: string): string | undefined {
  const sources = Object.hasOwn(templates, name) ? templates[name] : undefined;
  return sources !== undefined && Object.hasOwn(sources, language) ? sources[language] : undefined;
}

/** Reading some 30 parts takes longer than writing the mail: an engine is kept as long as its templates. */
const engines = new WeakMap<Templates, Map<string, Liquid>>();

function engineFor(templates: Templates, language: string): Liquid {
  const known = engines.get(templates) ?? new Map<string, Liquid>();
  const engine = known.get(language) ?? newEngine(templates, language);
  engines.set(templates, known.set(language, engine));
  return engine;
}

function newEngine(templates: Templates, language: string): Liquid {
  const parts: Record<string, string> = {};
  for (const name of Object.keys(templates).filter((known) => known.startsWith('part-'))) {
    const source = sourceOf(templates, name, chooseLanguage(templates, name, language));
    if (source !== undefined) parts[name] = withoutTagLines(source);
  }
  return new Liquid({
    templates: parts,
    cache: true,
    relativeReference: false,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    parseLimit: 200_000,
    renderLimit: 2000,
    memoryLimit: 5_000_000,
    outputEscape: printed,
  });
}

function render(engine: Liquid, name: string, source: string, values: Values): string {
  try {
    return String(engine.parseAndRenderSync(withoutTagLines(source), values));
  } catch (error) {
    const token = LiquidError.is(error) ? error.token.getText() : '';
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`template ${name}.liquid: ${reason} ${token}`.trim(), { cause: error });
  }
}

function printed(value: unknown): string {
  if (typeof value === 'string') return shieldMarks(value);
  if (typeof value === 'number') return String(value);
  throw new Error(value === null || value === undefined ? 'empty value' : 'not a word or number');
}

// A line that holds nothing but tags is there for the author of the template and leaves no blank line behind.
function withoutTagLines(source: string): string {
  return source
    .replaceAll('\r\n', '\n')
    .split(/(?<=\n)/)
    .map((line) => (/^\s*(?:\{%[^%]*%\}\s*)+$/.test(line) ? line.trim() : line))
    .join('');
}

function tidy(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const kept = lines.filter((line, index) => line !== '' || (index > 0 && lines[index - 1] !== ''));
  return `${kept.join('\n').trim()}\n`;
}
