import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApp } from '../../src/app.ts';
import { type Service, startService } from '../../src/cli/service.ts';
import { movableClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import { type MailServer, startMailServer } from '../../src/demo/mail-server.ts';
import { untilQuiet } from '../../src/demo/quiet.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { openLog } from '../../src/log.ts';
import { composeMail } from '../../src/mail/compose.ts';
import { parseMail } from '../../src/mail/parse.ts';
import type { QueueName } from '../../src/queues.ts';
import { createDatabase } from '../support/database.ts';
import { deskAddress, deskEnvironment, morning, salesperson } from '../support/desk.ts';

const root = join(import.meta.dirname, '../..');

/** Between storing and routing, and between saving a stage and queueing the next: every seam of the process. */
const seams: QueueName[] = ['route', 'classify', 'enrich', 'price', 'draft', 'ask-approval', 'send', 'decide'];

describe('a process killed between two stages', () => {
  const folder = makeTemporaryFolder('kill');
  let server: MailServer;
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let env: Record<string, string>;

  beforeAll(async () => {
    server = await startMailServer({
      accounts: [deskAddress, salesperson].map((address) => ({ address, password: 'test' })),
      catchAll: true,
      now: () => morning,
    });
    database = await createDatabase();
    env = deskEnvironment(server, folder.path, { env: { DATABASE_URL: database.url } });
  });

  afterAll(async () => {
    await server.close();
    await database.drop();
    folder.remove();
  });

  it.each(seams)(
    'before it said so to "%s": after a restart the inquiry goes on and nothing happens twice',
    async (seam) => {
      const buyer = `buyer-${seam}@fjordkante-${seam}.example`;
      const approver = startApprover(server, buyer);
      await write(server, buyer, `RFQ ${seam}`);
      await diesBy(env, seam);
      const { service, app, close } = await restart(env, new Date(morning.getTime() + 15 * 60_000));
      try {
        await app.queues.add('sweep', 0);
        await untilQuiet(app, () => server.inbox(deskAddress).length, { limitMs: 30_000, openJobs: false });
        await untilQuiet(app, () => server.inbox(deskAddress).length, { limitMs: 30_000, openJobs: false });
        expect(service.intakes[0]?.state()[0]?.lastError).toBeNull();
        const inquiries = await app.db
          .selectFrom('inquiries')
          .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
          .select(['inquiries.id', 'status'])
          .where('email', '=', buyer)
          .execute();
        expect(inquiries).toEqual([expect.objectContaining({ status: 'following_up' })]);
        expect(server.inbox(buyer)).toHaveLength(1);
        expect(approver.requests()).toBe(1);
        const rows = await app.db.selectFrom('messages').select(['uid', 'status']).execute();
        expect(rows).toHaveLength(server.inbox(deskAddress).length);
        expect(rows.every((row) => row.status === 'done')).toBe(true);
      } finally {
        await close();
        approver.stop();
      }
    },
    60_000,
  );
});

/** Runs the service in a process of its own until it kills itself at the seam. */
function diesBy(env: Record<string, string>, killBefore: QueueName): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = join(root, 'test/support/killed-child.ts');
    const argument = JSON.stringify({ env, killBefore, at: morning.toISOString() });
    const child: ChildProcess = spawn(process.execPath, [script, argument], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const timer = setTimeout(() => child.kill('SIGTERM'), 25_000);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (signal === 'SIGKILL') resolve();
      else reject(new Error(`the child ended with ${code ?? signal} and did not reach "${killBefore}": ${said}`));
    });
  });
}

async function restart(env: Record<string, string>, at: Date) {
  const app = await openApp(loadConfig(env), openLog('silent'), movableClock(at));
  const service: Service = await startService(app, ['intake', 'workers']);
  const close = async () => {
    await service.stop();
    await app.close();
  };
  return { app, service, close };
}

async function write(server: MailServer, from: string, subject: string): Promise<void> {
  const raw = await composeMail({
    from: { name: 'Maike Petersen', address: from },
    to: [{ name: '', address: deskAddress }],
    subject,
    text: 'Please quote 12,000 pcs VB-500 CIF Hamburg, arrival by 15 March 2027, 500 ml, steel 304.\n\nMaike Petersen\nFjordkante GmbH',
    messageId: `<${subject.replace(/\W/g, '')}@test.example>`,
    date: morning,
  });
  server.deliver(deskAddress, raw);
}

/** The salesperson, who agrees to every draft for this buyer the moment he gets it. */
function startApprover(server: MailServer, buyer: string) {
  const subjects = new Set<string>();
  let running = true;
  const onMail = async (address: string, raw: string) => {
    if (!running || address !== salesperson) return;
    const mail = await parseMail(Buffer.from(raw, 'latin1'));
    if (!mail.text.includes(buyer) || subjects.has(mail.subject)) return;
    subjects.add(mail.subject);
    const answer = await composeMail({
      from: { name: 'Chen Wei', address: salesperson },
      to: [{ name: '', address: deskAddress }],
      subject: `Re: ${mail.subject}`,
      text: '同意',
      messageId: `<answer-${subjects.size}-${mail.messageId?.replace(/\W/g, '')}@brightsteel.example>`,
      ...(mail.messageId ? { inReplyTo: mail.messageId } : {}),
      date: morning,
    });
    server.deliver(deskAddress, answer);
  };
  server.onDelivered((address, raw) => void onMail(address, raw));
  return {
    requests: () => subjects.size,
    stop: () => {
      running = false;
    },
  };
}
