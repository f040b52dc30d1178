/** Command demo: the whole desk on this machine with a mail server of its own, playing some days by itself. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApp } from '../app.ts';
import { movableClock } from '../clock.ts';
import { type Config, loadConfig } from '../config.ts';
import { closingLine, countFigures, customersOf, type Figures, wrongFigures } from '../demo/figures.ts';
import { type MailServer, startMailServer } from '../demo/mail-server.ts';
import { columns } from '../demo/progress.ts';
import { openScreen } from '../demo/screen.ts';
import { playStory, storyBegins } from '../demo/story.ts';
import { makeTemporaryFolder } from '../demo/temporary-folder.ts';
import { openLog } from '../log.ts';
import { startService } from './service.ts';
import { untilStopped } from './until-stopped.ts';

/**
 * What the sample mails must give on any machine. Messages: 10 samples, 1 customer's answer, and 17 answers of the team
 * (8 first drafts, 1 asked back, 1 draft for the customer's answer, 7 reminders). One draft is rejected.
 */
const expected: Figures = {
  messages: 28,
  inquiries: 8,
  drafts: 16,
  approved: 15,
  repliesSent: 8,
  reminders: 7,
  lost: 0,
};

const desk = 'inquiries@brightsteel.example';
/** The demo's mail server says who was logged in when a mail was handed to it; nothing else proves an answer there. */
const authservId = 'mail.demo.invalid';

/** @returns 0 when every figure is what the sample mails must give, else 1 */
export async function demo(options: { exit?: boolean; plain?: boolean }): Promise<number> {
  const folder = makeTemporaryFolder('demo');
  const screen = openScreen(process.stdout, columns, options.plain === true);
  const clock = movableClock(storyBegins);
  screen.say('Inquiry Desk, a demonstration: starting a database and a mail server of its own on this machine …');
  const people = loadConfig({}).company.team.map((member) => member.email);
  const server = await startMailServer({
    accounts: [desk, ...people].map((address) => ({ address, password: 'demo' })),
    catchAll: true,
    results: ({ login }) => `${authservId}; ${login ? `auth=pass smtp.auth=${login}` : 'none'}`,
    now: () => clock.now(),
  });
  const app = await openApp(demoConfig(folder.path, server), openLog('error', 'stderr'), clock);
  const service = await startService(app, ['intake', 'workers']);
  const stop = async () => {
    await service.stop();
    await app.close();
    await server.close();
    folder.remove();
  };
  try {
    await playStory({ app, clock, server, service, desk, screen });
    const figures = await countFigures(app, server, desk);
    const wrong = wrongFigures(figures, expected);
    for (const fault of wrong) screen.say(`wrong figure: ${fault}`);
    if (!options.exit) await letLook(server, folder.path, [desk, ...people], await customersOf(app), screen.say);
    screen.say(closingLine(figures));
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await stop();
  }
}

function demoConfig(folder: string, server: MailServer): Config {
  const { host, port } = server.account(desk).imap;
  const config = loadConfig({
    LOG_LEVEL: 'error',
    DATA_DIR: folder,
    MAIL_ADDRESS: desk,
    MAIL_PASSWORD: 'demo',
    IMAP_HOST: host,
    IMAP_PORT: String(port),
    IMAP_TLS: 'none',
    SMTP_HOST: server.smtp.host,
    SMTP_PORT: String(server.smtp.port),
    SMTP_TLS: 'none',
    MAIL_START: storyBegins.toISOString(),
    POLL_SECONDS: '30',
  });
  return {
    ...config,
    company: { ...config.company, authservIds: [authservId] },
    followUp: { ...config.followUp, sequences: firstAndLast(config.followUp.sequences) },
  };
}

/** Everybody is asked once in the story: steps between would come before others have been asked at all. */
function firstAndLast(sequences: Config['followUp']['sequences']): Config['followUp']['sequences'] {
  const ends = <Step>(steps: readonly Step[]) => steps.filter((_, index) => index === 0 || index === steps.length - 1);
  return { high: ends(sequences.high), general: ends(sequences.general), low: ends(sequences.low) };
}

/** Stays up so that a person can look at the mails, as files and over IMAP. */
async function letLook(
  server: MailServer,
  folder: string,
  accounts: string[],
  customers: string[],
  say: (line: string) => void,
): Promise<void> {
  const mails = join(folder, 'mails');
  for (const address of [...accounts, ...customers]) {
    mkdirSync(join(mails, address), { recursive: true, mode: 0o755 });
    for (const mail of server.inbox(address)) {
      writeFileSync(join(mails, address, `${String(mail.uid).padStart(3, '0')}.eml`), mail.raw, 'latin1');
    }
  }
  say(`\nAll mails as files, one folder for each mailbox: ${mails}`);
  say('Or point a mail program at these mailboxes (no encryption, password "demo"):');
  for (const address of accounts) say(`  ${address}: IMAP 127.0.0.1 port ${server.account(address).imap.port}`);
  say(`  sending: SMTP 127.0.0.1 port ${server.smtp.port}. A mail to ${desk} starts a new inquiry.`);
  say('Ctrl-C ends the demonstration and removes its data.\n');
  await untilStopped();
}
