/** The words of a PDF file in reading order; a scan has none. */
import { extractTextItems, getDocumentProxy } from 'unpdf';

const MAX_PAGES = 20;
/** Of pdf.js. */
const ERRORS_ONLY = 0;
/** Parts of a line this far apart, measured in the height of its letters, are cells of a table. */
const CELL_GAP = 1.5;

type Piece = { str: string; x: number; y: number; width: number; fontSize: number };

/** Lines from top to bottom; cells of a row parted by tabs. */
export async function pdfText(content: Buffer): Promise<string> {
  // What is wrong with a stranger's file is no news: it would be written to the terminal.
  const document = await getDocumentProxy(new Uint8Array(content), { verbosity: ERRORS_ONLY });
  const { items } = await extractTextItems(document);
  return items.slice(0, MAX_PAGES).map(pageText).join('\n\n');
}

function pageText(pieces: readonly Piece[]): string {
  const lines: Piece[][] = [];
  for (const piece of pieces.filter(({ str }) => str.trim() !== '')) {
    const line = lines.at(-1);
    const sameLine = line?.[0] && Math.abs(line[0].y - piece.y) < piece.fontSize / 2;
    if (line && sameLine) line.push(piece);
    else lines.push([piece]);
  }
  return lines.map(lineText).join('\n');
}

function lineText(pieces: Piece[]): string {
  const ordered = pieces.sort((a, b) => a.x - b.x);
  let text = '';
  let end = Number.POSITIVE_INFINITY;
  for (const { str, x, width, fontSize } of ordered) {
    const gap = x - end;
    text += (gap > CELL_GAP * fontSize ? '\t' : gap > fontSize / 8 ? ' ' : '') + str;
    end = x + width;
  }
  return text.replace(/ +/g, ' ').trim();
}
