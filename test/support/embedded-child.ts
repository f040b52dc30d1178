/** A process of its own that starts the built-in database, says so in a line of JSON, stops it when stdin ends. */
import { spawn } from 'node:child_process';
import { startEmbedded } from '../../src/db/embedded.ts';

const [dataDir, withBystander] = process.argv.slice(2);
const begin = performance.now();
try {
  const server = await startEmbedded(dataDir ?? '');
  const ms = Math.round(performance.now() - begin);
  // A child born after the guard must not keep the guard's pipe open when this process is killed.
  const bystander = withBystander ? spawn('sleep', ['20'], { detached: true, stdio: 'ignore' }).pid : undefined;
  const { host, pid, adopted, place } = server;
  process.stdout.write(`${JSON.stringify({ host, pid, adopted, place, ms, bystander })}\n`);
  process.stdin.resume().once('end', () => {
    void server.stop().then(() => process.exit(0));
  });
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
  process.exit(1);
}
