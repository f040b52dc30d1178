/** Sets apart the text that the sender of an HTML mail made invisible: it is not what a person wrote to be read. */
import { Parser } from 'htmlparser2';
import { addRules, type Declarations, readDeclarations, type StyleSheet } from './css.ts';
import { dropInvisible } from './invisible-characters.ts';
import { hidesContent, type Look, lookOf, showsText } from './visible-style.ts';

export type SplitHtml = {
  /** The HTML without its invisible parts. */
  visible: string;
  /** Their text, comments and long alternative texts of images; bounded. */
  hidden: string;
};

type Element = { name: string; look: Look };
type Range = { start: number; end: number };

/** Enough to judge what is hidden. */
const MAX_HIDDEN = 20_000;
const MAX_PIECE = 2000;
/** A shorter alternative text labels the picture ("logo"); a shorter comment names a part of a template. */
const MIN_NOTE = 40;

/**
 * Splits by style: display, visibility, opacity, size, clipping, position off the page, text in the colour of its
 * background, the hidden attribute; inline or by simple rules of a style element. The preview line of a newsletter is
 * hidden in the same way and harmless. `html` must not be nested without end (see flattenDeepHtml).
 */
export function splitHidden(html: string): SplitHtml {
  const sheet: StyleSheet = { rules: new Map(), hasUnreadBackground: false };
  const stack: Element[] = [];
  const ranges: Range[] = [];
  const pieces: string[] = [];
  let hiddenFrom: { start: number; depth: number } | null = null;
  let length = 0;
  const keep = (text: string): void => {
    if (length > MAX_HIDDEN) return;
    const piece = dropInvisible(text)
      .text.replace(/[\s\u200b-\u200f]+/g, ' ')
      .slice(0, MAX_PIECE);
    pieces.push(piece);
    length += piece.length;
  };
  const parser: Parser = new Parser(
    {
      onopentag(name, attributes) {
        const parent = stack.at(-1)?.look ?? null;
        const declarations = declarationsOf(name, attributes, sheet);
        if (!hiddenFrom && ('hidden' in attributes || hidesContent(declarations, parent))) {
          hiddenFrom = { start: parser.startIndex, depth: stack.length };
        }
        stack.push({ name, look: lookOf(declarations, attributes, parent) });
        if (name === 'img' && (attributes.alt ?? '').trim().length >= MIN_NOTE) keep(`\n${attributes.alt ?? ''}\n`);
      },
      ontext(text) {
        const element = stack.at(-1);
        if (element?.name === 'style') addRules(sheet, text);
        if (element && SPEECHLESS.has(element.name)) return;
        if (hiddenFrom) keep(text);
        else if (element && text.trim() !== '' && !showsText(element.look, sheet.hasUnreadBackground)) {
          ranges.push({ start: parser.startIndex, end: parser.endIndex + 1 });
          keep(text);
        }
      },
      onclosetag(_, isImplied) {
        stack.pop();
        if (hiddenFrom?.depth !== stack.length) return;
        ranges.push({ start: hiddenFrom.start, end: isImplied ? parser.startIndex : parser.endIndex + 1 });
        hiddenFrom = null;
        keep('\n');
      },
      oncomment(comment) {
        if (comment.trim().length >= MIN_NOTE && !/^\s*\[if|^\s*<!\[endif|[{<]/.test(comment)) keep(`\n${comment}\n`);
      },
      onend() {
        if (hiddenFrom) ranges.push({ start: hiddenFrom.start, end: html.length });
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return {
    visible: without(html, ranges),
    hidden: pieces
      .join('')
      .replace(/(?<![^\S\n])[^\S\n]*\n\s*/g, '\n')
      .trim(),
  };
}

/** Their content is text to the parser, not to the reader. */
const SPEECHLESS = new Set(['style', 'script', 'title', 'head', 'noscript', 'template']);

function declarationsOf(name: string, attributes: Record<string, string>, sheet: StyleSheet): Declarations {
  const inline = readDeclarations(attributes.style ?? '');
  if (sheet.rules.size === 0) return inline;
  const classes = (attributes.class ?? '').toLowerCase().split(/\s+/, 20).filter(Boolean);
  const selectors = [name, ...classes.flatMap((word) => [`.${word}`, `${name}.${word}`])];
  if (attributes.id) selectors.push(`#${attributes.id.toLowerCase()}`, `${name}#${attributes.id.toLowerCase()}`);
  const rules = selectors.flatMap((selector) => [...(sheet.rules.get(selector) ?? [])]);
  return rules.length === 0 ? inline : new Map([...rules, ...inline]);
}

function without(html: string, ranges: Range[]): string {
  let visible = '';
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) visible += html.slice(at, start);
    at = Math.max(at, end);
  }
  return visible + html.slice(at);
}
