// A whole service in a process of its own that kills itself (SIGKILL) right before it would queue the next stage.
// Arguments: JSON of { env, killBefore: the queue whose job is never said, at: ISO instant of the clock, parts }.
// Without killBefore it runs until it is killed from outside.
import { openApp } from '../../src/app.ts';
import { type Part, startService } from '../../src/cli/service.ts';
import { movableClock } from '../../src/clock.ts';
import { loadConfig } from '../../src/config.ts';
import { openLog } from '../../src/log.ts';
import type { QueueName } from '../../src/queues.ts';

const { env, killBefore, at, parts } = JSON.parse(process.argv[2] ?? '{}') as {
  env: Record<string, string>;
  killBefore?: QueueName;
  at: string;
  parts?: Part[];
};
const app = await openApp(loadConfig(env), openLog('silent'), movableClock(new Date(at)));
const queues = { ...app.queues };
app.queues.add = async (queue, id) => {
  if (queue === killBefore) process.kill(process.pid, 'SIGKILL');
  await queues.add(queue, id);
};
await startService(app, parts ?? ['intake', 'workers']);
