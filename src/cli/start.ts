/** Command start: runs the service until a signal, then drains and stops. */
import { openApp } from '../app.ts';
import { loadConfig } from '../config.ts';
import { approvalPages } from '../desk/approve-by-page.ts';
import { openLog } from '../log.ts';
import { startMetrics } from '../web/metrics.ts';
import { servePages } from '../web/serve-pages.ts';
import { type Part, parts, startService } from './service.ts';
import { untilStopped } from './until-stopped.ts';

/** After this the service ends even when a job does not: nothing is lost by it, the sweep finds the row again. */
const drainMs = 30_000;

export async function start(env: Record<string, string | undefined>, only: Part[] = [...parts]): Promise<number> {
  const config = loadConfig(env);
  // From here on a signal ends the service cleanly, however far it has come.
  const stopped = untilStopped();
  const log = openLog(config.logLevel);
  const app = await openApp(config, log);
  const service = await startService(app, only);
  const { metrics: place } = config;
  const metrics = place && (await startMetrics(app.db, () => app.queues.depths(), place.host, place.port));
  const { web: page, templates } = config;
  const pages = page && (await servePages(page, approvalPages(app), templates, () => app.clock.now()));
  log.info({ parts: only, database: app.databasePlace, queues: config.redisUrl ? 'Redis' : 'PostgreSQL' }, 'started');
  const reason = await stopped;
  log.info({ reason }, 'stopping: jobs under way are finished first');
  const timer = setTimeout(() => {
    log.error('could not stop in time; ending at once');
    process.exit(1);
  }, drainMs);
  await metrics?.close();
  await pages?.close();
  await service.stop();
  await app.close();
  clearTimeout(timer);
  log.info('stopped');
  return 0;
}
