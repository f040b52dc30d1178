/** Makes words from outside harmless as plain data: one line, or a quoted block, without control characters. */

// C0/C1 controls, line and paragraph separators, invisible characters and those that turn the reading direction.
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/gu;

/** The words on one line, cut to `most` characters; fit for a header value (RFC 5322 2.2). */
export function oneLine(words: string, most: number): string {
  const line = words
    .slice(0, most * 4)
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return cut(line, most);
}

/** Someone else's words, every line set off with `> ` so that none of them can pass for ours. */
export function quoted(words: string, most: number): string {
  return cut(
    words
      .slice(0, most * 4)
      .replace(/\r\n?/g, '\n')
      .trim(),
    most,
  )
    .split('\n')
    .map((line) => `> ${line.replace(UNSEEN, ' ').trimEnd()}`.trimEnd())
    .join('\n');
}

function cut(words: string, most: number): string {
  const characters = Array.from(words.slice(0, most * 2 + 2));
  return characters.length > most
    ? `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : words;
}
