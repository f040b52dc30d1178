/** Which of the certificates a buyer asks for we hold for the products he asks about; the others are never claimed. */
import type { Product } from '../model/catalogue.ts';
import type { InquiryFacts } from '../model/inquiry.ts';
import type { Formats } from './formats.ts';
import { oneLine } from './plain.ts';

const LONGEST = 40;

/** Null when nothing is asked by name and nothing is held. */
export function certificateAnswer(
  { certificates }: Pick<InquiryFacts, 'certificates'>,
  products: readonly Product[],
  formats: Formats,
): { held: string | null; open: string | null } | null {
  const wanted = [...new Set(certificates.map(({ value }) => oneLine(value, LONGEST)))];
  const named = wanted.length > 0 ? wanted : heldByAll(products);
  const held = named.filter((name) => isHeld(name, products));
  const open = named.filter((name) => !isHeld(name, products));
  if (named.length === 0) return null;
  return { held: listed(held, formats), open: listed(open, formats) };
}

/** What is there for every one of the products. */
export function heldByAll(products: readonly Product[]): string[] {
  return (products[0]?.certificates ?? []).filter((name) => isHeld(name, products));
}

function isHeld(name: string, products: readonly Product[]): boolean {
  const code = codeOf(name);
  return (
    products.length > 0 && products.every(({ certificates }) => certificates.some((held) => codeOf(held) === code))
  );
}

/** `BSCI (amfori)` and `bsci`, `ISO 9001` and `ISO9001` are the same. */
function codeOf(name: string): string {
  return (name.split('(')[0] ?? name).toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function listed(names: readonly string[], formats: Formats): string | null {
  return names.length > 0 ? formats.list(names) : null;
}
