/** Knows in which country a city lies: some 22,000 places of 15,000 inhabitants and more (GeoNames, CC BY 4.0). */
import { fold } from './normalize.ts';
import world from './world-cities.json' with { type: 'json' };

/** `name` as the world writes it; `start` and `end` are UTF-16 offsets into the text that was searched. */
export type City = { name: string; country: string; start: number; end: number };

const LONGEST_NAME = 4;
const WORD = /[\p{L}\p{M}'’.-]+/gu;
const READ_LIMIT = 20_000;

let index: Map<string, { name: string; country: string }> | undefined;

/** The cities named in `text`, longest names first where they overlap; a name begins with a capital. */
export function citiesIn(text: string): City[] {
  const words = [...text.slice(0, READ_LIMIT).matchAll(WORD)].map(({ 0: word, index: start }) => ({
    start,
    end: start + word.length,
    capital: /^[\p{Lu}]/u.test(word),
  }));
  const found: City[] = [];
  for (let first = 0; first < words.length; first += 1) {
    const city = words[first]?.capital ? cityFrom(text, words.slice(first, first + LONGEST_NAME)) : null;
    if (city === null) continue;
    found.push(city);
    while ((words[first + 1]?.start ?? city.end) < city.end) first += 1;
  }
  return found;
}

function cityFrom(text: string, words: { start: number; end: number }[]): City | null {
  const start = words[0]?.start ?? 0;
  for (let length = words.length; length > 0; length -= 1) {
    const end = words[length - 1]?.end ?? start;
    if (end - start > 40 || /[\n,;:|/()]/.test(text.slice(start, end))) continue;
    const city = known().get(keyOf(text.slice(start, end)));
    if (city !== undefined) return { ...city, start, end };
  }
  return null;
}

/** Built at the first question; some 50 ms. */
function known(): Map<string, { name: string; country: string }> {
  if (index !== undefined) return index;
  index = new Map();
  for (const [country, names] of Object.entries(world.countries)) {
    for (const name of names.split('|')) index.set(keyOf(name), { name, country });
  }
  return index;
}

function keyOf(name: string): string {
  return fold(name)
    .replace(/\.$/, '')
    .replace(/[-\s]+/g, ' ');
}
