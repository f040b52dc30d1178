/** Hears how a writer speaks to us (domain 3.1): it changes the wording of our answer, never the class. */
import type { Tone } from '../model/inquiry.ts';
import type { Reading } from './reading.ts';
import { isNegated, rawText, terms } from './reading.ts';
import type { Hit } from './term-tree.ts';

/** One exclamation mark is courtesy, several are pressure. */
const PRESSING = /[!！]{2}/;

/** `complaining` and `demanding` before `formal`, that before `friendly`; the reason quotes the words. */
export function judgeTone(reading: Reading): { tone: Tone; toneReason: string } {
  const spoken = (label: string) => (reading.words.get('tone') ?? []).filter((hit) => hit.label === label);
  const complaints = terms(reading, 'complaint').filter(({ start }) => !isNegated(reading, start));
  if (complaints.length > 1) return told('complaining', reading, complaints);
  const orders = spoken('demanding');
  const pressed = PRESSING.test(reading.normalized.raw) ? terms(reading, 'urgency') : [];
  if (orders.length > 1 || pressed.length > 0) return told('demanding', reading, [...orders, ...pressed]);
  const formal = spoken('formal');
  if (formal.length > 0) return told('formal', reading, formal);
  const friendly = spoken('friendly');
  return friendly.length > 0 ? told('friendly', reading, friendly) : { tone: 'neutral', toneReason: 'no sign of tone' };
}

function told(tone: Tone, reading: Reading, hits: Hit[]): { tone: Tone; toneReason: string } {
  const quoted = [...new Set(hits.slice(0, 4).map((hit) => rawText(reading, hit)))];
  return { tone, toneReason: quoted.join(', ').slice(0, 200) };
}
