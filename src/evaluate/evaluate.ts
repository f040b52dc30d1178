/** Scores the reading of a folder of labelled mails: what is right, what would do harm, what it costs. */
import type { Vocabulary } from '../analyze/vocabulary.ts';
import type { Config } from '../config.ts';
import type { MailMessage } from '../model/message.ts';
import { isOurs } from '../receive/find-customer.ts';
import { belongsTo } from '../receive/organisation.ts';
import type { LabelledCase } from './cases.ts';
import type { Found } from './labels.ts';
import { type Reader, readCase } from './read-case.ts';
import { compareCase, type DangerousError, dangerousErrors } from './score.ts';
import { assortmentOf, companyOf, type Tenant } from './tenant.ts';

type FailedKey = { case: string; key: string; expected: unknown; found: unknown };
type KeyScore = { right: number; total: number };
export type Evaluation = {
  messages: number;
  /** `right` counts a list by the share of it that is right (F1). */
  keys: Record<string, KeyScore>;
  dangerous: DangerousError[];
  failed: FailedKey[];
  /** Processor time for one message, after warm-up. */
  cpuMsPerMessage: number;
};

/** Mails read before the clock runs: the first ones build word trees and load data. */
const WARM_UP = 300;

/** Reads every case with the words of `config` and the goods and people of `tenant`, and compares. */
export async function evaluate(
  { tenant, cases }: { tenant: Tenant; cases: LabelledCase[] },
  { config, vocabulary }: { config: Config; vocabulary: Vocabulary },
  progress: (done: number) => void = () => {},
  warmUp = WARM_UP,
): Promise<Evaluation> {
  const assortment = assortmentOf(tenant);
  const readOne = ({ raw, labels }: LabelledCase) => {
    const company = companyOf(tenant, zoneOf(labels.received));
    const reader = { config, vocabulary, company, assortment, mailbox: tenant.mailbox };
    return readCase(raw, new Date(labels.received), labels.draftText ?? '', reader).then((read) => ({
      reader,
      ...read,
    }));
  };
  for (let at = 0; at < warmUp && cases.length > 0; at += 1) await readOne(cases[at % cases.length] as LabelledCase);
  const result: Evaluation = { messages: cases.length, keys: {}, dangerous: [], failed: [], cpuMsPerMessage: 0 };
  let cpuMicroseconds = 0;
  for (const [index, one] of cases.entries()) {
    const before = process.cpuUsage();
    const { mail, found, reader } = await readOne(one);
    const { user, system } = process.cpuUsage(before);
    cpuMicroseconds += user + system;
    score(result, one, found, (address) => isForeign(address, mail, found, reader));
    progress(index + 1);
  }
  result.cpuMsPerMessage = Math.round(cpuMicroseconds / cases.length / 10) / 100;
  return result;
}

function score(result: Evaluation, { name, labels }: LabelledCase, found: Found, foreign: (a: string) => boolean) {
  for (const { key, share, expected, found: value } of compareCase(labels, found)) {
    result.keys[key] ??= { right: 0, total: 0 };
    const score = result.keys[key];
    score.right += share;
    score.total += 1;
    if (share < 1 && !key.startsWith('items.')) result.failed.push({ case: name, key, expected, found: value });
  }
  result.dangerous.push(...dangerousErrors(name, labels, found, foreign));
}

/** Ours, a platform's or a form's, and the sender's own where he only passes a buyer's words on. */
function isForeign(address: string, mail: MailMessage, found: Found, reader: Reader): boolean {
  const { company, mailbox, config } = reader;
  const { mailClients: clients, channels } = config;
  const machines = [...clients.platformDomains, ...clients.formDomains];
  const platforms = channels.layouts.flatMap(({ domains }) => domains);
  const passedOn = found.forwardedBy !== null || found.channel !== 'email';
  return (
    isOurs(address, { mailboxAddress: mailbox, company, clients }) ||
    belongsTo(address, [...machines, ...platforms]) ||
    (passedOn && address === mail.from?.address)
  );
}

/** The offset of the label's time is the seller's: `+08:00` becomes `UTC+08:00`. */
function zoneOf(received: string): string {
  return `UTC${/[+-]\d\d:\d\d$/.exec(received)?.[0] ?? '+00:00'}`;
}
