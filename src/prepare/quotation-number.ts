/** Writes the number under which a quotation is known to customer and company. */

/**
 * @param year year of the quotation in the company's time zone
 * @param serial running number within the year, from 1
 * @returns e.g. `Q-2026-0118`; serials above 9999 simply get longer
 */
export const quotationNumber = (year: number, serial: number): string =>
  `Q-${String(year).padStart(4, '0')}-${String(serial).padStart(4, '0')}`;
