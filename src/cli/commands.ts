/** The commands of inquiry-desk, their options and help. */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { ConfigError } from '../config.ts';
import { audit } from './audit.ts';
import { channelLearn } from './channel-learn.ts';
import { check } from './check.ts';
import { demo } from './demo.ts';
import { evaluate } from './evaluate.ts';
import { importTable } from './import.ts';
import { importSanctions } from './import-sanctions.ts';
import { quarantine } from './quarantine.ts';
import { addQuoteCommand } from './quote-command.ts';
import { type Part, parts } from './service.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { addTemplatesCommand } from './templates.ts';

type Env = Record<string, string | undefined>;

/**
 * Runs one command.
 * @returns the exit status: 0 fine, 1 a fault (said in plain words on standard error), 2 a wrong command line
 */
export async function runCommand(args: string[], env: Env): Promise<number> {
  let exitStatus = 0;
  const run = async (action: Promise<number>) => {
    exitStatus = await action;
  };
  const program = new Command('inquiry-desk')
    .description('Reads export inquiries from a mailbox, drafts the replies, has them approved by e-mail, follows up.')
    .exitOverride()
    .showHelpAfterError('(inquiry-desk --help shows the commands)');
  program
    .command('start')
    .description('run the service until it is told to stop (Ctrl-C or SIGTERM)')
    .option('--only <parts>', `run only some of: ${parts.join(',')}`, readParts)
    .action((options: { only?: Part[] }) => run(start(env, options.only)));
  program
    .command('check')
    .description('check the settings and every connection; lists all faults at once')
    .option('--json', 'print one JSON object')
    .option('--plus-address', 'send one mail to name+code@… of each mailbox and wait a minute for it')
    .action((options: { json?: boolean; plusAddress?: boolean }) => run(check(env, options)));
  program
    .command('status')
    .description('show where every inquiry stands, what waits and what went wrong')
    .option('--json', 'print one JSON object')
    .action((options: { json?: boolean }) => run(status(env, options)));
  program
    .command('audit')
    .description('prove that every mail of the mailbox is in the ledger and handled; ends with 1 on any difference')
    .option('--repair', 'fetch what is missing and set in motion what has stopped')
    .option('--json', 'print one JSON object')
    .action((options: { repair?: boolean; json?: boolean }) => run(audit(env, options)));
  program
    .command('quarantine')
    .description('list the mails held back as suspicious, or release one')
    .option('--release <message>', 'number of the message to release', readNumber)
    .option('--json', 'print JSON')
    .action((options: { release?: number; json?: boolean }) =>
      run(quarantine(env, { ...options, release: options.release ?? null })),
    );
  program
    .command('channel')
    .description('forms and platforms')
    .command('learn')
    .description('propose a layout file for config/channels from one example notification')
    .argument('<file>', 'the notification as an .eml file')
    .action((example: string) => run(channelLearn(example, env)));
  program
    .command('import')
    .description(
      'take a table of goods, costs, freight or exchange rates into the settings, or sanctions lists into the database; shows first what would change',
    )
    .argument('<kind>', 'catalogue, costs, freight, rates or sanctions')
    .argument('<file>', 'a .csv or .xlsx file with a heading (config/import-columns.yaml); a list or a folder of lists')
    .option('--apply', 'write it, when every row can be imported')
    .option('--json', 'print one JSON object')
    .action((kind: string, file: string, options: { apply?: boolean; json?: boolean }) =>
      run(
        kind === 'sanctions' ? importSanctions(file, env, options, new Date()) : importTable(kind, file, env, options),
      ),
    );
  program
    .command('evaluate')
    .description('show how well the desk reads a folder of labelled mails; ends with 1 on an error that would do harm')
    .argument('<dir>', 'NAME.eml with NAME.json beside it, and tenant.json (docs/evaluating.md)')
    .option('--failed', 'list every key that was read wrong')
    .option('--json', 'print one JSON object')
    .action((dir: string, options: { failed?: boolean; json?: boolean }) => run(evaluate(dir, env, options)));
  addQuoteCommand(program, run, env);
  addTemplatesCommand(program, run, env);
  program
    .command('demo')
    .description('play a week of the desk on this machine, with a mail server of its own')
    .option('--exit', 'end when the story is told, with status 1 if a figure is not what it must be')
    .option('--plain', 'plain lines instead of a table')
    .action((options: { exit?: boolean; plain?: boolean }) => run(demo(options)));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitStatus;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    console.error(error instanceof ConfigError ? error.message : `inquiry-desk: ${(error as Error).message}`);
    if (env.LOG_LEVEL === 'debug' || env.LOG_LEVEL === 'trace') console.error(error);
    return 1;
  }
}

function readNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError(`"${text}" is not a number.`);
  return Number(text);
}

function readParts(text: string): Part[] {
  const wanted = text.split(',').map((part) => part.trim());
  for (const part of wanted) {
    if (!(parts as readonly string[]).includes(part)) {
      throw new InvalidArgumentError(`"${part}" is not one of ${parts.join(', ')}.`);
    }
  }
  return wanted as Part[];
}
