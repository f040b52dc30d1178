/** Real servers in temporary folders: starting, adopting, being killed, being root. */
import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { type EmbeddedServer, startEmbedded } from '../../../src/db/embedded.ts';
import { findPackage, preparePrograms } from '../../../src/db/embedded-programs.ts';
import {
  base,
  endAll,
  endChild,
  freshDir,
  IS_ROOT,
  NOBODY,
  NOBODY_CAN_RUN_US,
  parentOf,
  query,
  removeAll,
  reportOf,
  runs,
  shared,
  spawnChild,
  start,
  until,
} from '../../support/embedded-processes.ts';

afterEach(endAll);
afterAll(removeAll);

describe('an ordinary life', () => {
  it('makes the database, keeps its data, and is adopted by a second call', async () => {
    const dataDir = freshDir();
    const first = await start(dataDir);
    expect(first).toMatchObject({ adopted: false, user: 'inquiry_desk', place: join(dataDir, 'postgresql') });
    const wanted = {
      fsync: 'on',
      max_connections: '100',
      shared_buffers: '64MB',
      TimeZone: 'UTC',
      listen_addresses: '',
    };
    for (const [name, value] of Object.entries({ ...wanted, server_encoding: 'UTF8', data_checksums: 'on' })) {
      expect([name, ...(await query(first.host, `show "${name}"`))]).toEqual([name, value]);
    }
    expect(fs.lstatSync(first.host).mode & 0o777).toBe(0o700);
    await query(first.host, "create table kept as select 'Ünï 你好' as text");
    const second = await startEmbedded(dataDir);
    expect(second).toMatchObject({ adopted: true, pid: first.pid, host: first.host });
    await second.stop();
    expect(runs(first.pid)).toBe(true);
    await Promise.all([first.stop(), first.stop()]);
    expect(runs(first.pid)).toBe(false);
    const again = await start(dataDir);
    expect(again.adopted).toBe(false);
    expect(await query(again.host, 'select text from kept')).toEqual(['Ünï 你好']);
  });

  it('is adopted by a second process, which leaves it running', async () => {
    const dataDir = shared;
    const server = await start(dataDir);
    const started = spawnChild(dataDir);
    expect(await reportOf(started)).toMatchObject({ adopted: true, pid: server.pid });
    await endChild(started, 'stop');
    expect(await query(server.host, 'select 1')).toEqual([1]);
  });

  it('is made once when two processes start together', async () => {
    const dataDir = freshDir();
    const children = [spawnChild(dataDir), spawnChild(dataDir)];
    const reports = await Promise.all(children.map(reportOf));
    expect(reports.filter((report) => report.adopted)).toHaveLength(1);
    expect(reports[0]?.pid).toBe(reports[1]?.pid);
    for (const report of reports) expect(await query(report.host, 'select 2')).toEqual([2]);
  });

  it('takes a socket folder elsewhere when the path is too long', async () => {
    const server = await start(join(freshDir(), 'long'.repeat(25)));
    expect(server.host.startsWith(server.place)).toBe(false);
    expect(await query(server.host, 'select 3')).toEqual([3]);
    await server.stop();
    fs.rmSync(server.host, { recursive: true });
  });

  it('stops also when its guard was killed', async () => {
    const server = await start(shared);
    process.kill(parentOf(server.pid), 'SIGKILL');
    await server.stop();
    expect(runs(server.pid)).toBe(false);
  });
});

describe('a killed parent', () => {
  it('takes the server with it, and a restart finds what was committed', async () => {
    const dataDir = freshDir();
    const started = spawnChild(dataDir, { bystander: true });
    const report = await reportOf(started);
    await query(report.host, 'create table counter as select 0 as n');
    started.kill('SIGKILL');
    const ms = await until(() => !runs(report.pid), 2_000);
    process.kill(report.bystander ?? 0, 'SIGKILL');
    expect(ms).toBeLessThan(5_000);
    for (let round = 1; round <= 10; round += 1) {
      const next = spawnChild(dataDir);
      const { host, adopted } = await reportOf(next);
      expect(adopted).toBe(false);
      expect(await query(host, 'update counter set n = n + 1 returning n')).toEqual([round]);
      await endChild(next, 'SIGKILL');
    }
    const last = await start(dataDir);
    expect(await query(last.host, 'select n from counter')).toEqual([10]);
  });

  it('in the middle of making the database leaves nothing that is taken for one', async () => {
    const dataDir = freshDir();
    const started = spawnChild(dataDir);
    const drafts = (): string[] =>
      fs.existsSync(join(dataDir, 'postgresql'))
        ? fs.readdirSync(join(dataDir, 'postgresql')).filter((name) => name.startsWith('cluster.new-'))
        : [];
    await until(() => drafts().some((name) => fs.existsSync(join(dataDir, 'postgresql', name, 'PG_VERSION'))), 5_000);
    await endChild(started, 'SIGKILL');
    expect(fs.existsSync(join(dataDir, 'postgresql/cluster'))).toBe(false);
    fs.mkdirSync(join(dataDir, 'postgresql/cluster.new-old'));
    const server = await start(dataDir);
    expect(await query(server.host, 'select 4')).toEqual([4]);
    expect(drafts()).not.toContain('cluster.new-old');
  });
});

describe('what a dead server left', () => {
  it('is cleared: its process id dead, a zombie, or now another program', async () => {
    const dataDir = shared;
    const { stdout } = spawnSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' });
    const mother = spawn('sh', ['-c', 'true & echo $!; exec sleep 20'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const zombie = Number(
      await createInterface({ input: mother.stdout })
        [Symbol.asyncIterator]()
        .next()
        .then((x) => x.value),
    );
    for (const pid of [Number(stdout), zombie, process.pid]) {
      const server = await start(dataDir);
      const cluster = join(server.place, 'cluster');
      const lines = fs.readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
      await server.stop();
      fs.writeFileSync(join(cluster, 'postmaster.pid'), [pid, ...lines.slice(1)].join('\n'), { mode: 0o600 });
      fs.writeFileSync(join(server.host, '.s.PGSQL.5432.lock'), [pid, ...lines.slice(1)].join('\n'), { mode: 0o600 });
    }
    const last = await start(dataDir);
    expect(last.adopted).toBe(false);
    expect(await query(last.host, 'select 5')).toEqual([5]);
    mother.kill('SIGKILL');
  });

  it('is no hindrance when the server itself was killed', async () => {
    const dataDir = shared;
    const first = await start(dataDir);
    await query(first.host, 'create table killed as select 6 as n');
    process.kill(first.pid, 'SIGKILL');
    const second = await start(dataDir);
    expect(second.adopted).toBe(false);
    expect(await query(second.host, 'select n from killed')).toEqual([6]);
  });
});

describe('troubles told in plain words', () => {
  it('names the missing package', () => {
    expect(() => findPackage('linux', 's390x')).toThrow(/No PostgreSQL for this platform.*DATABASE_URL/);
    expect(() => findPackage('darwin', 'arm64')).toThrow(/No PostgreSQL for this platform.*DATABASE_URL/);
  });

  it('leaves another major version alone, and repeats the last words of a server that did not start', async () => {
    const dataDir = shared;
    const server = await start(dataDir);
    const cluster = join(server.place, 'cluster');
    await server.stop();
    fs.writeFileSync(join(cluster, 'PG_VERSION'), '17\n');
    await expect(startEmbedded(dataDir)).rejects.toThrow(
      /made by PostgreSQL 17, but this service brings PostgreSQL 18/,
    );
    expect(fs.readFileSync(join(cluster, 'PG_VERSION'), 'utf8')).toBe('17\n');
    fs.writeFileSync(join(cluster, 'PG_VERSION'), '18\n');
    const settings = fs.readFileSync(join(cluster, 'postgresql.conf'));
    fs.appendFileSync(join(cluster, 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(startEmbedded(dataDir)).rejects.toThrow(/did not start[\s\S]*no_such_setting/);
    fs.writeFileSync(join(cluster, 'postgresql.conf'), settings);
  });
});

(IS_ROOT ? describe : describe.skip)('as root', () => {
  it('keeps the data under /var/lib when nobody can enter the data folder', async () => {
    const closed = fs.mkdtempSync(join(base, 'root-only-'));
    const dataDir = join(closed, 'data');
    const server = await start(dataDir);
    try {
      expect(server.place).toMatch(/^\/var\/lib\/inquiry-desk\/[0-9a-f]{12}$/);
      expect(fs.realpathSync(join(dataDir, 'postgresql'))).toBe(server.place);
      expect(fs.lstatSync(join(server.place, 'cluster')).uid).not.toBe(0);
      await query(server.host, 'create table kept as select 7 as n');
      await server.stop();
      const again = await start(dataDir);
      expect(await query(again.host, 'select n from kept')).toEqual([7]);
    } finally {
      await endAll();
      fs.rmSync(server.place, { recursive: true });
      if (fs.readdirSync('/var/lib/inquiry-desk').length === 0) fs.rmdirSync('/var/lib/inquiry-desk');
    }
    await expect(startEmbedded(dataDir)).rejects.toThrow(/that folder is gone/);
  });

  it('copies the programs once when nobody can enter node_modules', () => {
    const source = findPackage();
    const closed = join(freshDir(), 'closed');
    const native = join(closed, 'native');
    fs.cpSync(source.native, native, { recursive: true });
    fs.chmodSync(closed, 0o700);
    const parent = join(base, 'programs');
    const copy = preparePrograms({ ...source, native }, NOBODY, ['/dev/null/none', parent]);
    expect(copy).toBe(join(parent, `postgresql-${source.version}`));
    const made = fs.lstatSync(copy).ino;
    expect(preparePrograms({ ...source, native }, NOBODY, [parent])).toBe(copy);
    expect(fs.lstatSync(copy).ino).toBe(made);
    expect(fs.readdirSync(parent)).toHaveLength(1);
  });

  (NOBODY_CAN_RUN_US ? it : it.skip)(
    'leaves the data of an ordinary user his own, and he can start it again',
    async () => {
      const dataDir = freshDir();
      fs.mkdirSync(dataDir);
      fs.chownSync(dataDir, NOBODY.uid, NOBODY.gid);
      for (const round of ['his', 'ours', 'his']) {
        const started = round === 'his' ? spawnChild(dataDir, NOBODY) : undefined;
        const report = started === undefined ? await start(dataDir) : await reportOf(started);
        expect(report).toMatchObject({ adopted: false, place: join(dataDir, 'postgresql') });
        expect(await query(report.host, 'select 8')).toEqual([8]);
        expect(fs.lstatSync(report.place).uid).toBe(NOBODY.uid);
        if (started === undefined) await (report as EmbeddedServer).stop();
        else await endChild(started, 'stop');
      }
    },
  );

  (NOBODY_CAN_RUN_US ? it : it.skip)('tells an ordinary user whose data they are', async () => {
    const dataDir = freshDir();
    await (await start(dataDir)).stop();
    expect((await reportOf(spawnChild(dataDir, NOBODY))).error).toMatch(/belongs to user 0.*chown -R/);
  });
});
