/** A whole desk for a test: the real service on a real database, with the in-process mail server around it. */

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { Logger } from 'pino';
import { type App, openApp } from '../../src/app.ts';
import { type Part, type Service, startService } from '../../src/cli/service.ts';
import { type MovableClock, movableClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import { type MailServer, startMailServer, type WriteResults } from '../../src/demo/mail-server.ts';
import { untilQuiet } from '../../src/demo/quiet.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { openLog } from '../../src/log.ts';
import { composeMail } from '../../src/mail/compose.ts';
import { parseMail } from '../../src/mail/parse.ts';
import type { LookUpTxt } from '../../src/mail/txt-records.ts';
import { Company } from '../../src/model/company.ts';
import type { MailMessage } from '../../src/model/message.ts';
import { createDatabase } from './database.ts';

export const deskAddress = 'inquiries@brightsteel.example';
export const salesperson = 'chen.wei@brightsteel.example';
export const morning = new Date('2026-11-23T01:00:00Z');

export type Desk = {
  app: App;
  service: Service;
  server: MailServer;
  clock: MovableClock;
  dataDir: string;
  /** For commands that open the same database. */
  databaseUrl: string | undefined;
  /** Messages that a test has put into the ledger itself: nobody has delivered them. */
  planted: number;
  /** A mail from somebody, straight into the shared mailbox; returns its Message-ID. */
  write(mail: TestMail): Promise<string>;
  /** Waits until all mail written so far is stored and nothing is open. */
  settle(): Promise<void>;
  /** Parsed mails an address has received, oldest first. */
  received(address: string): Promise<MailMessage[]>;
  /** Answers a mail as an ordinary mail program would, quoting it below. */
  answer(mail: MailMessage, from: string, text: string): Promise<string>;
  close(): Promise<void>;
};

type TestMail = {
  from: string;
  subject: string;
  text: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string[];
  headers?: Record<string, string>;
};

export type DeskOptions = {
  /** On the PostgreSQL that comes with the service, as without DATABASE_URL, in place of the one all tests share. */
  embedded?: boolean;
  redisUrl?: string;
  parts?: Part[];
  log?: Logger;
  env?: Record<string, string>;
  /** Default lenient: mail that `write` puts straight into the mailbox has passed no server that could check it. */
  proof?: 'strict' | 'lenient';
  /** Further lines of company.yaml. */
  company?: string;
  /** Changes company.yaml itself. */
  editCompany?: (yaml: string) => string;
  /** What the mail server writes about senders; only mail that comes by SMTP passes it. */
  results?: WriteResults;
  /** What the DNS answers. */
  lookUpTxt?: LookUpTxt;
};

export async function openDesk(options: DeskOptions = {}): Promise<Desk> {
  const folder = makeTemporaryFolder('test');
  const dataDir = folder.path;
  const clock = movableClock(morning);
  const team = teamOf(options.env?.CONFIG_DIR ?? 'config');
  const server = await startMailServer({
    accounts: [deskAddress, ...team].map((address) => ({ address, password: 'test' })),
    catchAll: true,
    now: () => clock.now(),
    ...(options.results ? { results: options.results } : {}),
  });
  const database = options.embedded ? null : await createDatabase();
  const env = { ...(database ? { DATABASE_URL: database.url } : {}), ...options.env };
  const app = await openApp(
    loadConfig(deskEnvironment(server, dataDir, { ...options, env })),
    options.log ?? openLog('silent'),
    clock,
    options.lookUpTxt ?? noRecords,
  );
  const service = await startService(app, options.parts ?? ['intake', 'workers']);
  let written = 0;
  const write = async (mail: TestMail) => {
    written += 1;
    const messageId = mail.messageId ?? `<test-${written}.${process.pid}@${mail.from.split('@')[1]}>`;
    const raw = await composeMail({
      from: { name: mail.from.split('@')[0] ?? '', address: mail.from },
      to: [{ name: '', address: deskAddress }],
      subject: mail.subject,
      text: mail.text,
      messageId,
      date: clock.now(),
      ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo } : {}),
      ...(mail.references ? { references: mail.references } : {}),
      ...(mail.headers ? { headers: mail.headers } : {}),
    });
    server.deliver(deskAddress, raw);
    return messageId;
  };
  const desk: Desk = {
    app,
    service,
    server,
    clock,
    dataDir,
    databaseUrl: database?.url,
    planted: 0,
    write,
    settle: () => untilQuiet(app, () => server.inbox(deskAddress).length + desk.planted),
    received: (address) => Promise.all(server.inbox(address).map((mail) => parseMail(Buffer.from(mail.raw, 'latin1')))),
    answer: (mail, from, text) =>
      write({
        from,
        subject: `Re: ${mail.subject}`,
        text: `${text}\n\nOn ${mail.date} ${mail.from?.name} <${mail.from?.address}> wrote:\n\n${quote(mail.text)}`,
        ...(mail.messageId ? { inReplyTo: mail.messageId, references: [...mail.references, mail.messageId] } : {}),
      }),
    async close() {
      await service.stop();
      await app.close();
      await database?.drop();
      await server.close();
      folder.remove();
    },
  };
  return desk;
}

/** Read by itself, for the mail server has to run before the settings can be read as a whole. */
function teamOf(configDir: string): string[] {
  return Company.parse(load(readFileSync(join(configDir, 'company.yaml'), 'utf8'))).team.map(({ email }) => email);
}

export function deskEnvironment(server: MailServer, dataDir: string, options: DeskOptions): Record<string, string> {
  const { host, port } = server.account(deskAddress).imap;
  const config = join(dataDir, 'config');
  cpSync(options.env?.CONFIG_DIR ?? 'config', config, { recursive: true });
  const company = join(config, 'company.yaml');
  const edited = (options.editCompany ?? ((yaml: string) => yaml))(readFileSync(company, 'utf8'));
  const proven = edited.replace('proof: strict', `proof: ${options.proof ?? 'lenient'}`);
  writeFileSync(company, `${proven}\n${options.company ?? ''}\n`);
  return {
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    MAIL_ADDRESS: deskAddress,
    MAIL_PASSWORD: 'test',
    IMAP_HOST: host,
    IMAP_PORT: String(port),
    IMAP_TLS: 'none',
    SMTP_HOST: server.smtp.host,
    SMTP_PORT: String(server.smtp.port),
    SMTP_TLS: 'none',
    MAIL_START: '2026-11-01',
    POLL_SECONDS: '5',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...options.env,
    CONFIG_DIR: config,
  };
}

/** No test asks the real DNS. */
async function noRecords(name: string): Promise<never> {
  throw Object.assign(new Error(`no TXT record ${name}`), { code: 'ENOTFOUND' });
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}

/** A buyer's first inquiry has come in and the salesperson has agreed to the reply: it has been sent. */
export async function sendFirstReply(desk: Desk, buyer: string): Promise<void> {
  const text = 'Please quote 12,000 pcs VB-500 CIF Hamburg. Fjordkante GmbH';
  await desk.write({ from: buyer, subject: 'RFQ', text });
  await desk.settle();
  const [request] = await desk.received(salesperson);
  if (!request) throw new Error('no request for approval');
  await desk.answer(request, salesperson, '同意');
  await desk.settle();
}
