/** Says how long to wait before the next attempt to reach a mail server. */
import type { Trouble } from './login-failure.ts';

/**
 * After `failures` in a row, counted from 1: 1, 2, 4 … 60 times `unit` milliseconds; when user or password are refused
 * 1 … 10 minutes (with the usual unit), for some servers lock out who tries too often; when the server has too much of
 * us 1 … 15 minutes.
 */
export function retryDelay(trouble: Trouble, failures: number, unit: number): number {
  const doubled = 2 ** Math.min(failures - 1, 10);
  if (trouble === 'login') return Math.min(doubled * 60, 600) * unit;
  if (trouble === 'limit') return Math.min(doubled * 60, 900) * unit;
  return Math.min(doubled, 60) * unit;
}
