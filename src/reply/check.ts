/** Looks a mail over before it goes to a customer: placeholders, numbers that no offer holds, a missing recipient. */
import { Decimal } from 'decimal.js';
import type { DraftText } from '../model/draft.ts';
import type { Offer } from '../model/quotation.ts';
import { echo } from './answers.ts';
import type { ReplyWords } from './words.ts';

/**
 * Faults as sentences for the salesperson; none = the mail may be shown or sent (domain 5.1, pre-send checklist).
 * Every amount of money must stand in the offer; only in a question of the buyer that the mail repeats it is his.
 */
export function checkDraft(
  draft: DraftText,
  offer: Offer,
  recipient: { address: string } | null,
  words: Pick<ReplyWords, 'currencies'>,
  questions: readonly { text: string }[] = [],
): string[] {
  const text = `${draft.subject}\n${draft.text}`.normalize('NFKC');
  const ours = questions.reduce((rest, question) => rest.replaceAll(echo(question.text).normalize('NFKC'), ' '), text);
  return [
    ...(recipient !== null && /^[^\s@]+@[^\s@]+$/.test(recipient.address) ? [] : ['There is no recipient.']),
    ...(draft.text.trim() === '' ? ['The mail has no text.'] : []),
    ...(draft.subject.trim() === '' ? ['The mail has no subject.'] : []),
    ...placeholders(ours, draft.language),
    ...foreignAmounts(ours, offer, words).map((found) => `This amount is not in our offer: ${found}`),
  ];
}

function placeholders(text: string, language: string): string[] {
  const found = text.match(/\{\{|\}\}|\{%|%\}|\bX{2,3}\b/g) ?? [];
  // In Spanish, Portuguese and Italian it is a word: "all".
  const todo = ['es', 'pt', 'it'].includes(language) ? [] : (text.match(/\bTODO\b/g) ?? []);
  const all = [...new Set([...found, ...todo])];
  return all.length > 0 ? [`A placeholder was not filled in: ${all.join(' ')}`] : [];
}

function foreignAmounts(text: string, offer: Offer, words: Pick<ReplyWords, 'currencies'>): string[] {
  const allowed = offeredAmounts(offer);
  const marks = currencyMarks(words);
  return amountsIn(text, [...marks.keys()])
    .filter(({ mark, numbers }) => {
      const known = marks.get(mark.toLowerCase())?.has(offer.kind === 'none' ? '' : offer.currency) === true;
      return !known || numbers.some((number) => !readings(number).some((value) => allowed.has(value)));
    })
    .map(({ written }) => written);
}

function offeredAmounts(offer: Offer): Set<string> {
  if (offer.kind === 'none') return new Set();
  const amounts =
    offer.kind === 'range'
      ? offer.lines.flatMap((line) => [line.lowest, line.highest])
      : offer.schemes.flatMap((scheme) => [
          scheme.total,
          ...scheme.lines.flatMap((line) => [line.unitPrice, line.total]),
        ]);
  return new Set(amounts.map((amount) => new Decimal(amount).toFixed()));
}

/** Every way to write a currency, lower-case, with the currencies it can mean. */
function currencyMarks({ currencies }: Pick<ReplyWords, 'currencies'>): Map<string, Set<string>> {
  const marks = new Map<string, Set<string>>();
  for (const [code, others] of Object.entries(currencies)) {
    for (const mark of [code, ...others]) {
      const key = mark.normalize('NFKC').toLowerCase();
      marks.set(key, (marks.get(key) ?? new Set()).add(code));
    }
  }
  return marks;
}

type Amount = { written: string; mark: string; numbers: string[] };

// `USD 5.20 - 6.80`, `5,57 USD`, `$4`: a currency beside one number or a span of two.
function amountsIn(text: string, marks: readonly string[]): Amount[] {
  const mark = [...marks]
    .sort((a, b) => b.length - a.length)
    .map(standingAlone)
    .join('|');
  const number = String.raw`(?<![\d.,])\d{1,15}(?:[.,']\d{1,15}| \d{3}(?!\d)){0,6}`;
  const span = `(${number})(?: ?[-–—~] ?(?:${mark})? ?(${number}))?`;
  const amounts: Amount[] = [];
  // What a currency before it has claimed is not read again as the number before the next currency.
  const rest = text.replace(new RegExp(`(${mark}) ?${span}`, 'giu'), (written: string, ...found: string[]) => {
    amounts.push(amount(written, found[0], [found[1], found[2]]));
    return '|';
  });
  for (const found of rest.matchAll(new RegExp(`${span} ?(${mark})`, 'giu'))) {
    amounts.push(amount(found[0], found[3], [found[1], found[2]]));
  }
  return amounts;
}

function standingAlone(mark: string): string {
  const before = /^\p{Script=Latin}/u.test(mark) ? String.raw`(?<!\p{Script=Latin})` : '';
  const after = /\p{Script=Latin}$/u.test(mark) ? String.raw`(?!\p{Script=Latin})` : '';
  return `${before}${escaped(mark)}${after}`;
}

function amount(written: string, mark: string | undefined, numbers: (string | undefined)[]): Amount {
  return { written: written.trim(), mark: mark ?? '', numbers: numbers.filter((number) => number !== undefined) };
}

/** What a number can mean: its last separator before a decimal part, or all of them between thousands. */
function readings(number: string): string[] {
  const whole = number.replace(/[.,' ]/g, '');
  const last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  const decimal = last < 0 ? whole : `${number.slice(0, last).replace(/[.,' ]/g, '')}.${number.slice(last + 1)}`;
  return [whole, decimal].map((text) => new Decimal(text).toFixed());
}

function escaped(words: string): string {
  return words.replace(/[$()*+.?[\]^{|}\\/]/g, String.raw`\$&`);
}
