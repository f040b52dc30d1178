/** Tells links that lead elsewhere than they say, to bare addresses, shorteners or free pages (domain 2.2, R11). */
import type { MailMessage } from '../model/message.ts';
import type { RiskSettings } from '../model/risk-settings.ts';
import { belongsTo, organisationOf } from './organisation.ts';

const MOST_LINKS = 200;
const LONGEST = 50_000;
const HOST = /^\s*(?:https?:\/\/)?((?:[\p{L}\p{N}-]{1,63}\.){1,8}[\p{L}]{2,24})(?:[/?#:\s]|$)/iu;
const BARE_ADDRESS = /^https?:\/\/(?:\d{1,3}\.){3}\d{1,3}(?:[/:?#]|$)|^https?:\/\/\[[0-9a-f:]+\]/i;

/** A shortener hides the target too, but people use them as well. */
export type HiddenLink = { evidence: string; isShortened: boolean };

/** The link that hides worst where it leads; null when there is none. */
export function readLinks(
  message: Pick<MailMessage, 'links' | 'text'>,
  settings: RiskSettings | undefined,
): HiddenLink | null {
  let shortened: HiddenLink | null = null;
  const inText = [...message.text.slice(0, LONGEST).matchAll(/\bhttps?:\/\/[^\s<>"')\]]{1,300}/gi)].slice(
    0,
    MOST_LINKS,
  );
  const all = [...(message.links ?? []).slice(0, MOST_LINKS), ...inText.map(([href]) => ({ text: '', href }))];
  for (const { text, href } of all) {
    const host = hostOfUrl(href);
    if (host === null) continue;
    const shown = HOST.exec(text.slice(0, 300))?.[1];
    if (shown !== undefined && organisationOf(shown) !== organisationOf(host)) {
      return { evidence: `${shown} -> ${host}`, isShortened: false };
    }
    if (BARE_ADDRESS.test(href) || belongsTo(host, settings?.freeHosts ?? []))
      return { evidence: href, isShortened: false };
    if (belongsTo(host, settings?.linkShorteners ?? [])) shortened ??= { evidence: href, isShortened: true };
  }
  return shortened;
}

function hostOfUrl(href: string): string | null {
  const host = /^\s*https?:\/\/(?:[^/@\s]{0,200}@)?([^/:?#\s]{1,253})/i.exec(href)?.[1];
  return host?.toLowerCase() ?? null;
}
