/** A folder that is gone afterwards, for a database that nobody keeps. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Others may enter it: started by root, PostgreSQL runs as another user, who keeps its own folder in it to itself. */
export function makeTemporaryFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `inquiry-desk-${name}-`));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
