/** Finds the words a model says it read in the message it was given; what is not there was not read. */

/** Longer passages prove nothing: everything is somewhere in them. */
const LONGEST = 300;
const SHORTEST = 1;

/** UTF-16 offsets into `text`, or null. White space counts as one space, however much and of whatever kind it is. */
export function findQuote(text: string, quote: string): { start: number; end: number } | null {
  const wanted = collapse(quote.trim()).text;
  if (wanted.length < SHORTEST || wanted.length > LONGEST) return null;
  const within = collapse(text);
  const at = within.text.indexOf(wanted);
  if (at === -1) return null;
  const start = within.from[at] ?? 0;
  return { start, end: (within.from[at + wanted.length - 1] ?? start) + 1 };
}

/** The text with every run of white space as one space, and where each of its characters came from. */
function collapse(text: string): { text: string; from: number[] } {
  const letters: string[] = [];
  const from: number[] = [];
  for (let position = 0; position < text.length; position += 1) {
    const letter = text.charAt(position);
    const isSpace = /\s/.test(letter);
    if (isSpace && letters.at(-1) === ' ') continue;
    letters.push(isSpace ? ' ' : letter);
    from.push(position);
  }
  return { text: letters.join(''), from };
}
