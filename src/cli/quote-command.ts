/** The options of the command quote, each checked before anything is calculated. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { Incoterm, Unit } from '../model/inquiry.ts';
import { TransportMode } from '../model/transport.ts';
import { type QuoteOptions, quote } from './quote.ts';

type Env = Record<string, string | undefined>;

/** Adds the command; `run` takes the exit status. */
export function addQuoteCommand(program: Command, run: (action: Promise<number>) => Promise<void>, env: Env): void {
  program
    .command('quote')
    .description('calculate a price and show how it comes about; needs no database')
    .requiredOption('--product <number>', 'product number; repeat it for several products', collect)
    .option('--quantity <amount>', 'quantity of the product before it, e.g. 12000, "500 cartons"', collectQuantity)
    .addOption(new Option('--incoterm <rule>', 'rule of Incoterms 2020').choices(Incoterm.options).argParser(upper))
    .option('--place <name>', 'named place or port of the rule, or its UN/LOCODE')
    .option(
      '--country <code>',
      'country of the place, two letters',
      readPattern(/^[A-Z]{2}$/, 'a country of two letters'),
    )
    .addOption(new Option('--mode <mode>', 'how the goods travel').choices(TransportMode.options))
    .option('--currency <code>', 'currency of the price', readPattern(/^[A-Z]{3}$/, 'a currency of three letters'))
    .option('--unit-price <amount>', 'a price to calculate back from', readDecimal)
    .option('--discount <percent>', 'discount on the goods price besides the tier, e.g. 5', readDecimal)
    .option('--commission <percent>', "agent's commission, e.g. 3", readDecimal)
    .option('--credit-days <days>', 'days of credit on open account', readDays(0, 365))
    .option('--lead-time <days>', 'lead time to promise instead of the catalogue', readDays(1, 730))
    .option('--validity <days>', 'days the price stays open', readDays(1, 365))
    .option('--date <day>', 'calculate as on this day, e.g. 2026-11-23', readPattern(/^\d{4}-\d\d-\d\d$/, 'a day'))
    .addOption(new Option('--language <code>', 'language of the table; LANG decides otherwise').choices(['en', 'zh']))
    .option('--json', 'print one JSON object')
    .option('--pdf <file>', 'write the quotation as a PDF besides')
    .option('--pdf-language <code>', 'language of the PDF, e.g. de; English otherwise')
    .action((options: QuoteOptions) => run(quote(env, options)));
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

type Quantity = NonNullable<QuoteOptions['quantity']>[number];

function collectQuantity(text: string, before: Quantity[] = []): Quantity[] {
  const match = /^(\d{1,12}(?:\.\d{1,6})?) {0,3}(?:x|×)? {0,3}([A-Za-z0-9]{0,10})$/.exec(text.trim());
  const unit = match?.[2] === '' ? null : Unit.safeParse(match?.[2]).data;
  if (!match?.[1] || unit === undefined) {
    throw new InvalidArgumentError(
      `"${text}" is not a quantity like 12000 or "500 cartons" (${Unit.options.join(', ')}).`,
    );
  }
  return [...before, { amount: match[1], unit }];
}

function upper(text: string): string {
  const rule = Incoterm.safeParse(text.toUpperCase()).data;
  if (!rule) throw new InvalidArgumentError(`"${text}" is not one of ${Incoterm.options.join(', ')}.`);
  return rule;
}

function readPattern(pattern: RegExp, what: string): (text: string) => string {
  return (text) => {
    const found = text.toUpperCase();
    if (!pattern.test(found)) throw new InvalidArgumentError(`"${text}" is not ${what}.`);
    return found;
  };
}

function readDecimal(text: string): string {
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError(`"${text}" is not a number like 5.40.`);
  return text;
}

function readDays(least: number, most: number): (text: string) => number {
  return (text) => {
    const days = /^\d{1,4}$/.test(text) ? Number(text) : -1;
    if (days < least || days > most) throw new InvalidArgumentError(`"${text}" is not between ${least} and ${most}.`);
    return days;
  };
}
