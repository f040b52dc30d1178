/** Names of months and days of the week in the languages of the mails, as the ICU data of the runtime has them. */
import { fold } from '../../analyze/normalize.ts';

/** A tag beside the language where countries name their months differently. */
const LOCALES: Record<string, string[]> = {
  ar: ['ar', 'ar-LB', 'ar-MA', 'ar-DZ'],
  de: ['de', 'de-AT'],
  en: ['en-GB', 'en-US'],
  pt: ['pt-BR', 'pt-PT'],
};
const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'ru', 'ar', 'it', 'tr'];
const SHORTEST = 3;

let months: ReadonlyMap<string, number> | null = null;

/** Folded name of a month -> 1-12, in all languages that name months instead of counting them; read once (40 ms). */
export function monthNames(): ReadonlyMap<string, number> {
  months ??= new Map(LANGUAGES.flatMap((language) => LOCALES[language] ?? [language]).flatMap(namesOfMonths));
  return months;
}

function namesOfMonths(locale: string): [string, number][] {
  const forms: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    { month: 'long', day: 'numeric' },
    { month: 'short', day: 'numeric' },
  ];
  return forms.flatMap((form) => {
    const format = new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, index): [string, number] => [
      monthOf(format, new Date(Date.UTC(2027, index, 15))),
      index + 1,
    ]).filter(([name]) => name.length >= SHORTEST && !/\d/.test(name));
  });
}

/** [`weekday-1` for Monday, `Montag`] for a language; `~` lets a Russian name be declined. */
export function nameDays(language: string): [string, string][] {
  return [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const date = new Date(Date.UTC(2027, 1, day));
    const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(date);
    return [`weekday-${day}`, language === 'ru' ? `${name.replace(/[аье]$/, '')}~` : name];
  });
}

function monthOf(format: Intl.DateTimeFormat, day: Date): string {
  const part = format.formatToParts(day).find(({ type }) => type === 'month');
  return fold(part?.value ?? '').replace(/\.$/, '');
}
