/** Finds the close of a letter: "Best regards" and the name, titles and numbers below it. */
import type { MailClients } from '../model/mail-clients.ts';
import { clientWords, foldLabel } from './client-words.ts';
import { isBlank, joinLines, mailLines } from './mail-lines.ts';

const MOST_LINES = 12;
const LONGEST_LINE = 100;

/** The own words of a letter without its close, and the close, '' when there is none or nothing stands above it. */
export function splitClosing(text: string, clients: MailClients): { body: string; closing: string } {
  const { closings } = clientWords(clients);
  const lines = mailLines(text);
  const isFormula = (line: string) =>
    line.length <= LONGEST_LINE && closings.has(foldLabel(line).replace(/(?<![,.!，。！:;~-])[,.!，。！:;~-]+$/, ''));
  let start = lines.length;
  let written = 0;
  for (let index = lines.length - 1; index > 0 && written < MOST_LINES; index -= 1) {
    const line = lines[index];
    if (!line || isBlank(line)) continue;
    if (isFormula(line.text)) start = index;
    // "Thanks," and "Best regards," may follow each other; above them the letter is going on.
    else if (start < lines.length || line.text.length > LONGEST_LINE) break;
    written += 1;
  }
  const raw = lines.map((line) => line.raw);
  const body = joinLines(raw.slice(0, start));
  return body === '' ? { body: joinLines(raw), closing: '' } : { body, closing: joinLines(raw.slice(start)) };
}
