/** Takes what a notification states of its buyer out of its fields, for the reading of the inquiry. */
import type { ChannelFields, ChannelWords } from '../../model/channel.ts';
import type { Stated } from '../../model/stated.ts';
import { countryByName } from './country-name.ts';

/** @param further what else stands below his name, e.g. the place */
export function statedOf(fields: ChannelFields, further: readonly string[], words: ChannelWords): Stated {
  const { name, company, country, phone, website, product, quantity } = fields;
  return {
    name: said(name),
    company: said(company),
    country: countryIn([country ?? '', ...further], words),
    phone: said(phone),
    website: said(website),
    product: said(product),
    quantity: said(quantity),
  };
}

function countryIn(lines: readonly string[], words: ChannelWords): string | null {
  for (const line of lines) {
    const country = countryByName(line, words);
    if (country) return country;
  }
  return null;
}

/** Forms send `-` and `N/A` where nothing was filled in. */
function said(field: string | null): string | null {
  const text = field?.trim() ?? '';
  return /[\p{L}\p{N}]/u.test(text) && !/^(?:n\/?a|none|null|undefined)$/i.test(text) ? text : null;
}
