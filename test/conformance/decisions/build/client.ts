/** What is known of a mail client: its headers, how it quotes, how it writes the same answer as text and as HTML. */
import type { Language, Request } from './request.ts';

export type Person = { name: string; local: string; zh: string; title: string; zhTitle: string };

export type Client = {
  id: string;
  headers: string[];
  /** Languages of its surface. */
  languages: Language[];
  charset: 'utf-8' | 'gb18030' | 'gbk' | 'gb2312' | 'big5';
  encoding: '8bit' | 'base64' | 'quoted-printable';
  /** What it writes above the earlier mail. */
  head: (language: Language, request: Request, person: Person) => string[];
  /** Before each line of the earlier mail, and whether also before the head. */
  mark: '' | '>' | '> ';
  markHead?: boolean;
  sentFrom?: (language: Language, person: Person) => string;
  /** Blank lines between the own words and the head. */
  gap: number;
  /** Hard wrapping of the text part, soft wrapping by RFC 3676, or each line followed by a blank one (Word). */
  lines: 'long' | 'wrapped' | 'flowed' | 'doubled';
  html: 'div' | 'word' | 'paragraph' | 'none';
  /** Sends only this part. */
  only?: 'html';
};

export type Place = 'above' | 'below' | 'inside' | 'none';
export type Written = {
  own: string[];
  afterwards?: string[];
  sign: string[];
  request: Request;
  language: Language;
  place: Place;
  person: Person;
};

export const DESK = 'desk@brightforge.example';
export const DESK_NAME = 'Brightforge Desk';

export function addressOf(person: Person): string {
  return `${person.local}@brightforge.example`;
}

/** The text part. */
export function plainOf(client: Client, written: Written): string {
  const arranged = arrange(
    client,
    written,
    (own) => own,
    (lines) => lines,
  );
  if (client.lines === 'doubled') return arranged.flatMap((line) => [line === '' ? ' ' : line, '']).join('\n');
  if (client.lines === 'wrapped') return arranged.flatMap((line) => wrap(line, 76, '')).join('\n');
  if (client.lines === 'flowed') return arranged.flatMap((line) => wrap(stuffed(line), 72, ' ')).join('\n');
  return arranged.join('\n');
}

/** The HTML part. */
export function htmlOf(client: Client, written: Written): string {
  const block = (lines: string[]) => lines.map((line) => htmlLine(client, line));
  const quote = (lines: string[]) => {
    if (client.mark === '') return block(lines);
    return [
      '<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">',
      ...block(lines),
      '</blockquote>',
    ];
  };
  const body = arrange({ ...client, mark: '', lines: 'long' }, written, block, quote).join('\n');
  const head =
    client.html === 'word'
      ? '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15 (filtered medium)"><style><!-- p.MsoNormal {margin:0cm;} --></style></head>'
      : '<html><head><meta http-equiv="Content-Type" content="text/html"></head>';
  return `${head}<body>\n${body}\n</body></html>`;
}

function arrange(
  client: Client,
  written: Written,
  ownAs: (lines: string[]) => string[],
  quoteAs: (lines: string[]) => string[],
): string[] {
  const { request, language, person, place } = written;
  const sent = client.sentFrom ? ['', ...client.sentFrom(language, person).split('\n')] : [];
  const own = ownAs([...written.own, ...written.sign, ...sent]);
  if (place === 'none') return own;
  const marked = (lines: string[]) =>
    lines.map((line) => (line === '' ? client.mark.trimEnd() : `${client.mark}${line}`));
  const headLines = client.head(language, request, person);
  const head = client.markHead
    ? quoteAs(marked([...headLines, '']))
    : ownAs(client.mark === '' ? headLines : [...headLines, '']);
  const lines = request.text.split('\n');
  const afterwards = written.afterwards ? ['', ...ownAs(written.afterwards)] : [];
  if (place === 'below')
    return [
      ...(afterwards.length > 0 ? [...own, ''] : []),
      ...head,
      ...quoteAs(marked(lines)),
      '',
      ...(afterwards.length > 0 ? afterwards : own),
    ];
  if (place === 'inside') {
    const at = lines.findIndex((line) => /^---.*draft/.test(line));
    return [...head, ...quoteAs(marked(lines.slice(0, at))), '', ...own, '', ...quoteAs(marked(lines.slice(at)))];
  }
  return [...own, ...Array.from({ length: client.gap }, () => ''), ...head, ...quoteAs(marked(lines))];
}

function htmlLine({ html }: Client, line: string): string {
  const text = line
    .replace(/&nbsp;/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/^ +| {2,}/g, (run) => '&nbsp;'.repeat(run.length));
  if (html === 'word')
    return line === ''
      ? '<p class=MsoNormal><o:p>&nbsp;</o:p></p>'
      : `<p class=MsoNormal><span lang=EN-US>${text}</span><o:p></o:p></p>`;
  if (html === 'paragraph') return line === '' ? '<p><br></p>' : `<p style="margin:0">${text}</p>`;
  return line === '' ? '<div><br></div>' : `<div>${text}</div>`;
}

function stuffed(line: string): string {
  return /^(?: |From )/.test(line) ? ` ${line}` : line;
}

/** Breaks a line at spaces; quoted lines keep their mark on every row. */
function wrap(line: string, width: number, soft: string): string[] {
  const mark = /^[> ]*>\s?/.exec(line)?.[0] ?? '';
  const rows: string[] = [];
  let row = mark;
  for (const word of line.slice(mark.length).split(' ')) {
    if (row.length > mark.length && row.length + 1 + word.length > width) {
      rows.push(`${row}${soft}`);
      row = mark + word;
    } else row = row.length > mark.length || row === '' ? `${row}${row === '' ? '' : ' '}${word}` : `${row}${word}`;
  }
  return [...rows, row];
}
