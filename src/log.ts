/** The log: pino lines with ids and counts. Addresses, subjects and bodies are written at trace level only. */
import { type Logger, type LoggerOptions, pino } from 'pino';

/** Wherever one of these turns up in a logged object its value is replaced. */
const secrets = ['password', 'pass', 'token', 'authorization', 'auth', 'secret', 'apiKey', 'connectionString'];

export function logOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  };
}

export function openLog(level: string, destination: 'stdout' | 'stderr' = 'stdout'): Logger {
  return pino(logOptions(level), pino.destination({ dest: destination === 'stdout' ? 1 : 2, sync: true }));
}
