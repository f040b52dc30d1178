/** Writes MIME as mail clients do: encoded words, transfer encodings, multiparts, folded headers. */
import iconv from 'iconv-lite';

export type Leaf = {
  type: string;
  charset: string;
  encoding: '7bit' | '8bit' | 'base64' | 'quoted-printable';
  text: string;
  /** Parameters after the charset, e.g. `format=flowed`. */
  more?: string;
};
export type File = { type: string; name: string; cid?: string; bytes: Buffer };
export type Body = Leaf | File | { multipart: string; boundary: string; parts: Body[] };

/** The header fields and body of an entity. */
export function writeBody(body: Body): Buffer {
  if ('multipart' in body) {
    const { multipart, boundary, parts } = body;
    const written = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), writeBody(part), Buffer.from('\r\n')]);
    const head = `Content-Type: multipart/${multipart};\r\n boundary="${boundary}"\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), ...written, Buffer.from(`--${boundary}--\r\n`)]);
  }
  if ('bytes' in body) {
    const name = /^[\x20-\x7e]*$/.test(body.name) ? `"${body.name}"` : `"${encodedWord(body.name, 'utf-8')}"`;
    const placed = body.cid
      ? `Content-ID: <${body.cid}>\r\nContent-Disposition: inline; filename=${name}`
      : `Content-Disposition: attachment; filename=${name}`;
    const head = `Content-Type: ${body.type}; name=${name}\r\nContent-Transfer-Encoding: base64\r\n${placed}\r\n\r\n`;
    return Buffer.from(`${head}${lines76(body.bytes.toString('base64'))}\r\n`);
  }
  const head = `Content-Type: ${body.type}; charset="${body.charset}"${body.more ? `; ${body.more}` : ''}\r\nContent-Transfer-Encoding: ${body.encoding}\r\n\r\n`;
  const bytes = iconv.encode(body.text.replace(/\r?\n/g, '\r\n'), body.charset);
  if (body.encoding === 'base64') return Buffer.from(`${head}${lines76(bytes.toString('base64'))}\r\n`);
  if (body.encoding === 'quoted-printable') return Buffer.from(`${head}${quotedPrintable(bytes)}\r\n`);
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')]);
}

/** A header value with RFC 2047 words where it needs them. */
export function headerText(text: string, charset: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let chunk = '';
  for (const letter of text) {
    if (iconv.encode(chunk + letter, charset).length > 42) {
      words.push(encodedWord(chunk, charset));
      chunk = '';
    }
    chunk += letter;
  }
  if (chunk) words.push(encodedWord(chunk, charset));
  return words.join('\r\n ');
}

function encodedWord(text: string, charset: string): string {
  return `=?${charset}?B?${iconv.encode(text, charset).toString('base64')}?=`;
}

function lines76(base64: string): string {
  return (base64.match(/.{1,76}/g) ?? []).join('\r\n');
}

function quotedPrintable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split('\r\n')
    .map((line) => {
      const encoded = Array.from(line).map((letter, index) => {
        const code = letter.charCodeAt(0);
        const last = index === line.length - 1;
        const plain = (code > 32 && code < 127 && code !== 61) || ((code === 32 || code === 9) && !last);
        return plain ? letter : `=${code.toString(16).toUpperCase().padStart(2, '0')}`;
      });
      const rows: string[] = [];
      let row = '';
      for (const piece of encoded) {
        if (row.length + piece.length > 75) {
          rows.push(`${row}=`);
          row = '';
        }
        row += piece;
      }
      return [...rows, row].join('\r\n');
    })
    .join('\r\n');
}
