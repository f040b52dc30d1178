/** Puts the buyer's words into a sentence for the salesperson without letting them break out of it. */

const LONGEST = 60;

/** One line of at most 60 characters in quotation marks; line breaks and invisible characters become blanks. */
export const quoteWords = (words: string): string => {
  const line = words
    .slice(0, 10 * LONGEST)
    .replace(/[\p{C}\p{Z}"]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const characters = Array.from(line);
  return `"${characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : line}"`;
};
