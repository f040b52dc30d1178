/** Command channel learn: proposes the layout file of a form or platform from one saved mail of it. */
import { readFile } from 'node:fs/promises';
import { loadConfig } from '../config.ts';
import { parseMail } from '../mail/parse.ts';
import { learnChannel } from '../receive/channel/learn.ts';

/**
 * Prints the proposed file; the questions go to `ask`, so that the file can be redirected.
 * @returns 0 when a file was proposed, 1 when the mail cannot be read
 */
export async function channelLearn(
  file: string,
  env: Record<string, string | undefined>,
  print: (line: string) => void = console.log,
  ask: (line: string) => void = console.error,
): Promise<number> {
  const config = loadConfig(env);
  let raw: Buffer;
  try {
    raw = await readFile(file);
  } catch (error) {
    ask(`${file} cannot be read: ${(error as Error).message}`);
    return 1;
  }
  const { words } = config.channels;
  const { id, yaml, questions } = learnChannel(await parseMail(raw), { words, ownDomains: config.company.domains });
  print(yaml);
  ask(`Save it as config/channels/${id}.yaml after looking at:`);
  for (const question of questions) ask(`  - ${question}`);
  return 0;
}
