/** Takes characters out of a text that nobody sees but programs read: zero-width stuffing and tag characters. */

/** Soft hyphen, combining grapheme joiner, Mongolian separator, zero width space, word joiner and its kin, BOM. */
const NEVER_SEEN = /(?:[\u00ad\u180e\u200b\u2060-\u2064\ufeff]|\u034f)+/g;
/** Joiners belong to Persian, Indic scripts and emoji; a heap of them belongs to nothing. */
const HEAP = /[\u200c-\u200f]{3,}/g;
/** Unicode tag characters repeat ASCII invisibly; their only use is in flags, behind U+1F3F4. */
const TAGS = /(\u{1F3F4})?([\u{E0020}-\u{E007F}]+)/gu;
const MAX_HIDDEN = 5000;

/** The text without invisible characters, and the words that tag characters spelled. */
export function dropInvisible(text: string): { text: string; hidden: string } {
  if (!/[\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff\u{E0000}-\u{E007F}]|\u034f/u.test(text)) {
    return { text, hidden: '' };
  }
  const spelled: string[] = [];
  const seen = text
    .replace(TAGS, (whole, flag: string | undefined, tags: string) => {
      if (flag !== undefined && tags.length <= 16) return whole;
      spelled.push(Array.from(tags, (tag) => String.fromCharCode((tag.codePointAt(0) ?? 0) - 0xe0000)).join(''));
      return flag ?? '';
    })
    .replace(/[\u{E0000}\u{E0001}]/gu, '')
    .replace(NEVER_SEEN, '')
    .replace(HEAP, '');
  return { text: seen, hidden: spelled.join('\n').replace(/\x7f/g, '').slice(0, MAX_HIDDEN) };
}
