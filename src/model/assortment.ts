/** What the reading of a mail has to know of the goods: their names and measures, and no cost or price. */
import type { Unit } from './inquiry.ts';

type ByLanguage = { en: string; [language: string]: string };

/** A part of the catalogue, so that a catalogue can be given where an assortment is asked for. */
export type Assortment = {
  categories: readonly { id: string; names: ByLanguage; synonyms: string[] }[];
  products: readonly AssortmentProduct[];
};

type AssortmentAttribute = { name: string; value: string; unit?: string | undefined };

export type AssortmentProduct = {
  sku: string;
  categoryId: string;
  names: ByLanguage;
  synonyms: string[];
  unit: Unit;
  moq: number;
  attributes: AssortmentAttribute[];
  /** Makes with a number of their own. */
  variants?: readonly { sku: string; moq?: number | undefined; attributes: AssortmentAttribute[] }[];
};
