/** Reads as much CSS as it takes to tell whether text can be seen: declarations, simple rules, colours, lengths. */

export type Declarations = Map<string, string>;
/** Rules by selector: `tag`, `.class`, `#id` or `tag.class`. */
export type StyleSheet = { rules: Map<string, Declarations>; hasUnreadBackground: boolean };

/** Red, green, blue, opacity in 0..1. */
export type Colour = { red: number; green: number; blue: number; alpha: number };

const MAX_SHEET = 200_000;
const MAX_RULES = 1000;
const RELEVANT =
  /^(?:display|visibility|opacity|font|font-size|color|background|background-color|background-image|max-height|height|max-width|width|overflow|position|left|top|text-indent|margin-left|margin-top|clip|clip-path|transform|mso-hide)$/;

/** The declarations of a style attribute or rule that matter for visibility; of two with one name the later counts. */
export function readDeclarations(style: string): Declarations {
  const declarations: Declarations = new Map();
  for (const declaration of style.slice(0, 5000).split(';')) {
    const colon = declaration.indexOf(':');
    const name = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
    if (!RELEVANT.test(name)) continue;
    const value = declaration.slice(colon + 1).replace(/!\s*important/i, '');
    declarations.set(name, value.trim().toLowerCase());
  }
  return declarations;
}

/** Adds the simple rules of a style element. What depends on the device (@media and the like) is passed over. */
export function addRules(sheet: StyleSheet, css: string): void {
  const text = withoutComments(css.slice(0, MAX_SHEET));
  let at = 0;
  while (at < text.length && sheet.rules.size < MAX_RULES) {
    const brace = text.indexOf('{', at);
    if (brace < 0) return;
    const selectors = text.slice(at, brace).trim();
    const end = selectors.startsWith('@') ? blockEnd(text, brace) : text.indexOf('}', brace);
    if (!selectors.startsWith('@')) addRule(sheet, selectors, text.slice(brace + 1, end < 0 ? text.length : end));
    at = end < 0 ? text.length : end + 1;
  }
}

function addRule(sheet: StyleSheet, selectors: string, body: string): void {
  const declarations = readDeclarations(body);
  if (declarations.size === 0) return;
  for (const selector of selectors.slice(0, 2000).split(',')) {
    const name = selector.trim().toLowerCase();
    const known = sheet.rules.get(name);
    if (/^(?:[a-z][\w-]*)?(?:[.#][\w-]+)?$/.test(name) && name !== '') {
      sheet.rules.set(name, new Map([...(known ?? []), ...declarations]));
    } else if (declarations.has('background') || declarations.has('background-color')) sheet.hasUnreadBackground = true;
  }
}

function blockEnd(text: string, brace: number): number {
  let depth = 0;
  for (let at = brace; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}

function withoutComments(css: string): string {
  let text = '';
  let at = 0;
  while (at < css.length) {
    const start = css.indexOf('/*', at);
    if (start < 0) return text + css.slice(at);
    const end = css.indexOf('*/', start + 2);
    text += css.slice(at, start);
    if (end < 0) return text;
    at = end + 2;
  }
  return text;
}

/** A length in pixels; `base` is what percentages and em refer to. Null when it is no length. */
export function pixels(value: string | undefined, base: number): number | null {
  const match = /^(-?\d{0,6}\.?\d{0,6})\s*(px|pt|em|ex|rem|%|in|cm|mm|pc|vw|vh)?$/.exec(value ?? '');
  if (!match || !/\d/.test(match[1] ?? '')) return null;
  const number = Number(match[1]);
  switch (match[2]) {
    case 'pt':
      return number * (4 / 3);
    case 'em':
      return number * base;
    case 'ex':
      return (number * base) / 2;
    case '%':
      return (number * base) / 100;
    case 'rem':
    case 'pc':
      return number * 16;
    case 'in':
      return number * 96;
    case 'cm':
      return number * 38;
    case 'mm':
      return number * 3.8;
    case 'vw':
    case 'vh':
      return number * 8;
    default:
      return number;
  }
}

/** A colour in the notations that mails use; null when it is none of them. */
export function readColour(value: string | undefined): Colour | null {
  const text = (value ?? '').trim().toLowerCase();
  if (text === 'transparent') return { red: 0, green: 0, blue: 0, alpha: 0 };
  const hex = /^#?([\da-f]{3,8})$/.exec(NAMED.get(text) ?? text)?.[1];
  if (hex !== undefined) return hexColour(hex);
  const parts = /^rgba?\(([\d.%\s,/]{1,60})\)$/
    .exec(text)?.[1]
    ?.split(/[\s,/]+/)
    .filter(Boolean);
  if (!parts || parts.length < 3) return null;
  const [red = 0, green = 0, blue = 0] = parts.map((part) => Number.parseFloat(part) * (part.endsWith('%') ? 2.55 : 1));
  const alpha = parts[3] === undefined ? 1 : Number.parseFloat(parts[3]) / (parts[3].endsWith('%') ? 100 : 1);
  return { red, green, blue, alpha };
}

function hexColour(hex: string): Colour | null {
  const digits = hex.length <= 4 ? Array.from(hex, (digit) => digit + digit) : (hex.match(/../g) ?? []);
  if (![3, 4, 6, 8].includes(hex.length)) return null;
  const [red = 0, green = 0, blue = 0, alpha = 255] = digits.map((pair) => Number.parseInt(pair, 16));
  return { red, green, blue, alpha: alpha / 255 };
}

const NAMED = new Map<string, string>([
  ['white', '#ffffff'],
  ['black', '#000000'],
  ['snow', '#fffafa'],
  ['ivory', '#fffff0'],
  ['whitesmoke', '#f5f5f5'],
  ['ghostwhite', '#f8f8ff'],
  ['floralwhite', '#fffaf0'],
  ['gray', '#808080'],
  ['silver', '#c0c0c0'],
  ['lightgray', '#d3d3d3'],
  ['red', '#ff0000'],
  ['green', '#008000'],
  ['blue', '#0000ff'],
  ['yellow', '#ffff00'],
  ['navy', '#000080'],
]);
