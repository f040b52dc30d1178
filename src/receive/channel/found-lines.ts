/** What the lines of a notification held, and the fields made of it. */
import type { ChannelField, ChannelFields } from '../../model/channel.ts';
import type { Mailbox } from '../../model/message.ts';
import { joinLines } from '../mail-lines.ts';
import { readMailbox } from '../mailbox-text.ts';
import { type Captures, matchAny, patternLine } from './pattern.ts';
import type { PreparedLayout } from './prepared.ts';

export type ReadFields = {
  fields: ChannelFields;
  /** Every e-mail address that stands in a labelled field, in their order. */
  emails: string[];
  /** How many different fields about the buyer or his wish were found. */
  found: ReadonlySet<ChannelField>;
  /** What else a person wrote, e.g. the place below a signature. */
  further: string[];
};

export type FoundLines = {
  values: Map<ChannelField, string>;
  emails: string[];
  others: { label: string; value: string }[];
  /** Lines without a label outside a labelled message. */
  prose: string[];
  message: string[];
  inMessage: boolean;
  /** The message began under a heading, which may be that of a table. */
  underHeading: boolean;
  ended: boolean;
  page: string | null;
};

export const longestValue = 500;

export function toFields(state: FoundLines, layout: PreparedLayout | null): ReadFields {
  const { values, prose } = state;
  const labelled = joinLines(state.message).trim() || (values.get('message') ?? '');
  const { message, further } =
    labelled !== '' ? { message: labelled, further: [] } : splitSignature(prose, values, layout);
  const value = (field: ChannelField) => values.get(field) ?? null;
  const from = readMailbox(value('from') ?? '');
  const place = value('place');
  const fields: ChannelFields = {
    name: nameOf(value, from),
    company: value('company'),
    email: readMailbox(value('email') ?? '')?.address ?? from?.address ?? null,
    phone: value('phone'),
    country: value('country'),
    website: value('website'),
    product: value('product'),
    quantity: value('quantity'),
    subject: value('subject'),
    message: message === '' ? null : message,
    reference: value('reference'),
    page: state.page,
    others: state.others,
  };
  return {
    fields,
    emails: state.emails,
    found: new Set([...values.keys(), ...(labelled === '' ? [] : (['message'] as const))]),
    further: [...(place ? [place] : []), ...further],
  };
}

/** The last lines of some notifications are the buyer's name and company without labels. */
function splitSignature(prose: string[], values: Map<ChannelField, string>, layout: PreparedLayout | null) {
  const text = (lines: readonly string[]) => joinLines(lines);
  const signature = layout?.layout.message.signature;
  if (!layout || !signature) return { message: text(prose), further: [] };
  const at = prose.findLastIndex((line) => line !== '' && matchAny(layout.signatureAfter, patternLine(line)) !== null);
  if (at < 0) return { message: text(prose), further: [] };
  const below = prose.slice(at + 1).filter((line) => line !== '');
  for (const [index, field] of signature.fields.entries()) {
    const line = below[index];
    if (line !== undefined) addCaptures({ [field]: line }, values);
  }
  return { message: text(prose.slice(0, at)), further: below.slice(signature.fields.length) };
}

/** Some forms ask for one name, some for two; "Nom" beside "Prénom" is the family name alone. */
function nameOf(value: (field: ChannelField) => string | null, from: Mailbox | null): string | null {
  const [first, last, whole] = [value('firstName'), value('lastName'), value('name')];
  if (first && whole && !last) return whole.includes(first) ? whole : `${first} ${whole}`;
  if (last && whole && !first) return whole.includes(last) ? whole : `${whole} ${last}`;
  const both = [first, last].filter((part) => part !== null).join(' ');
  // A mailbox's name is often a user name; who gave his name in two fields has given it.
  return (first && last ? both : (whole ?? both)) || from?.name || (from ? null : value('from'));
}

export function addCaptures(captures: Captures, values: Map<ChannelField, string>): void {
  for (const [field, value] of Object.entries(captures) as [ChannelField, string][]) {
    if (!values.has(field)) values.set(field, value.slice(0, longestValue));
  }
}
