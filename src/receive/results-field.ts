/** Takes an Authentication-Results field apart (RFC 8601, 2.2): quoted words and comments end nothing. */

export type MethodResult = {
  method: string;
  result: string;
  /** The domain that was checked: of From, of the signature or of the envelope sender. */
  domain: string | null;
  /** Of method `auth`: who was logged in. */
  login: string | null;
};

/** `server`: authserv-id in lower case; null where the server leaves its name out. */
export type ResultsField = { server: string | null; results: MethodResult[] };

const LONGEST = 10_000;
const MOST_RESULTS = 40;
/** What each method says the domain by, the surest first. */
const properties: Record<string, readonly string[]> = {
  dmarc: ['header.from'],
  dkim: ['header.d', 'header.i'],
  spf: ['smtp.mailfrom', 'smtp.mail'],
};

/** Null when the field is too long or a quotation or comment does not end: such a field says nothing. */
export function readResults(value: string): ResultsField | null {
  const parts = value.length > LONGEST ? null : splitParts(value);
  if (!parts || parts.length > MOST_RESULTS) return null;
  const [head = [], ...rest] = parts;
  const isNamed = head.length > 0 && !head[0]?.includes('=');
  const results = isNamed ? rest : parts;
  return { server: isNamed ? (head[0]?.toLowerCase() ?? null) : null, results: results.flatMap(toResult) };
}

function toResult(words: readonly string[]): MethodResult[] {
  const [outcome, ...rest] = words.map(toPair);
  if (!outcome || outcome.value === '') return [];
  const method = outcome.key.replace(/\/\d{1,9}$/, '');
  const readValue = (key: string) => rest.find((pair) => pair.key === key)?.value.toLowerCase();
  const found = (properties[method] ?? []).map(readValue).find((value) => value !== undefined && value !== '');
  const domain = found?.slice(found.lastIndexOf('@') + 1) ?? null;
  return [{ method, result: outcome.value.toLowerCase(), domain, login: readValue('smtp.auth') ?? null }];
}

function toPair(word: string): { key: string; value: string } {
  const sign = word.indexOf('=');
  if (sign < 0) return { key: word.toLowerCase(), value: '' };
  return { key: word.slice(0, sign).toLowerCase(), value: word.slice(sign + 1) };
}

/** The words of each part between semicolons, without comments; white space around `=` joins. */
function splitParts(value: string): string[][] | null {
  const parts: string[][] = [[]];
  let word = '';
  const endWord = () => {
    const part = parts.at(-1) ?? [];
    const last = part.at(-1);
    if (word !== '' && last !== undefined && word.startsWith('=') !== last.endsWith('=')) {
      const joins = last.endsWith('=') ? last.indexOf('=') === last.length - 1 : !last.includes('=');
      if (joins) part[part.length - 1] = last + word;
      else part.push(word);
    } else if (word !== '') part.push(word);
    word = '';
  };
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at] ?? '';
    if (character === '"' || character === '(') {
      const end = character === '"' ? endOfQuote(value, at) : endOfComment(value, at);
      if (end < 0) return null;
      if (character === '"') word += value.slice(at + 1, end).replace(/\\(.)/g, '$1');
      else endWord();
      at = end;
    } else if (character === ';') {
      endWord();
      parts.push([]);
    } else if (/\s/.test(character)) endWord();
    else word += character;
  }
  endWord();
  return parts;
}

function endOfQuote(value: string, start: number): number {
  for (let at = start + 1; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === '"') return at;
  }
  return -1;
}

/** Comments nest (RFC 5322, 3.2.2). */
function endOfComment(value: string, start: number): number {
  let depth = 0;
  for (let at = start; at < value.length; at += 1) {
    if (value[at] === '\\') at += 1;
    else if (value[at] === '(') depth += 1;
    else if (value[at] === ')') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}
