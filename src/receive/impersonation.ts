/** Recognises mail that poses as a platform, carrier or service it does not come from (domain 2.2, R3). */
import type { ChannelSettings } from '../model/channel.ts';
import type { MailMessage } from '../model/message.ts';
import type { RiskSettings } from '../model/risk-settings.ts';
import type { Authentication } from './authenticated.ts';
import { matchAny, patternLine } from './channel/pattern.ts';
import { prepareLayouts } from './channel/prepared.ts';
import { belongsTo, hostOf, organisationOf } from './organisation.ts';

type Brand = { names: readonly string[]; domains: readonly string[] };

/** A name of this length may stand inside a domain name by chance. */
const SHORTEST_IN_DOMAIN = 5;

/**
 * What shows that the sender only poses as somebody, or null. A buyer may well mention a platform: only the sender's
 * name, his domain name and, together with a call to log in, the subject count; never the body alone.
 *
 * @param baited the text calls on us to log in or click
 */
export function readImpersonation(
  message: Pick<MailMessage, 'from' | 'subject'>,
  authentication: Authentication,
  baited: boolean,
  channels: ChannelSettings | undefined,
  settings: RiskSettings | undefined,
): string | null {
  const { from, subject } = message;
  if (!from) return null;
  const brands = [
    ...(channels?.layouts ?? []).map(({ brands: names, domains }) => ({ names, domains })),
    ...(settings?.brands ?? []),
  ].filter(({ names, domains }) => names.length > 0 && domains.length > 0);
  const home = brands.find((brand) => isHome(from.address, brand));
  if (home) {
    return authentication.verdict === 'fail' ? `${from.address}: ${authentication.evidence}` : null;
  }
  const posed =
    brands.find((brand) => isNamed(from.name, brand, settings?.noticeWords ?? [])) ??
    brands.find((brand) => isInDomain(from.address, brand)) ??
    (baited ? brands.find((brand) => mentions(subject, brand)) : undefined);
  if (posed) return `${posed.names[0] ?? ''}: ${from.name} <${from.address}>`.slice(0, 200);
  const copied = channels
    ? prepareLayouts(channels).find(
        (layout) => layout.senderNames.length > 0 && matchAny(layout.senderNames, patternLine(from.name)),
      )
    : undefined;
  return copied ? `${copied.layout.title}: ${from.name} <${from.address}>`.slice(0, 200) : null;
}

/** Companies send from their name under the endings of many countries: `dhl.it`, `fedex.co.jp`. */
function isHome(address: string, { domains }: Brand): boolean {
  if (belongsTo(address, domains)) return true;
  const organisation = organisationOf(address) ?? '';
  const [name = '', ...ending] = organisation.split('.');
  const isNational = /^(?:(?:com?|org)\.)?[a-z]{2}$/.test(ending.join('.'));
  return isNational && domains.some((domain) => domain.split('.')[0] === name);
}

/** The whole name is the brand, alone or with words like "service team": a person called so has other names too. */
function isNamed(name: string, brand: Brand, noticeWords: readonly string[]): boolean {
  let rest = ` ${foldName(name)} `;
  let found = false;
  for (const folded of foldedNames(brand).toSorted((a, b) => b.length - a.length)) {
    const words = /^[\x20-\x7e]+$/.test(folded) ? ` ${folded} ` : folded;
    if (!rest.includes(words)) continue;
    found = true;
    rest = rest.replaceAll(words, ' ');
  }
  if (!found) return false;
  const notices = new Set(noticeWords);
  const left = rest.split(' ').filter((word) => word !== '' && !/^\d+$/.test(word));
  return left.every((word) => notices.has(word) || [...notices].some((notice) => isCjk(notice) && word === notice));
}

/** `globalsources-rfq.example`, `alibaba.login.example`: the brand as a whole word of the host name. */
function isInDomain(address: string, brand: Brand): boolean {
  const words = hostOf(address).split(/[.-]/);
  const joined = `-${words.join('-')}-`;
  return foldedNames(brand).some((name) => {
    const folded = name.replace(/ (?:com|net|org)$/, '');
    if (!/^[a-z0-9 ]+$/.test(folded) || folded.replaceAll(' ', '').length < SHORTEST_IN_DOMAIN) return false;
    return (
      joined.includes(`-${folded.replaceAll(' ', '')}-`) ||
      (folded.includes(' ') && joined.includes(`-${folded.replaceAll(' ', '-')}-`))
    );
  });
}

function mentions(subject: string, brand: Brand): boolean {
  const folded = ` ${foldName(subject.slice(0, 500))} `;
  return foldedNames(brand).some((words) => folded.includes(isCjk(words) ? words : ` ${words} `));
}

/** Folded at the first mail: there are some hundred, and they never change. */
const foldedBrands = new WeakMap<readonly string[], readonly string[]>();

function foldedNames({ names }: Brand): readonly string[] {
  const known = foldedBrands.get(names) ?? names.map(foldName);
  foldedBrands.set(names, known);
  return known;
}

function foldName(text: string): string {
  return text
    .slice(0, 500)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function isCjk(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
}
