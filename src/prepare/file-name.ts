/** File names as a channel lets them through. */
import type { ReplyLimits } from '../model/channel.ts';

const MOST_CHARACTERS = 120;

/** The name with what the channel forbids replaced, cut to its length; the ending stays. */
export function fileNameFor(name: string, limits: ReplyLimits | null): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  const most = Math.min(limits?.fileNameLength ?? MOST_CHARACTERS, MOST_CHARACTERS) - ending.length;
  const kept = allowed(stem, limits?.fileNameSymbols).slice(0, Math.max(1, most));
  return `${kept === '' ? 'file' : kept}${ending}`;
}

/** The same with a number behind it when another file has it already. */
export function unusedName(name: string, used: ReadonlySet<string>): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  let found = name;
  for (let count = 2; used.has(found); count += 1) found = `${stem}_${count}${ending}`;
  return found;
}

function allowed(stem: string, symbols: string | undefined): string {
  // What no operating system likes in a name.
  const safe = Array.from(stem.normalize('NFC'), (character) =>
    /[/\\:*?"<>|\p{Cc}\p{Cf}]/u.test(character) ? '_' : character,
  );
  if (symbols === undefined) return safe.join('').trim();
  const replacement = symbols.includes('_') ? '_' : '';
  // A relay that counts symbols is not trusted with letters beyond ASCII either.
  return safe
    .map((character) => (/[A-Za-z0-9]/.test(character) || symbols.includes(character) ? character : replacement))
    .join('');
}
