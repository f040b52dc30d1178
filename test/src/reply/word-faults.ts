/**
 * What Word would not show of a mail: Outlook on Windows lays HTML out with it. The tables are those of Microsoft's
 * "Word 2007 HTML and CSS Rendering Capabilities in Outlook 2007" (MSDN aa338201), which later versions share.
 */
import { Parser } from 'htmlparser2';

const CORE = [
  'color background-color font font-family font-style font-size font-weight text-decoration text-align vertical-align',
  'letter-spacing line-height white-space border border-color border-style border-width border-collapse direction',
]
  .join(' ')
  .split(' ');
const EXTENDED = [...CORE, ...'text-indent margin margin-left margin-right margin-top margin-bottom'.split(' ')];
const FULL = [
  ...EXTENDED,
  ...'width height padding padding-left padding-right padding-top padding-bottom'.split(' '),
  ...['left', 'right', 'top', 'bottom'].flatMap((side) =>
    ['', '-color', '-style', '-width'].map((end) => `border-${side}${end}`),
  ),
];
/** Others break a long word or hold a width; Word does without, and the mail still reads well. */
const DONE_WITHOUT = ['word-break', 'table-layout', 'max-width'];

const KNOWN = new Set(
  'html head meta title body div p span b strong i em u a br hr ul ol li table tbody tr td th h1 h2 h3 pre'.split(' '),
);

function propertiesOf(name: string): readonly string[] {
  if (name === 'body') return [...CORE, 'margin', 'padding'];
  if (name === 'span' || name === 'b' || name === 'a') return CORE;
  return name === 'div' || name === 'p' ? EXTENDED : FULL;
}

function declarations(style: string): { property: string; value: string }[] {
  return style.split(';').flatMap((one) => {
    const [property = '', ...value] = one.split(':');
    return property.trim() === '' ? [] : [{ property: property.trim().toLowerCase(), value: value.join(':').trim() }];
  });
}

/** Whether Word takes this declaration on this element. */
function honours(element: string, property: string): boolean {
  return propertiesOf(element).includes(property);
}

/** One sentence for each fault, each once. */
export function wordFaults(html: string): string[] {
  const faults = new Set<string>();
  const cellFonts: boolean[] = [];
  let inStyledText = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (!KNOWN.has(name)) faults.add(`<${name}> is not known`);
      if ('class' in attributes) faults.add(`<${name}> relies on a style sheet`);
      const styles = declarations(attributes.style ?? '');
      for (const { property, value } of styles) {
        if (!honours(name, property) && !DONE_WITHOUT.includes(property)) faults.add(`${property} on <${name}>`);
        if (/\b(rgba|hsla?|calc|var|auto|url|\d(rem|vw|vh))\b/.test(value)) faults.add(`${property}: ${value}`);
        if (property === 'line-height' && /^[\d.]+$/.test(value)) faults.add(`line-height without unit on <${name}>`);
      }
      const has = (property: string) => styles.some((style) => style.property === property);
      if (has('max-width') && name === 'table' && !/^\d+$/.test(attributes.width ?? '')) faults.add('max-width alone');
      if (name === 'table' && attributes.width === undefined) faults.add('a table without width');
      if (name === 'td' && has('background-color') && attributes.bgcolor === undefined)
        faults.add('a cell without bgcolor');
      if ((name === 'ul' || name === 'p') && !has('margin')) faults.add(`<${name}> with margins of Word's own`);
      if (name === 'td') cellFonts.push(has('font-family'));
      if (name === 'div' && has('font-family')) inStyledText += 1;
    },
    ontext(text) {
      if (text.trim() !== '' && cellFonts.at(-1) === false) faults.add('a cell in the font of Word');
      if (text.trim() !== '' && cellFonts.length === 0 && inStyledText === 0) faults.add('text in the font of Word');
    },
    onclosetag(name) {
      if (name === 'td') cellFonts.pop();
    },
    oncomment(text) {
      if (/\[if/.test(text)) faults.add('a conditional comment, which answers quote as hidden text');
    },
  });
  parser.end(html);
  return [...faults];
}
