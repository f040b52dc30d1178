/** Command quarantine: shows what is held back as suspicious, and releases what is not. */
import { openApp } from '../app.ts';
import { loadConfig } from '../config.ts';
import { listQuarantine, releaseMessage } from '../db/quarantine.ts';
import { openLog } from '../log.ts';

/** @param release number of a message as the list shows it; null = only list */
export async function quarantine(
  env: Record<string, string | undefined>,
  options: { release: number | null; json?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const app = await openApp(loadConfig(env), openLog('silent'));
  try {
    if (options.release === null) {
      const held = await listQuarantine(app.db);
      if (options.json) print(JSON.stringify(held, null, 2));
      else for (const line of describe(held)) print(line);
      return 0;
    }
    const released = await releaseMessage(app.db, options.release, app.clock.now());
    if (released) await app.queues.add('route', options.release);
    if (options.json) print(JSON.stringify({ released }));
    else print(released ? `Message ${options.release} goes on.` : `Message ${options.release} is not in quarantine.`);
    return released ? 0 : 1;
  } finally {
    await app.close();
  }
}

function describe(held: Awaited<ReturnType<typeof listQuarantine>>): string[] {
  if (held.length === 0) return ['Nothing is in quarantine.'];
  return held.flatMap(({ id, receivedAt, from, subject, score, reasons }) => [
    `${String(id).padStart(6)}  ${receivedAt.toISOString().slice(0, 16)}  risk ${score}  ${plain(from)}  ${plain(subject)}`,
    ...reasons.map((reason) => `        ${plain(reason)}`),
  ]);
}

/** Control characters of a hostile mail must not reach the terminal. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').slice(0, 120);
}
