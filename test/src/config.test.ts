import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '../../src/config.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';

const shipped = join(import.meta.dirname, '../../config');
const folder = makeTemporaryFolder('config');
afterAll(() => folder.remove());

const mailbox = {
  MAIL_ADDRESS: 'Inquiries@Brightsteel.example',
  MAIL_PASSWORD: 'secret',
  IMAP_HOST: 'imap.example.com',
  SMTP_HOST: 'smtp.example.com',
};

function faultsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

function changed(file: string, change: (text: string) => string): Record<string, string> {
  const dir = join(folder.path, `${file}-${Math.trunc(performance.now() * 1000)}`);
  cpSync(shipped, dir, { recursive: true });
  writeFileSync(join(dir, file), change(readFileSync(join(dir, file), 'utf8')));
  return { CONFIG_DIR: dir };
}

describe('loadConfig', () => {
  it('works with nothing set, without a mailbox', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ mailboxes: [], databaseUrl: null, redisUrl: null, logLevel: 'info' });
    expect(config.dataDir).toMatch(/\/data$/);
    expect(Object.isFrozen(config.catalogue.products[0])).toBe(true);
  });

  it('reads a mailbox with sane defaults', () => {
    expect(loadConfig(mailbox).mailboxes[0]).toEqual({
      address: 'inquiries@brightsteel.example',
      imap: {
        host: 'imap.example.com',
        port: 993,
        tls: 'implicit',
        user: 'inquiries@brightsteel.example',
        password: 'secret',
      },
      smtp: {
        host: 'smtp.example.com',
        port: 465,
        tls: 'implicit',
        user: 'inquiries@brightsteel.example',
        password: 'secret',
      },
      folders: ['INBOX'],
      sentFolder: null,
      startAt: null,
      pollSeconds: 60,
      plusAddressing: false,
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ ...mailbox, IMAP_PORT: '', SENT_FOLDER: ' ', REDIS_URL: '' }).mailboxes[0]?.imap.port).toBe(
      993,
    );
  });

  it('lists every fault at once, in plain words', () => {
    const faults = faultsOf({
      MAIL_ADDRESS: 'nobody',
      IMAP_PORT: 'many',
      DATABASE_URL: 'mysql://localhost',
      REDIS_URL: 'localhost',
      MAIL_START: 'soon',
      LOG_LEVEL: 'loud',
    });
    expect(faults).toEqual([
      'environment variable LOG_LEVEL: must be trace, debug, info, warn, error or silent',
      'environment variable DATABASE_URL: must look like postgresql://user:password@host:5432/database',
      'environment variable REDIS_URL: must look like redis://host:6379',
      'environment variable MAIL_ADDRESS: must be the e-mail address of the shared mailbox',
      'environment variable IMAP_PORT: must be a port number, for example 993',
      'environment variable MAIL_START: must be a date such as 2026-11-23',
    ]);
  });

  it.each([
    [
      'half a mailbox',
      { MAIL_ADDRESS: 'a@b.example', IMAP_HOST: 'h' },
      /half configured: MAIL_PASSWORD, SMTP_HOST must be set too/,
    ],
    [
      'a password in the clear',
      { ...mailbox, SMTP_TLS: 'none' },
      /SMTP_TLS: none would send the password unprotected to smtp.example.com/,
    ],
    [
      'a shared mailbox that approves',
      { ...mailbox, MAIL_ADDRESS: 'chen.wei@brightsteel.example' },
      /cannot be a person who approves/,
    ],
    ['an authority that is not there', { ...mailbox, MAIL_CA_FILE: '/nowhere.pem' }, /MAIL_CA_FILE: .* is missing/],
    [
      'an authority that is none',
      { ...mailbox, MAIL_CA_FILE: join(shipped, 'company.yaml') },
      /MAIL_CA_FILE: .* no certificate/,
    ],
    ['a folder that is not there', { CONFIG_DIR: '/nowhere' }, /^\/nowhere\/company\.yaml is missing$/],
  ])('refuses %s', (_, env, fault) => {
    expect(faultsOf(env)).toContainEqual(expect.stringMatching(fault));
  });

  it('reads further mailboxes, with their passwords out of the environment', () => {
    const yaml = [
      'mailboxes:',
      '  - address: Export@brightsteel.example',
      '    passwordVariable: EXPORT_PASSWORD',
      '    imap: { host: imap.example.com }',
      '    smtp: { host: smtp.example.com, port: 587, tls: starttls }',
      '    folders: [INBOX, Junk]',
    ].join('\n');
    const env = changed('mailboxes.yaml', () => yaml);
    expect(faultsOf(env)).toEqual([
      'mailboxes.yaml export@brightsteel.example: the environment variable EXPORT_PASSWORD is not set',
    ]);
    const { mailboxes } = loadConfig({ ...env, ...mailbox, EXPORT_PASSWORD: 'p' });
    expect(mailboxes.map((account) => account.address)).toEqual([
      'inquiries@brightsteel.example',
      'export@brightsteel.example',
    ]);
    expect(mailboxes[1]).toMatchObject({
      imap: { port: 993, password: 'p' },
      smtp: { port: 587 },
      folders: ['INBOX', 'Junk'],
    });
  });

  it('allows a server without encryption on this machine', () => {
    expect(
      faultsOf({ ...mailbox, IMAP_HOST: '127.0.0.1', IMAP_TLS: 'none', SMTP_HOST: 'localhost', SMTP_TLS: 'none' }),
    ).toEqual([]);
  });

  it.each([
    [
      'company.yaml',
      (text: string) => text.replace('defaultOwner: chen.wei', 'defaultOwner: nobody'),
      /not the e-mail of anyone in team/,
    ],
    [
      'company.yaml',
      (text: string) => text.replace('emma.roth@', 'chen.wei@'),
      /chen\.wei@brightsteel\.example is there twice/,
    ],
    ['company.yaml', (text: string) => `${text}\n  - : [`, /company\.yaml cannot be read/],
    ['catalogue.yaml', (text: string) => text.replace('sku: VB-350', 'sku: VB-500'), /VB-500 is there twice/],
    [
      'catalogue.yaml',
      (text: string) => text.replace(/categoryId: .*/, 'categoryId: nonsense'),
      /there is no category nonsense/,
    ],
    ['pricing.yaml', (text: string) => text.replace(/^margin: .*/m, "margin: 'plenty'"), /pricing\.yaml margin/],
  ])('refuses a fault in %s', (file, change, fault) => {
    expect(faultsOf(changed(file, change))).toContainEqual(expect.stringMatching(fault));
  });

  it('serves the approval page only when told where and under which address', () => {
    const place = { WEB_PORT: '8080', WEB_PUBLIC_URL: 'https://desk.example.com/desk/?x#y' };
    expect(loadConfig({}).web).toBeNull();
    expect(loadConfig(place).web).toEqual({
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'https://desk.example.com/desk',
    });
    expect(faultsOf({ WEB_PORT: '8080' })[0]).toContain('WEB_PUBLIC_URL must be set together');
    expect(faultsOf({ ...place, WEB_PUBLIC_URL: 'javascript:alert(1)' })[0]).toContain('WEB_PUBLIC_URL');
  });

  it('wants proof of answers and sends nothing by rule as shipped', () => {
    const { company, autoSend } = loadConfig({});
    expect(company.answers?.proof).toBe('strict');
    expect(autoSend.rules).toEqual([]);
  });
});
