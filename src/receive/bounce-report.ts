/** Reads the fields of a delivery report (RFC 3464), wherever they stand and in whatever order. */

/** One recipient of a report. Addresses are lower-case. */
export type Reported = {
  recipient: string | null;
  /** The address the sender had written to, when the report names it. */
  original: string | null;
  action: string;
  status: string | null;
  diagnostic: string;
};

const LONGEST = 100_000;
const MOST_GROUPS = 500;
/** Some servers write a space before the colon. */
const FIELD = /^([a-z][a-z-]{1,40})[ \t]{0,3}:[ \t]*(?![ \t])(.*)$/i;
const RECIPIENT_FIELDS = new Set(['final-recipient', 'original-recipient']);
/** Anything a local part may hold, encoded words included. */
const ADDRESS =
  /(?<![^\s<>()[\]"',;:@|（）【】《》“”：；，、])[^\s<>()[\]"',;:@|（）【】《》“”：；，、]{1,64}@[^\s<>()[\]"',;:@（）【】《》“”：；，、]{1,255}/u;

type Fields = Map<string, string>;

/** The recipients of a report; empty when the text has no such fields. */
export function readReport(text: string): Reported[] {
  return groupsOf(text.slice(0, LONGEST))
    .filter((fields) => [...RECIPIENT_FIELDS, 'action'].some((name) => fields.has(name)))
    .map(reported)
    .filter(({ recipient, action }) => recipient !== null || action !== '');
}

/** Where the fields about a recipient begin in a text that is no report, e.g. of a torn mail; -1 when nowhere. */
export function reportStart(text: string): number {
  const start = text.search(/^(?:> ?){0,3}(?:final|original)-recipient[ \t]{0,3}:/im);
  if (start < 0) return -1;
  return /^(?:> ?){0,3}action[ \t]{0,3}:[ \t]{0,3}(?:failed|delayed|expired)/im.test(
    text.slice(Math.max(0, start - 2000), start + 4000),
  )
    ? start
    : -1;
}

/** The first address of a text, lower-case, without the dots or the words in another script that follow it. */
export function addressIn(text: string): string | null {
  const found =
    ADDRESS.exec(text.slice(0, 1000))?.[0]
      .replace(/(?<!\.)\.+$/, '')
      .toLowerCase() ?? null;
  // Some archives mask addresses.
  if (found?.includes('...')) return null;
  return found?.replace(/(\.[a-z]{2,24})[^\p{ASCII}].*/u, '$1') ?? null;
}

/** The values of all fields of a report with this name, e.g. of a feedback report (RFC 5965). */
export function fieldValues(text: string, name: string): string[] {
  return groupsOf(text.slice(0, LONGEST), true).flatMap((fields) => {
    const value = fields.get(name);
    return value === undefined ? [] : [value];
  });
}

/** Groups end with an empty line, or where a field comes again. */
function groupsOf(text: string, apart = false): Fields[] {
  const groups: Fields[] = [];
  let fields: Fields = new Map();
  let last = '';
  const close = () => {
    if (fields.size > 0) groups.push(fields);
    fields = new Map();
    last = '';
  };
  for (const line of text.split('\n')) {
    if (groups.length >= MOST_GROUPS) break;
    if (line.trim() === '') close();
    else {
      const [, written = '', value = ''] = FIELD.exec(line.slice(0, 4000).trimEnd()) ?? [];
      const name = written.toLowerCase();
      const again = name !== '' && fields.has(name) && (apart || RECIPIENT_FIELDS.has(name) || name === 'action');
      if (again) close();
      if (name !== '' && !/^\s/.test(line)) {
        if (!fields.has(name)) fields.set(name, value.trim());
        last = name;
      } else if (last !== '') fields.set(last, `${fields.get(last) ?? ''} ${line.trim()}`.slice(0, 4000));
    }
  }
  close();
  return groups;
}

function reported(fields: Fields): Reported {
  const final = recipientOf(fields.get('final-recipient') ?? '');
  const original = recipientOf(fields.get('original-recipient') ?? '');
  // A name inside the other system (`user@host`, `@relay:user@host`) is nobody's address.
  const isInner = final !== null && !final.split('@')[1]?.includes('.');
  return {
    recipient: isInner ? (original ?? final) : (final ?? original),
    original,
    action: (fields.get('action') ?? '').toLowerCase(),
    status: /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0] ?? null,
    diagnostic: (fields.get('diagnostic-code') ?? '').replace(/^[a-z0-9-]{1,40}[ \t]*;[ \t]*/i, ''),
  };
}

/** `rfc822; ann@buyer.example`, `RFC822; <ann@…>`, `rfc822;@relay.example:ann@host`. */
function recipientOf(value: string): string | null {
  const address = value.slice(value.indexOf(';') + 1).trim();
  return addressIn(address.startsWith('@') ? address.slice(address.indexOf(':') + 1) : address);
}
