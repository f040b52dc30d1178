/** Looks through the templates for what can be seen without a mail to write: unreadable files, missing English. */
import { Liquid } from 'liquidjs';
import type { Templates } from './render.ts';

/** @returns one sentence for each fault */
export function templateFaults(templates: Templates): string[] {
  const engine = new Liquid();
  return Object.entries(templates).flatMap(([name, languages]) => {
    const faults = languages.en === undefined ? [`${name} has no English version`] : [];
    for (const [language, source] of Object.entries(languages)) {
      // Parts are included by mails and have no subject of their own.
      if (!name.startsWith('part-') && !source.startsWith('Subject: '))
        faults.push(`${name}.${language} does not begin with "Subject: "`);
      try {
        engine.parse(source);
      } catch (error) {
        faults.push(`${name}.${language} cannot be read: ${(error as Error).message.split('\n')[0]}`);
      }
    }
    return faults;
  });
}
