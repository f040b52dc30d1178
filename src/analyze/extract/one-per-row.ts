/** Lets each row of a table name one thing. */
import type { Reading, Span } from '../reading.ts';
import { cellAt } from '../tables.ts';
import type { Mention } from './named-goods.ts';

/** A row of a table asks for one thing, however many of its cells name it. */
export function onePerRow(reading: Reading, mentions: Mention[]): Mention[] {
  if (reading.tables.length === 0) return mentions;
  const rows = new Map<Span, Mention>();
  const outside: Mention[] = [];
  for (const mention of mentions) {
    const row = cellAt(reading.tables, mention.start)?.row[0];
    if (row === undefined) outside.push(mention);
    else if ((rows.get(row)?.confidence ?? 0) < mention.confidence) rows.set(row, mention);
  }
  return [...outside, ...rows.values()];
}
