/** Command evaluate: shows how well the desk reads a folder of mails that a person has labelled. */
import { compileVocabulary } from '../analyze/vocabulary.ts';
import { loadConfig } from '../config.ts';
import { readCases } from '../evaluate/cases.ts';
import { type Evaluation, evaluate as scoreCases } from '../evaluate/evaluate.ts';

/** @returns 1 when an error that would do harm was found */
export async function evaluate(
  dir: string,
  env: Record<string, string | undefined>,
  options: { json?: boolean; failed?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const config = loadConfig(env);
  const labelled = await readCases(dir);
  const progress = options.json || !process.stderr.isTTY ? undefined : showProgress(labelled.cases.length);
  const knowledge = { config, vocabulary: compileVocabulary(config.vocabulary) };
  const evaluation = await scoreCases(labelled, knowledge, progress);
  if (options.json) {
    const { failed, ...figures } = evaluation;
    print(JSON.stringify(options.failed ? { ...figures, failed } : figures, null, 2));
  } else {
    printEvaluation(evaluation, options.failed ?? false, print);
  }
  return evaluation.dangerous.length > 0 ? 1 : 0;
}

function showProgress(total: number): (done: number) => void {
  return (done) => process.stderr.write(done === total ? '\r\u001b[K' : `\r${done}/${total} mails read`);
}

function printEvaluation(evaluation: Evaluation, withFailed: boolean, print: (line: string) => void): void {
  const { messages, keys, dangerous, failed, cpuMsPerMessage } = evaluation;
  print(`${messages} mails, ${cpuMsPerMessage} ms of processor time each`);
  print('');
  print(`${'key'.padEnd(20)} right / total   share   most often mistaken`);
  for (const [key, { right, total }] of Object.entries(keys)) {
    const share = `${((100 * right) / total).toFixed(1)} %`;
    const figure = `${Number.isInteger(right) ? right : right.toFixed(1)} / ${total}`;
    print(`${key.padEnd(20)} ${figure.padStart(13)} ${share.padStart(8)}   ${confusion(evaluation, key)}`.trimEnd());
  }
  print('');
  print(`Dangerous errors: ${dangerous.length}`);
  for (const { case: name, key, expected, found } of dangerous) print(`  ${name} ${key}: ${told(expected, found)}`);
  if (!withFailed) return;
  print('');
  for (const { case: name, key, expected, found } of failed) print(`${name} ${key}: ${told(expected, found)}`);
}

/** `general instead of high (2)`; only for values short enough to be seen at a glance. */
function confusion({ failed }: Evaluation, key: string): string {
  const counts = new Map<string, number>();
  for (const { expected, found } of failed.filter((failure) => failure.key === key)) {
    if ([expected, found].some((value) => Array.isArray(value) || String(value).length > 20)) continue;
    const mistake = `${text(found)} instead of ${text(expected)}`;
    counts.set(mistake, (counts.get(mistake) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most ? `${most[0]}${most[1] > 1 ? ` (${most[1]})` : ''}` : '';
}

function told(expected: unknown, found: unknown): string {
  return `expected ${text(expected)}, found ${text(found)}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
