/** Command templates suggest: what people change in drafts again and again, as proposals for the templates. */
import { DateTime } from 'luxon';
import { loadConfig } from '../config.ts';
import { openDatabase } from '../db/connect.ts';
import { editsSince } from '../db/edits.ts';
import { openLog } from '../log.ts';
import { type Suggestion, suggestChanges } from '../reply/learn/suggest-changes.ts';

/** @returns 0; nothing is changed */
export async function templatesSuggest(
  env: Record<string, string | undefined>,
  options: { json?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const config = loadConfig(env);
  const { db, close } = await openDatabase(config, openLog('silent'));
  try {
    const { suggestAfter, monthsBack } = config.learning;
    const edits = await editsSince(db, DateTime.now().minus({ months: monthsBack }).toJSDate());
    const suggestions = suggestChanges(edits, suggestAfter, config.templates);
    if (options.json) print(JSON.stringify(suggestions, null, 2));
    else for (const line of describe(suggestions, edits.length)) print(line);
    return 0;
  } finally {
    await close();
  }
}

function describe(suggestions: readonly Suggestion[], edits: number): string[] {
  if (suggestions.length === 0) return [`${edits} edited drafts, nothing that was changed often enough to propose.`];
  return suggestions.flatMap((one) => [
    `${one.template}, ${one.language}: changed ${one.times} times (${one.people.map(({ person, times }) => `${person} ${times}`).join(', ')})`,
    `  old: ${one.from === '' ? '(nothing)' : plain(one.from)}`,
    `  new: ${one.to === '' ? '(taken out)' : plain(one.to)}`,
    `  in:  ${one.files.length > 0 ? one.files.map((file) => `templates/${file}`).join(', ') : 'words of the settings, or put in by hand'}`,
    `  for example: ${one.examples.join(', ')}`,
    '',
  ]);
}

/** Control characters of somebody's text must not reach the terminal. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}
