/** What a model may know of the customer for one personal sentence: nothing of prices, and nothing that is guessed. */
import countries from 'i18n-iso-countries';
import type { InquiryView } from '../reply/view.ts';

const LONGEST = 120;

/** Plain lines; `InquiryView` without its price, so that no cost can get here. */
export function personalFacts({
  customer,
  background,
  language,
}: Pick<InquiryView, 'customer' | 'background' | 'language'>): string[] {
  const tongue = language.toLowerCase().split('-')[0] ?? 'en';
  const country = background.country ?? customer.country;
  const name = country === null ? undefined : (countries.getName(country, tongue) ?? countries.getName(country, 'en'));
  const again = background.earlierInquiries > 0 ? 'has written to us before' : null;
  const lines = [
    ['Name', customer.name],
    ['Company', customer.company],
    ['Country', name ?? null],
    ['Website', background.website],
    ['Customer', again],
  ] as const;
  return lines.flatMap(([label, value]) =>
    value ? [`${label}: ${value.replace(/\s+/g, ' ').slice(0, LONGEST)}`] : [],
  );
}
