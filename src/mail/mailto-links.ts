/** Keeps the mail addresses that HTML shows only as links: Foxmail and Outlook print a name and link the address. */
import type { FormatCallback } from 'html-to-text';
import { noteLink } from './html-links.ts';

const LONGEST_SHOWN = 1000;
const LONGEST_LABEL = 20;
const MOST_LINES = 5000;
const ADDRESS = /^[^\s<>()[\]"',;:@?&]{1,64}@[^\s<>()[\]"',;:@?&]{1,255}$/u;
const QUOTE_MARKS = /^(?:> ?){1,50}/;
const APPENDED = / <[^\s<>@]{1,64}@[^\s<>@]{1,255}>/gu;

type Node = Parameters<FormatCallback>[0];

/** A link to `mailto:li@a.example` that shows only "Li Wei" becomes `Li Wei <li@a.example>`; others lose their target. */
export const formatLink: FormatCallback = (link, walk, builder) => {
  const href = link.attribs?.href ?? '';
  const address = mailtoAddress(href);
  const shown = href === '' ? '' : shownText(link.children ?? [], LONGEST_SHOWN);
  walk(link.children ?? [], builder);
  if (address === null) noteLink(builder, href, shown);
  if (address === null || shown.trim() === '' || shown.toLowerCase().includes(address.toLowerCase())) return;
  builder.addInline(` <${address}>`);
};

/** iOS Mail writes addresses without escaping their brackets: no element has a name like `<li@a.example>`. */
export function escapeAddresses(html: string): string {
  return html.replace(/<([^\s<>"'=/@]{1,64}@[^\s<>"'=/@]{1,255})>/gu, '&lt;$1&gt;');
}

/**
 * The plain text with the addresses that only the rich one shows, in lines with a label ("From: Li Wei") that are
 * otherwise the same. A line that stands in the rich text with different addresses stays as it is.
 */
export function withLinkedAddresses(plain: string, rich: string): string {
  const labelled = new Map<string, string | null>();
  for (const quoted of rich.split('\n', MOST_LINES)) {
    const line = quoted.replace(QUOTE_MARKS, '');
    if (!isLabelled(line) || line.search(APPENDED) < 0) continue;
    const bare = fold(line.replace(APPENDED, ''));
    labelled.set(bare, (labelled.get(bare) ?? line) === line ? line : null);
  }
  if (labelled.size === 0) return plain;
  const restored = (quoted: string) => {
    const [marks = ''] = QUOTE_MARKS.exec(quoted) ?? [];
    const line = quoted.slice(marks.length);
    const known = isLabelled(line) ? labelled.get(fold(line)) : null;
    return known ? marks + known : quoted;
  };
  return plain.split('\n').map(restored).join('\n');
}

function mailtoAddress(href: string): string | null {
  if (!/^\s*mailto:/i.test(href.slice(0, 20))) return null;
  const target = href.slice(0, 1000).trim().slice('mailto:'.length).split('?')[0] ?? '';
  const decoded = decode(target).trim();
  return ADDRESS.test(decoded) ? decoded : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function shownText(nodes: readonly Node[], room: number): string {
  let text = '';
  for (const node of nodes) {
    if (text.length >= room) break;
    text += node.type === 'text' ? (node.data ?? '') : shownText(node.children ?? [], room - text.length);
  }
  return text;
}

function isLabelled(line: string): boolean {
  return line.length < LONGEST_SHOWN && line.slice(0, LONGEST_LABEL).search(/[:：\t]/) > 0;
}

function fold(line: string): string {
  return line.replace(/[\s"]+/g, '');
}
