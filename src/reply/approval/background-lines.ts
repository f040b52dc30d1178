/** What is known of a customer, in the words of the person who reads it. */
import type { BackgroundNote } from '../../model/inquiry.ts';
import { oneLine } from '../plain.ts';
import type { InquiryView } from '../view.ts';
import { fillIn } from './sheet-words.ts';
import type { TeamReader } from './situation.ts';

const MOST_LINES = 5;

/** Five lines at most: who he is, what address he has, where he sits, whether we know him, what else is known. */
export function backgroundLines({ customer, background }: InquiryView, reader: TeamReader): string[] {
  const { emailKind, domain, notes } = background;
  const kind = reader.words.emailKinds[emailKind];
  return [
    said([customer.name, customer.company, customer.address]),
    said([kind, domain]),
    ...notes.map((note) => oneLine(sayNote(note, reader), 200)),
  ].slice(0, MOST_LINES);
}

function sayNote(note: BackgroundNote, { words, formats }: TeamReader): string {
  const { background } = words;
  const say = (values: Readonly<Record<string, string>>) => fillIn(background.notes[note.kind], values);
  switch (note.kind) {
    case 'competitor':
      return say({ domain: note.domain });
    case 'country': {
      const shown = { country: formats.country(note.country), sources: list(note.sources.map(nameOf)) };
      const others = list(note.others.map((country) => formats.country(country)));
      return `${say(shown)}${others === '' ? '' : fillIn(background.otherCountries, { others })}`;
    }
    case 'earlier':
      return say({ count: formats.number(String(note.count)) });
    case 'website_named':
    case 'website_guessed':
      return say({ website: note.website });
    default:
      return say({});
  }

  function nameOf(source: string): string {
    return background.sources[source] ?? source;
  }

  function list(parts: readonly string[]): string {
    return parts.join(background.comma);
  }
}

function said(parts: readonly (string | null)[]): string {
  return parts.flatMap((part) => (part === null || part === '' ? [] : [oneLine(part, 200)])).join(' · ');
}
