/** The subject of an answer: the customer's own, without the prefixes that mail programs pile up before it. */
import { oneLine } from './plain.ts';

const MOST = 200;

/** `AW: Re[2]: Inquiry` becomes `Inquiry`. `prefixes` are lower-case, without colon. */
export function bareSubject(subject: string, prefixes: readonly string[]): string {
  const known = new Set(prefixes);
  let rest = oneLine(subject, MOST);
  for (;;) {
    const colon = rest.search(/[:：]/);
    const prefix = rest
      .slice(0, Math.max(0, colon))
      .replace(/[[(]\d+[\])]$/, '')
      .trim()
      .toLowerCase();
    if (colon < 0 || !known.has(prefix)) return rest;
    rest = rest.slice(colon + 1).trim();
  }
}
