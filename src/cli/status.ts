/** Command status: where every inquiry stands, what waits for whom, what went wrong. */
import { loadConfig } from '../config.ts';
import { openDatabase } from '../db/connect.ts';
import { readStanding, type Standing } from '../db/standing.ts';
import { openLog } from '../log.ts';

export async function status(
  env: Record<string, string | undefined>,
  options: { json?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const config = loadConfig(env);
  const { db, place, close } = await openDatabase(config, openLog('silent'));
  try {
    const standing = await readStanding(db);
    if (options.json) print(JSON.stringify({ database: place, ...standing }, null, 2));
    else printStanding(standing, place, print);
  } finally {
    await close();
  }
  return 0;
}

function printStanding(standing: Standing, place: string, print: (line: string) => void): void {
  print(`Database   ${place}`);
  for (const folder of standing.folders) {
    const polled = folder.lastPollAt ? `last read ${folder.lastPollAt.toISOString()}` : 'never read';
    const skipped = folder.skipped > 0 ? `, ${folder.skipped} older mails skipped` : '';
    print(`Folder     ${folder.folder}: ${polled}${skipped}${folder.error ? `, ERROR ${folder.error}` : ''}`);
  }
  if (standing.folders.length === 0) print('Folder     no mailbox has been read yet');
  printCounts('Messages', standing.messages, print);
  printCounts('Inquiries', standing.inquiries, print);
  printCounts('Outbox', standing.outgoing, print);
  printCounts('Follow-ups', standing.followUps, print);
  print(`Waiting    ${standing.waiting.length} drafts for approval`);
  for (const { inquiryNo, approver, since, class: found, set } of standing.waiting) {
    const corrected = set.map(({ what, by }) => `${what} set by ${by}`).join(', ');
    const known = [found ?? '', corrected === '' ? '' : `(✎ ${corrected})`].filter(Boolean).join(' ');
    print(`  ${inquiryNo}  ${approver}  since ${since.toISOString()}  ${known}`.trimEnd());
  }
  print(`Problems   ${standing.problems.length}`);
  for (const { what, reason } of standing.problems) print(`  ${what}: ${reason}`);
}

function printCounts(title: string, counts: Record<string, number>, print: (line: string) => void): void {
  const text = Object.entries(counts).map(([name, count]) => `${name.replaceAll('_', ' ')} ${count}`);
  print(`${title.padEnd(11)}${text.join(', ') || 'none'}`);
}
