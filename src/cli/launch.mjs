#!/usr/bin/env node
// Starts the program on a machine that has only git, an older Node and npm: installs what is missing, then runs the
// pinned Node 24. Plain JavaScript, because the Node that starts it may know no TypeScript.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const neededMajor = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Where Node keeps what it has compiled, so that the next start is quicker; a folder that cannot be written is no fault. */
const compiled = join(root, 'node_modules', '.cache', 'inquiry-desk');
const isCheckout = existsSync(join(root, 'src', 'main.ts'));

if (isCheckout) installWhatIsMissing();

const [first, second, ...others] = process.argv.slice(2);
const args =
  first === '--run'
    ? [join(root, 'node_modules', second, 'bin', `${second}.js`), ...others]
    : [join(root, isCheckout ? 'src/main.ts' : 'dist/src/main.js'), ...process.argv.slice(2)];
await start(args);

/** Runs `npm install` in a checkout whose node_modules is missing or older than package.json. */
function installWhatIsMissing() {
  const stamp = join(root, 'node_modules', '.inquiry-desk-installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted()) return;
  console.error('Installing what is missing (the first time takes about a minute) …');
  const npm = spawnSync('npm', ['install', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (npm.status !== 0) {
    console.error('npm install did not succeed; its message is above. Then try again.');
    process.exit(1);
  }
  writeFileSync(stamp, wanted());
}

function wanted() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package.json')))
    .digest('hex');
}

async function start([script, ...rest]) {
  if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
    nodeModule.enableCompileCache?.(compiled);
    process.argv.splice(1, process.argv.length, script, ...rest);
    await import(pathToFileURL(script).href);
    return;
  }
  const node = join(root, 'node_modules', '.bin', 'node');
  if (!existsSync(node)) {
    console.error(`Node ${neededMajor} or newer is needed; this is Node ${process.versions.node}. https://nodejs.org`);
    process.exit(1);
  }
  // The channel tells the child when this process dies without a word, so that nothing is left running.
  const child = spawn(node, [script, ...rest], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  process.on('SIGINT', () => {}); // the terminal sends it to the child too; it ends first
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal === 'SIGINT' ? 2 : 15);
    if (child.connected) child.disconnect();
  });
}
