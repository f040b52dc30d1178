/** Looks through the templates for what can be seen without a mail to write: unreadable files, missing English. */
import { Liquid } from 'liquidjs';
import type { Templates } from './render.ts';

/** @returns one sentence for each fault */
export function templateFaults(templates: Templates): string[] {
  return Object.entries(templates).flatMap(([name, languages]) => [
    ...(languages.en === undefined ? [`${name} has no English version`] : []),
    ...sourceFaults(name, languages),
  ]);
}

/**
 * The shipped templates with those of the company in their place, and one sentence for each of its files that cannot be
 * used: unreadable, or of a name or language that no mail is written with.
 */
export function overrideTemplates(shipped: Templates, own: Templates): { templates: Templates; faults: string[] } {
  const templates: Record<string, Readonly<Record<string, string>>> = { ...shipped };
  const faults: string[] = [];
  for (const [name, languages] of Object.entries(own)) {
    const ours = Object.hasOwn(shipped, name) ? shipped[name] : undefined;
    const unknown = Object.keys(languages).filter((language) => !Object.hasOwn(ours ?? {}, language));
    faults.push(...unknown.map((language) => `there is no mail ${name}.${language} that it could replace`));
    faults.push(...sourceFaults(name, languages));
    templates[name] = { ...ours, ...languages };
  }
  return { templates, faults };
}

function sourceFaults(name: string, languages: Readonly<Record<string, string>>): string[] {
  const engine = new Liquid();
  return Object.entries(languages).flatMap(([language, source]) => {
    // Parts are included by mails and pages are no mails: they have no subject.
    const hasSubject = /^(?:part|page)-/.test(name) || source.startsWith('Subject: ');
    const faults = hasSubject ? [] : [`${name}.${language} does not begin with "Subject: "`];
    try {
      engine.parse(source);
    } catch (error) {
      faults.push(`${name}.${language} cannot be read: ${(error as Error).message.split('\n')[0]}`);
    }
    return faults;
  });
}
