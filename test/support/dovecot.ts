/** Starts a real Dovecot for a test: unprivileged, on free loopback ports, with its mail in a temporary folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailAccount } from '../../src/model/mail-account.ts';

const DOVECOT = '/usr/sbin/dovecot';
const HOST = '127.0.0.1';

/** True where Dovecot with IMAP and LMTP is installed (Debian: dovecot-imapd, dovecot-lmtpd). */
export function dovecotAvailable(): boolean {
  return existsSync(DOVECOT) && existsSync('/usr/lib/dovecot/imap') && existsSync('/usr/lib/dovecot/lmtp');
}

export type Dovecot = {
  /** An account of this server; every user exists, the password is `secret`. */
  account(user: string, changes?: Partial<MailAccount>): MailAccount;
  /** Delivers by LMTP, as a mail transfer agent does. */
  deliver(user: string, ...raw: (Buffer | string)[]): Promise<void>;
  /** IMAP over TLS, when it has a certificate. */
  imapsPort: number;
  /** The maildir of a user's INBOX. */
  maildir(user: string): string;
  /** Kills the server and all its processes; the mail stays. */
  stop(): Promise<void>;
  /** Starts it again on the same ports. */
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  close(): Promise<void>;
};

export type DovecotOptions = {
  mostConnections?: number;
  /** Then it speaks TLS too, on `imapsPort` and by STARTTLS, and takes no password without. */
  tls?: { certFile: string; keyFile: string };
};

export async function startDovecot(options: DovecotOptions = {}): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'desk-dovecot-'));
  chmodSync(folder, 0o755);
  for (const name of ['run', 'state', 'mail', 'home']) mkdirSync(join(folder, name));
  const [imapPort, lmtpPort, imapsPort] = [await freePort(), await freePort(), await freePort()];
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? 'nobody' : execFileSync('id', ['-un'], { encoding: 'utf8' }).trim();
  const config = join(folder, 'dovecot.conf');
  writeFileSync(config, configText(folder, user, { imapPort, lmtpPort, imapsPort }, options));
  if (isRoot) execFileSync('chown', ['-R', `${user}:${groupOf(user)}`, folder]);

  let child: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const command = [DOVECOT, '-F', '-c', config];
    const identity = isRoot ? ['setpriv', `--reuid=${user}`, `--regid=${groupOf(user)}`, '--clear-groups'] : [];
    const [program = DOVECOT, ...args] = [...identity, ...command];
    // A process group of its own, so that no session outlives the master.
    child = spawn(program, args, { stdio: 'ignore', detached: true });
    await answers(imapPort, () => readLog(folder));
    await answers(lmtpPort, () => readLog(folder));
  };
  const stop = async (): Promise<void> => {
    const stopping = child;
    child = null;
    if (!stopping || stopping.exitCode !== null) return;
    const exited = new Promise<void>((resolve) => stopping.once('exit', () => resolve()));
    stopping.kill('SIGTERM');
    // Time enough to say BYE; it would wait some seconds for its own processes.
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 100))]);
    try {
      if (stopping.pid !== undefined) process.kill(-stopping.pid, 'SIGKILL');
    } catch {
      // nothing was left of it
    }
    await exited;
  };
  await start();

  return {
    account: (name, changes = {}) => ({
      address: `${name}@desk.example`,
      imap: { host: HOST, port: imapPort, tls: 'none', user: name, password: 'secret' },
      smtp: { host: HOST, port: lmtpPort, tls: 'none', user: name, password: 'secret' },
      folders: ['INBOX'],
      sentFolder: null,
      startAt: null,
      pollSeconds: 60,
      ...changes,
    }),
    async deliver(name, ...mails) {
      const connection = { host: HOST, port: lmtpPort, lmtp: true, ignoreTLS: true };
      const transport = createTransport({ ...connection, pool: true, maxConnections: 1, maxMessages: Infinity });
      for (const raw of mails) {
        await transport.sendMail({ envelope: { from: 'buyer@example.org', to: [name] }, raw });
      }
      transport.close();
    },
    imapsPort,
    maildir: (name) => join(folder, 'mail', name),
    stop,
    start,
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function configText(
  folder: string,
  user: string,
  ports: { imapPort: number; lmtpPort: number; imapsPort: number },
  { mostConnections = 50, tls }: DovecotOptions,
): string {
  const special = (name: string) => `  mailbox ${name} {\n    special_use = \\${name}\n    auto = create\n  }`;
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap lmtp
listen = ${HOST}
default_internal_user = ${user}
default_internal_group = ${groupOf(user)}
default_login_user = ${user}
${tls ? `ssl = required\nssl_cert = <${tls.certFile}\nssl_key = <${tls.keyFile}` : 'ssl = no'}
disable_plaintext_auth = ${tls ? 'yes' : 'no'}
auth_mechanisms = plain login
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
mail_max_userip_connections = ${mostConnections}
mail_fsync = never
shutdown_clients = yes
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${idOf(user)} gid=${idOf(user, '-g')} home=${folder}/home/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  separator = /
${['Sent', 'Drafts', 'Junk'].map(special).join('\n')}
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${ports.imapPort}
  }
  inet_listener imaps {
    port = ${tls ? ports.imapsPort : 0}
    ssl = yes
  }
}
service stats {
  chroot =
}
service lmtp {
  inet_listener lmtp {
    address = ${HOST}
    port = ${ports.lmtpPort}
  }
}
`;
}

function idOf(user: string, flag = '-u'): string {
  return execFileSync('id', [flag, user], { encoding: 'utf8' }).trim();
}

function groupOf(user: string): string {
  return execFileSync('id', ['-gn', user], { encoding: 'utf8' }).trim();
}

function readLog(folder: string): string {
  const path = join(folder, 'dovecot.log');
  return existsSync(path) ? readFileSync(path, 'utf8').slice(-2000) : '';
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, HOST, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Waits until something listens on the port, ten seconds at most. */
async function answers(port: number, why: () => string): Promise<void> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, HOST);
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('close', () => socket.destroy());
      socket.once('connect', () => socket.end());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`dovecot does not answer on port ${port}: ${why()}`);
}
