/** Mends mails whose 8-bit text carries no character set, or a false one, before the parser reads them. */
import { isUtf8 } from 'node:buffer';

const HEADER_END = /\r?\n\r?\n/;
const MAX_HEADER_BYTES = 1024 * 1024;
/** Share of non-ASCII bytes that stand beside another one: near 1 in Chinese text, low in accented Latin. */
const PAIRED_SHARE = 0.8;

/**
 * The mail with raw 8-bit header text, and the 8-bit body of a mail that has only one part, turned into UTF-8.
 * RFC 5322 knows no such text, yet old mailers and website forms write it: GB18030 in China, Windows-1252 elsewhere.
 * Bytes that are valid UTF-8 or belong to a part with its own character set stay as they are.
 */
export function repairCharset(raw: Buffer): Buffer {
  if (isUtf8(raw)) return raw;
  const end = headerLength(raw);
  const header = raw.subarray(0, end);
  const body = raw.subarray(end);
  const label = /charset\s{0,9}=\s{0,9}"?([\w.:-]{1,40})/i.exec(header.toString('latin1'))?.[1] ?? null;
  const mendedHeader = isUtf8(header) ? header : Buffer.from(decodeUnlabelled(header, label));
  if (isUtf8(body) || !isPlain8bit(header.toString('latin1'), label)) return Buffer.concat([mendedHeader, body]);
  return Buffer.concat([mendedHeader, Buffer.from(decodeUnlabelled(body, null))]);
}

/** Bytes that are not UTF-8 as text: by `label` when that works, else by what the bytes look like. */
function decodeUnlabelled(bytes: Buffer, label: string | null): string {
  const guess = looksChinese(bytes) ? 'gb18030' : 'windows-1252';
  for (const charset of label === null ? [guess] : [label, guess]) {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      // not this one: an unknown name, or bytes it does not allow
    }
  }
  return new TextDecoder(guess).decode(bytes);
}

function headerLength(raw: Buffer): number {
  const match = HEADER_END.exec(raw.subarray(0, MAX_HEADER_BYTES).toString('latin1'));
  return match ? match.index + match[0].length : raw.length;
}

function isPlain8bit(header: string, label: string | null): boolean {
  if (/^content-type:\s{0,9}(?:multipart|message)\//im.test(header)) return false;
  if (/^content-transfer-encoding:\s{0,9}(?:base64|quoted-printable)/im.test(header)) return false;
  return label === null || /^(?:us-ascii|ascii|utf-?8)$/i.test(label);
}

function looksChinese(bytes: Buffer): boolean {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    high++;
    if ((bytes[at - 1] ?? 0) >= 0x80 || (bytes[at + 1] ?? 0) >= 0x80) paired++;
  }
  return high > 0 && paired / high >= PAIRED_SHARE;
}
