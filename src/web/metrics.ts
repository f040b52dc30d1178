/** The numbers of the desk for Prometheus, read from the database when they are asked for. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gauge, Registry } from 'prom-client';
import type { Db } from '../db/connect.ts';
import { readStanding } from '../db/standing.ts';

export type MetricsServer = { port: number; close(): Promise<void> };

/**
 * Serves `GET /metrics` (Prometheus text format) and `GET /health` (200 while the database answers).
 * @param port 0 = any free port
 */
export async function startMetrics(
  db: Db,
  depths: () => Promise<Record<string, number>>,
  host: string,
  port: number,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    const answer = async () => {
      if (request.method !== 'GET') return { status: 405, type: 'text/plain', body: 'only GET\n' };
      if (request.url === '/health') {
        await db.selectFrom('leases').select('name').limit(1).execute();
        return { status: 200, type: 'text/plain', body: 'ok\n' };
      }
      if (request.url !== '/metrics') return { status: 404, type: 'text/plain', body: 'see /metrics and /health\n' };
      const registry = await readMetrics(db, depths);
      return { status: 200, type: registry.contentType, body: await registry.metrics() };
    };
    answer()
      .catch(() => ({ status: 503, type: 'text/plain', body: 'the database does not answer\n' }))
      .then(({ status, type, body }) => response.writeHead(status, { 'content-type': type }).end(body))
      .catch(() => response.destroy());
  });
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

async function readMetrics(db: Db, depths: () => Promise<Record<string, number>>): Promise<Registry> {
  const [standing, queues] = await Promise.all([readStanding(db), depths()]);
  const registry = new Registry();
  const gauge = (name: string, help: string, label: string, values: Record<string, number>) => {
    const metric = new Gauge({ name: `inquiry_desk_${name}`, help, labelNames: [label], registers: [registry] });
    for (const [key, value] of Object.entries(values)) metric.set({ [label]: key }, value);
  };
  gauge('messages', 'Messages in the ledger', 'disposition', standing.messages);
  gauge('inquiries', 'Inquiries', 'status', standing.inquiries);
  gauge('outgoing', 'Mails in the outbox', 'status', standing.outgoing);
  gauge('follow_ups', 'Follow-ups', 'status', standing.followUps);
  gauge('queue_jobs', 'Jobs waiting or under way', 'queue', queues);
  gauge('waiting', 'What waits for a person', 'what', {
    approval: standing.waiting.length,
    problem: standing.problems.length,
  });
  const labels = ['mailbox', 'folder'] as const;
  const place = (name: string, help: string) =>
    new Gauge({ name: `inquiry_desk_${name}`, help, labelNames: labels, registers: [registry] });
  const lastPoll = place('last_poll_timestamp_seconds', 'Last successful look into the folder');
  const lastMessage = place('last_message_timestamp_seconds', 'Arrival of the newest mail seen in the folder');
  const failing = place('folder_failing', '1 while the folder cannot be read');
  for (const { mailbox, folder, lastPollAt, lastMessageAt, error } of standing.folders) {
    if (lastPollAt) lastPoll.set({ mailbox, folder }, lastPollAt.getTime() / 1000);
    if (lastMessageAt) lastMessage.set({ mailbox, folder }, lastMessageAt.getTime() / 1000);
    failing.set({ mailbox, folder }, error ? 1 : 0);
  }
  return registry;
}
