/** What persons have set of an inquiry, so that nobody takes it for what the mail says. */
import { DateTime } from 'luxon';
import type { Correction } from '../../model/correction.ts';
import { oneLine } from '../plain.ts';
import { fillIn } from './sheet-words.ts';
import type { TeamReader } from './situation.ts';

/** Stands behind a class or a fact that a person has set. */
export const SET_MARK = '✎';

/** `class high (Chen Wei, 2026-11-23)`. */
export function setLines(corrections: readonly Correction[], timeZone: string, reader: TeamReader): string[] {
  const { sheet } = reader.words;
  return corrections.map((correction) =>
    fillIn(sheet.setLine, {
      fact: sheet.setFacts[correction.kind],
      value: oneLine(spokenValue(correction, reader), 120),
      name: oneLine(correction.name, 80),
      date: DateTime.fromISO(correction.at, { zone: timeZone }).toISODate() ?? '',
    }),
  );
}

function spokenValue(correction: Correction, { words, formats }: TeamReader): string {
  switch (correction.kind) {
    case 'class':
      return words.classes[correction.class];
    case 'quantity':
      return [formats.quantity(correction.amount, correction.unit), correction.sku ?? ''].join(' ').trim();
    case 'product':
      return correction.sku;
    case 'country':
      return formats.country(correction.country);
    case 'destination':
      return correction.place?.name ?? (correction.country === null ? '' : formats.country(correction.country));
    case 'company':
      return correction.company;
    case 'name':
      return correction.contact;
  }
}
