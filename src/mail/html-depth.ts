/** Flattens HTML that is nested without end, because parsers and converters take quadratic time over it. */

/** Far above a long quoted thread; browsers give up at 512 levels. */
const MAX_DEPTH = 200;
/** Elements that put something before each of their lines, so that depth multiplies the size of the text. */
const MAX_OF_ONE = new Map([
  ['blockquote', 12],
  ['ul', 12],
  ['ol', 12],
  ['table', 30],
]);

/**
 * The HTML with every start tag that would open a level below the limit made a `<wbr>`, which opens none: the words
 * stay, only the structure goes. One linear pass over the tags.
 */
export function flattenDeepHtml(html: string): string {
  const stack: string[] = [];
  const open = new Map<string, number>();
  const pop = (): string | undefined => {
    const name = stack.pop();
    if (name !== undefined) open.set(name, (open.get(name) ?? 1) - 1);
    return name;
  };
  const flatten = (tag: string, slash: string, written: string): string => {
    const name = written.toLowerCase();
    if (VOID.has(name)) return tag;
    if (slash) {
      if (open.get(name)) while (pop() !== name);
      return tag;
    }
    const closes = IMPLIED_END.get(name);
    while (closes?.has(stack.at(-1) ?? '')) pop();
    if (stack.length >= MAX_DEPTH || (open.get(name) ?? 0) >= (MAX_OF_ONE.get(name) ?? MAX_DEPTH)) return '<wbr';
    stack.push(name);
    open.set(name, (open.get(name) ?? 0) + 1);
    return tag;
  };
  return outsideComments(html, (text) => text.replace(/<(\/?)([a-z][\w:-]*)/gi, flatten));
}

/** The HTML with `change` applied to all but its comments, in which tags are none. */
function outsideComments(html: string, change: (text: string) => string): string {
  const pieces: string[] = [];
  let at = 0;
  while (at < html.length) {
    const start = html.indexOf('<!--', at);
    const end = start < 0 ? -1 : html.indexOf('-->', start + 4);
    if (end < 0) return pieces.join('') + change(html.slice(at));
    pieces.push(change(html.slice(at, start)), html.slice(start, end + 3));
    at = end + 3;
  }
  return pieces.join('');
}

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** Elements that end by themselves when the named one begins (HTML, optional tags). */
const IMPLIED_END = new Map<string, Set<string>>([
  ...'p div table ul ol dl h1 h2 h3 h4 h5 h6 pre blockquote form center address section article header footer'
    .split(' ')
    .map((name): [string, Set<string>] => [name, new Set(['p'])]),
  ['li', new Set(['li'])],
  ['dt', new Set(['dt', 'dd'])],
  ['dd', new Set(['dt', 'dd'])],
  ['option', new Set(['option'])],
  ['td', new Set(['td', 'th'])],
  ['th', new Set(['td', 'th'])],
  ['tr', new Set(['tr', 'td', 'th'])],
  ['tbody', new Set(['thead', 'tbody', 'tr', 'td', 'th'])],
]);
