/** Decides where the built-in database keeps its data and its socket, and as which user it runs. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const SOCKET_PATH_LIMIT = 107;
const STATE_FOLDER = '/var/lib/inquiry-desk';
const NOBODY = 65_534;
const OWN_SERVER = 'set DATABASE_URL to a PostgreSQL of your own';

/** The unprivileged user PostgreSQL runs as when this process is root. */
export type Account = { uid: number; gid: number };

/** `folder` holds everything, `cluster` inside it the data; without an account this process's own user is meant. */
export type Place = { folder: string; cluster: string; account: Account | undefined };

/**
 * Finds or makes the folder that holds the database of `dataDir`. As root it is owned by the account it returns, and
 * stands under /var/lib when that account cannot enter `dataDir`; a link `postgresql` in `dataDir` then leads there.
 * Throws an Error in plain words when there is no such folder, or it belongs to somebody else.
 */
export function findPlace(dataDir: string): Place {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new Error(`The data folder ${resolve(dataDir)} cannot be made: ${(error as Error).message}`);
  }
  const home = realpathSync(dataDir);
  const link = join(home, 'postgresql');
  const known = knownFolder(link);
  const account = process.getuid?.() === 0 ? accountFor(known) : undefined;
  const folder = known ?? makeFolder(home, link, account);
  const place = { folder, cluster: join(folder, 'cluster'), account };
  if (account === undefined) refuseForeign(place);
  else if (!canEnter(folder, account)) {
    throw new Error(
      `The database in ${folder} cannot be entered by user ${account.uid}, as whom PostgreSQL runs when this ` +
        'service is started by root. Let others enter the folders above it (chmod o+x), or start the service as an ' +
        'ordinary user.',
    );
  }
  return place;
}

function knownFolder(link: string): string | undefined {
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  try {
    const folder = realpathSync(link);
    if (lstatSync(folder).isDirectory()) return folder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error(
      `The database was kept where ${link} leads to, and that folder is gone. Put it back, or remove the link to ` +
        'start with an empty database.',
    );
  }
  throw new Error(`${link} is neither a folder nor a link to one. Move it away and start again.`);
}

/** Data made by an ordinary user stay his when root starts the service; all other data go to `nobody`. */
function accountFor(known: string | undefined): Account {
  for (const folder of known === undefined ? [] : [join(known, 'cluster'), known]) {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found !== undefined && found.uid !== 0) return { uid: found.uid, gid: found.gid };
  }
  const line = existsSync('/etc/passwd')
    ? /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
    : null;
  return { uid: Number(line?.[1] ?? NOBODY), gid: Number(line?.[2] ?? NOBODY) };
}

function makeFolder(home: string, link: string, account: Account | undefined): string {
  if (account === undefined || canEnter(home, account)) {
    try {
      mkdirSync(link, { recursive: true });
      chmodSync(link, account === undefined ? 0o700 : 0o711);
    } catch (error) {
      throw new Error(
        `The database's folder ${link} cannot be made: ${(error as Error).message}. Give ${home} to the user who ` +
          `starts the service, or ${OWN_SERVER}.`,
      );
    }
    return link;
  }
  const folder = join(STATE_FOLDER, shortHash(home));
  const cannot =
    `PostgreSQL refuses to run as root, and the user it runs as instead cannot enter ${home}. ` +
    `The other place for the data, ${folder}, cannot be used`;
  try {
    for (const needed of [STATE_FOLDER, folder]) makePrivate(needed, 0o711, undefined);
  } catch (error) {
    throw new Error(`${cannot}: ${(error as Error).message}. Start the service as an ordinary user, or ${OWN_SERVER}.`);
  }
  if (!canEnter(folder, account)) throw new Error(`${cannot} either. Start as an ordinary user, or ${OWN_SERVER}.`);
  try {
    symlinkSync(folder, link);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return folder;
}

function canEnter(folder: string, account: Account): boolean {
  // Trying it counts in access lists and security modules, which mode bits do not show.
  const tried = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...account, cwd: '/', stdio: 'ignore' });
  if (tried.error === undefined) return tried.status === 0;
  throw new Error(
    `PostgreSQL refuses to run as root, and this system does not let root act as user ${account.uid} ` +
      `(${tried.error.message}). Start the service as an ordinary user, or ${OWN_SERVER}.`,
  );
}

function refuseForeign(place: Place): void {
  for (const folder of [place.folder, place.cluster]) {
    const found = lstatSync(folder, { throwIfNoEntry: false });
    if (found === undefined || found.uid === process.getuid?.()) continue;
    throw new Error(
      `The database in ${folder} belongs to user ${found.uid}, perhaps because the service was once started by root. ` +
        'Start the service as that user or as root again, or give that folder and all in it to yourself (chown -R).',
    );
  }
}

/** Makes a folder for the server's socket, short enough for the system's limit, open to the server's user only. */
export function prepareSocketDir(place: Place): string {
  const name = `inquiry-desk-${shortHash(place.folder)}`;
  const runtime = place.account === undefined ? process.env.XDG_RUNTIME_DIR : undefined;
  const bases = [runtime, tmpdir(), '/tmp'].filter((base) => base !== undefined && existsSync(base)) as string[];
  const choices = [join(place.folder, 'socket'), ...bases.map((base) => join(base, name))];
  const folder = choices.find((choice) => Buffer.byteLength(`${choice}/.s.PGSQL.5432`) <= SOCKET_PATH_LIMIT);
  if (folder === undefined)
    throw new Error(`No folder for the database's socket has a short enough path: ${choices.join(', ')}`);
  makePrivate(folder, 0o700, place.account);
  return folder;
}

/** Folders that may hold a copy of PostgreSQL's programs, the best first. */
export function programParents(place: Place): string[] {
  const scratch = join(tmpdir(), `inquiry-desk-${process.getuid?.() ?? 0}`);
  return [place.account === undefined ? place.folder : STATE_FOLDER, scratch];
}

/**
 * Makes `folder`, or takes it as it is when it is a real folder of the right owner; sets its mode.
 * Throws when it belongs to somebody else, who could otherwise slip in a socket or a program of his own.
 */
export function makePrivate(folder: string, mode: number, account: Account | undefined): void {
  const mine = process.getuid?.();
  const owner = account?.uid ?? mine;
  let found: Stats | undefined = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) {
    mkdirSync(folder, { recursive: true, mode });
    found = lstatSync(folder);
    if (account !== undefined && found.isDirectory() && found.uid === mine) chownSync(folder, account.uid, account.gid);
    found = lstatSync(folder);
  }
  if (!found.isDirectory() || found.uid !== owner) {
    throw new Error(`${folder} belongs to user ${found.uid} and not to user ${owner}. Act as that user, or remove it.`);
  }
  chmodSync(folder, mode);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
