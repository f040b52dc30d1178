/** Writes one line of the calculation: amounts, shares, sources and dates in the same way everywhere. */
import type { Decimal } from 'decimal.js';
import type { TraceLine } from '../model/calculation.ts';
import type { Dated } from '../model/settings-number.ts';

type Origin = { source?: string; date?: string; calculation?: string };

/** `step` names the words of the line in config/quote-words.yaml. */
export type TraceWriter = (step: string, value: string, origin: Origin) => TraceLine;

/** Lines about one product or scheme. */
export const traceWriter =
  (about: string): TraceWriter =>
  (step, value, { source = '', date, calculation }) => ({
    step,
    value,
    source,
    ...(about === '' ? {} : { about }),
    ...(calculation === undefined || calculation === '' ? {} : { calculation }),
    ...(date === undefined ? {} : { date }),
  });

/** The setting a figure stands in, with the source and the last day it names. */
export const datedSource = (setting: string, dated: Dated = {}, date: string | null = null): Origin => ({
  source: [setting, dated.source].filter((part) => part !== undefined && part !== '').join(': '),
  ...(date === null ? {} : { date }),
});

export const amountText =
  (currency: string, places: number) =>
  (amount: Decimal): string =>
    `${amount.toFixed(places)} ${currency}`;

export const percentText = (fraction: Decimal): string => `${fraction.times(100).toFixed(4)} %`;
