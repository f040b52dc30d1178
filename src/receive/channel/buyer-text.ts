/** Puts the buyer's words and fields together as he would have written them in a mail of his own. */
import type { ChannelFields } from '../../model/channel.ts';

/**
 * His message first, then what else he filled in about his wish, then who he is below a `-- ` line, so that all later
 * stages read it like any mail. '' when the notification says nothing.
 */
export function buyerText(fields: ChannelFields, further: readonly string[]): string {
  const { message, product, quantity, others, name, company, email, phone, country, website } = fields;
  const wish = [
    ...labelled('Product', isIn(product, message) ? null : product),
    ...labelled('Quantity', quantity),
    ...others.flatMap(({ label, value }) => labelled(label, value)),
  ];
  const signature = [
    ...plain(name),
    ...plain(company),
    ...further,
    ...labelled('Phone', phone),
    ...labelled('E-mail', email),
    ...plain(website),
    ...plain(country),
  ];
  const body = [message ?? '', wish.join('\n')].filter((part) => part !== '').join('\n\n');
  return signature.length === 0 ? body : `${body}\n\n-- \n${signature.join('\n')}`.trimStart();
}

function labelled(label: string, value: string | null): string[] {
  return value === null ? [] : [`${label}: ${value}`];
}

function plain(value: string | null): string[] {
  return value === null ? [] : [value];
}

function isIn(part: string | null, text: string | null): boolean {
  return part !== null && text?.toLowerCase().includes(part.toLowerCase()) === true;
}
