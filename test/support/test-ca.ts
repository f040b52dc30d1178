/** Makes a certificate authority and server certificates for a test, with openssl, in a temporary folder. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function opensslAvailable(): boolean {
  return spawnSync('openssl', ['version']).status === 0;
}

type TestCertificate = { certFile: string; keyFile: string; cert: string; key: string };
export type TestCa = {
  /** PEM, and the file that holds it. */
  ca: string;
  caFile: string;
  /** A certificate of this authority. @param names as openssl takes them: `DNS:localhost` */
  issue(name: string, names: string, days?: number): TestCertificate;
  close(): void;
};

export function makeTestCa(): TestCa {
  const folder = mkdtempSync(join(tmpdir(), 'desk-ca-'));
  chmodSync(folder, 0o755);
  const path = (name: string) => join(folder, name);
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Test fixture CA');
  return {
    ca: readFileSync(path('ca.pem'), 'utf8'),
    caFile: path('ca.pem'),
    issue(name, names, days = 2) {
      run('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
      writeFileSync(path(`${name}.ext`), `subjectAltName=${names}\n`);
      const by = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', String(days)];
      run('x509', '-req', '-in', `${name}.csr`, ...by, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
      chmodSync(path(`${name}.key`), 0o644);
      const files = { certFile: path(`${name}.pem`), keyFile: path(`${name}.key`) };
      return { ...files, cert: readFileSync(files.certFile, 'utf8'), key: readFileSync(files.keyFile, 'utf8') };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
