/** Notes down the links of a mail's HTML that show something else than where they lead. */
import type { FormatCallback } from 'html-to-text';
import { MAX_LINKS } from './mime-limits.ts';

/** What the reader sees of a link ('' for a picture), and its target. */
export type Link = { text: string; href: string };

const LONGEST_TEXT = 300;
const LONGEST_TARGET = 2000;
/** Mail gateways that replace every link by one of their own, which holds the host that was linked. */
const GATEWAY =
  /^https?:\/\/(?:[\w-]{1,63}\.){0,4}(?:safelinks\.protection\.outlook\.com|safelinks\.protection\.office365\.us|urldefense\.com|urldefense\.proofpoint\.com|linkprotect\.cudasvc\.com|secure-web\.cisco\.com|mimecast\.com|mimecastprotect\.com|protection\.sophos\.com|clicktime\.symantec\.com|protect2?\.fireeye\.com|urlsand\.esvalabs\.com|checkpoint\.com|avanan\.click|emailprotection\.link|google\.com\/url)(?=[/?#:])/i;
const HELD_HOST = /https?(?::\/\/|%3a%2f%2f|-3a__)([^\s/?#&%_;:"'<>]{1,253})|[?&](?:domain|d)=([^\s/?#&%]{1,253})/i;

/** html-to-text hands this to every formatter; its types leave it out. */
type Noting = { metadata?: Link[] };

/**
 * Adds a web link to those that the conversion was given to fill. One whose text is its target says where it leads. Of
 * a link that a gateway put in place of another, the other's host is the target; it is left out when that is not told.
 */
export function noteLink(builder: Parameters<FormatCallback>[2], href: string, shown: string): void {
  const { metadata: links } = builder as unknown as Noting;
  const written = href.slice(0, LONGEST_TARGET).trim();
  const text = shown.slice(0, LONGEST_TEXT).replace(/\s+/g, ' ').trim();
  if (!links || links.length >= MAX_LINKS || !/^https?:\/\//i.test(written) || text === written) return;
  const target = behindGateway(written);
  if (target !== null) links.push({ text, href: target });
}

function behindGateway(href: string): string | null {
  const gateway = GATEWAY.exec(href)?.[0];
  if (gateway === undefined) return href;
  const [, inUrl, alone] = HELD_HOST.exec(href.slice(gateway.length)) ?? [];
  const host = (inUrl ?? alone)?.replace(/-2d/gi, '-');
  return host === undefined ? null : `https://${host}/`;
}
