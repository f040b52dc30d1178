/** Reads the environment and config/ once, checks everything, and hands out one frozen Config; nothing else reads them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import type { z } from 'zod';
import { VocabularyData } from './analyze/vocabulary.ts';
import { Environment, furtherMailboxes, languageModel, mailAccount, trustingOwnCa, webPlace } from './environment.ts';
import { ApprovalSettings } from './model/approval-settings.ts';
import { AutoReplyWords } from './model/auto-reply-words.ts';
import { AutoSendSettings } from './model/auto-send.ts';
import { BouncePhrases } from './model/bounce-phrases.ts';
import { Catalogue } from './model/catalogue.ts';
import { ChannelLayout, type ChannelSettings, ChannelWords } from './model/channel.ts';
import { ClaimWords } from './model/claim-words.ts';
import { Company } from './model/company.ts';
import { DecisionWords } from './model/decision-words.ts';
import { DocumentSettings } from './model/documents.ts';
import { LearningSettings } from './model/edit.ts';
import type { Filing } from './model/filing.ts';
import { FollowUpSettings } from './model/follow-up.ts';
import type { LanguageModel } from './model/language-model.ts';
import type { MailAccount } from './model/mail-account.ts';
import { MailClients } from './model/mail-clients.ts';
import { MailboxSettings } from './model/mailbox-settings.ts';
import { Pricing } from './model/pricing.ts';
import { QuoteWords } from './model/quote-words.ts';
import { ReadingWords } from './model/reading-words.ts';
import { RiskSettings } from './model/risk-settings.ts';
import { SpellingWords } from './model/spelling-words.ts';
import { TriageSettings } from './model/triage-settings.ts';
import type { WebPlace } from './model/web-place.ts';
import { packageRoot } from './package-root.ts';
import { PaperWords } from './prepare/pdf/paper-words.ts';
import { autoSendFaults } from './reply/auto-send.ts';
import { ReplyWords } from './reply/words.ts';
import { readTemplates } from './templates.ts';

/** Every fault found in the settings, each a sentence that says what to change. */
export class ConfigError extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(`The settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

/** The files of config/, each with the schema that checks it. */
const configFiles = {
  company: { file: 'company.yaml', schema: Company },
  autoSend: { file: 'auto-send.yaml', schema: AutoSendSettings },
  catalogue: { file: 'catalogue.yaml', schema: Catalogue },
  pricing: { file: 'pricing.yaml', schema: Pricing },
  quoteWords: { file: 'quote-words.yaml', schema: QuoteWords },
  documents: { file: 'documents.yaml', schema: DocumentSettings },
  triage: { file: 'triage.yaml', schema: TriageSettings },
  followUp: { file: 'follow-up.yaml', schema: FollowUpSettings },
  learning: { file: 'learning.yaml', schema: LearningSettings },
  approvals: { file: 'approvals.yaml', schema: ApprovalSettings },
  decisionWords: { file: 'decision-words.yaml', schema: DecisionWords },
  mailClients: { file: 'mail-clients.yaml', schema: MailClients },
  autoReplyWords: { file: 'auto-reply-words.yaml', schema: AutoReplyWords },
  bouncePhrases: { file: 'bounce-phrases.yaml', schema: BouncePhrases },
  mailboxSettings: { file: 'mailboxes.yaml', schema: MailboxSettings },
  readingWords: { file: 'reading-words.yaml', schema: ReadingWords },
  claimWords: { file: 'claim-words.yaml', schema: ClaimWords },
  spellingWords: { file: 'spelling.yaml', schema: SpellingWords },
  channelWords: { file: 'channel-words.yaml', schema: ChannelWords },
  riskSettings: { file: 'risk.yaml', schema: RiskSettings },
  vocabulary: { file: 'vocabulary.json', schema: VocabularyData },
} as const;

type Business = { [Name in keyof typeof configFiles]: z.infer<(typeof configFiles)[Name]['schema']> };

export type Config = Readonly<
  Business & {
    /** The folder of the settings; the documents library and the logo lie in it. */
    configDir: string;
    logLevel: Environment['LOG_LEVEL'];
    dataDir: string;
    databaseUrl: string | null;
    redisUrl: string | null;
    /** Empty when no mailbox is configured: then nothing is read and what is written waits in the outbox. */
    mailboxes: readonly MailAccount[];
    /** Template source by name and language, e.g. templates['reply-range']['de']. */
    templates: Readonly<Record<string, Readonly<Record<string, string>>>>;
    replyWords: ReplyWords;
    paperWords: PaperWords;
    /** The layouts of config/channels and the words of forms and platforms. */
    channels: ChannelSettings;
    filing: Filing;
    /** Where the numbers for Prometheus are served; null = nowhere. */
    metrics: { host: string; port: number } | null;
    /** Where drafts can be approved by a browser; null = nowhere. */
    web: WebPlace | null;
    /** Null = no language model is asked. */
    languageModel: LanguageModel | null;
  }
>;

/**
 * The whole configuration out of the given environment variables and the folder they name.
 * @throws ConfigError with all faults at once
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = [];
  const environment = check(Environment, blankAsUnset(env), 'environment variable', faults);
  const configDir = resolve(env.CONFIG_DIR || join(packageRoot(), 'config'));
  const business = Object.fromEntries(
    Object.entries(configFiles).map(([name, { file, schema }]) => [name, readChecked(configDir, file, schema, faults)]),
  ) as Partial<Business>;
  const templatesDir = join(packageRoot(), 'templates');
  const replyWords = readChecked(templatesDir, 'words.yaml', ReplyWords, faults);
  const templates = readTemplates(templatesDir, join(configDir, 'templates'), faults);
  const paperWords = readChecked(templatesDir, 'words-paper.yaml', PaperWords, faults);
  const layouts = readLayouts(join(configDir, 'channels'), faults);
  const first = environment ? mailAccount(environment, faults) : null;
  const model = environment ? languageModel(environment, faults) : null;
  const web = environment ? webPlace(environment, faults) : null;
  const further = business.mailboxSettings ? furtherMailboxes(business.mailboxSettings, env, faults) : [];
  const mailboxes = trustingOwnCa([...(first ? [first] : []), ...further], environment ?? {}, faults);
  if (business.company) checkCompany(business.company, mailboxes, faults);
  if (business.catalogue) checkCatalogue(business.catalogue, faults);
  if (business.autoSend) faults.push(...autoSendFaults(business.autoSend.rules, templates));
  if (business.documents && business.catalogue) checkDocuments(business.documents, business.catalogue, faults);
  if (faults.length > 0 || !environment || !replyWords || !paperWords) throw new ConfigError(faults);
  return deepFreeze({
    ...(business as Business),
    configDir,
    logLevel: environment.LOG_LEVEL,
    dataDir: resolve(environment.DATA_DIR),
    databaseUrl: environment.DATABASE_URL ?? null,
    redisUrl: environment.REDIS_URL ?? null,
    mailboxes,
    templates,
    replyWords,
    paperWords,
    channels: { layouts, words: (business as Business).channelWords },
    filing: {
      processed: environment.FILE_PROCESSED ?? null,
      quarantine: environment.FILE_QUARANTINE ?? null,
      notInquiries: environment.FILE_NOT_INQUIRIES ?? null,
    },
    languageModel: model,
    web,
    metrics: environment.METRICS_PORT ? { host: environment.METRICS_HOST, port: environment.METRICS_PORT } : null,
  });
}

/** An empty variable in a .env file means "not set", not an empty value. */
function blankAsUnset(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== ''),
  );
}

function readChecked<Schema extends z.ZodType>(dir: string, file: string, schema: Schema, faults: string[]) {
  const path = join(dir, file);
  let data: unknown;
  try {
    data = load(readFileSync(path, 'utf8'));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    faults.push(missing ? `${path} is missing` : `${path} cannot be read: ${(error as Error).message.split('\n')[0]}`);
    return undefined;
  }
  return check(schema, data, file, faults);
}

/** Every layout of a folder, by file name. */
function readLayouts(dir: string, faults: string[]): ChannelLayout[] {
  const files = existsSync(dir) ? readdirSync(dir).filter((file) => file.endsWith('.yaml')) : [];
  if (files.length === 0) faults.push(`${dir} holds no layouts of forms and platforms`);
  const layouts = files.sort().flatMap((file) => readChecked(dir, file, ChannelLayout, faults) ?? []);
  const ids = layouts.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) faults.push(`${dir}: the id ${twice} is there twice`);
  return layouts;
}

function check<Schema extends z.ZodType>(schema: Schema, data: unknown, source: string, faults: string[]) {
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const where = issue.path.map(String).join('.');
    faults.push(`${source}${where ? ` ${where}` : ''}: ${issue.message}`);
  }
  return undefined;
}

function checkCompany(company: Company, mailboxes: MailAccount[], faults: string[]) {
  const emails = company.team.flatMap((member) => [member.email, ...member.aliases]);
  if (!company.team.some((member) => member.email === company.defaultOwner)) {
    faults.push(`company.yaml defaultOwner: ${company.defaultOwner} is not the e-mail of anyone in team`);
  }
  for (const email of new Set(emails.filter((email, index) => emails.indexOf(email) !== index))) {
    faults.push(`company.yaml team: ${email} is there twice; an address must belong to one person`);
  }
  for (const { name, email, deputy } of company.team) {
    if (deputy === undefined || (deputy !== email && company.team.some((member) => member.email === deputy))) continue;
    faults.push(`company.yaml team: ${deputy}, the deputy of ${name}, is not the e-mail of another team member`);
  }
  for (const { address } of mailboxes.filter((mailbox) => emails.includes(mailbox.address))) {
    faults.push(`company.yaml team: ${address} is the shared mailbox; it cannot be a person who approves`);
  }
}

function checkCatalogue(catalogue: Catalogue, faults: string[]) {
  const categories = new Set(catalogue.categories.map((category) => category.id));
  const seen = new Set<string>();
  for (const product of catalogue.products) {
    if (!categories.has(product.categoryId)) {
      faults.push(`catalogue.yaml product ${product.sku}: there is no category ${product.categoryId}`);
    }
    if (seen.has(product.sku)) faults.push(`catalogue.yaml product ${product.sku} is there twice`);
    seen.add(product.sku);
  }
}

function checkDocuments({ documents }: DocumentSettings, catalogue: Catalogue, faults: string[]) {
  const skus = new Set(
    catalogue.products.flatMap(({ sku, variants }) => [sku, ...variants.map((variant) => variant.sku)]),
  );
  const categories = new Set(catalogue.categories.map((category) => category.id));
  const seen = new Set<string>();
  for (const document of documents) {
    const of = `documents.yaml document ${document.id}`;
    if (seen.has(document.id)) faults.push(`${of} is there twice`);
    seen.add(document.id);
    for (const sku of document.products.filter((sku) => !skus.has(sku)))
      faults.push(`${of}: there is no product ${sku}`);
    for (const id of document.categories.filter((id) => !categories.has(id))) {
      faults.push(`${of}: there is no category ${id}`);
    }
  }
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value) && !(value instanceof Date)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
