import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseMail } from '../../../src/mail/parse.ts';
import { readMail } from '../../../src/mail/read-mail.ts';
import { readInThread } from '../../../src/mail/reading-thread.ts';

const source = join(import.meta.dirname, '..', '..', '..', 'src', 'mail');
const large = Buffer.from(`Subject: large\r\nX: \xe9\r\n\r\n${'bolts and nuts\n'.repeat(20_000)}`, 'latin1');
/** Takes some hundred milliseconds. */
const heavy = Buffer.from(`Subject: heavy\r\nContent-Type: text/html\r\n\r\n${'<table><tr><td>'.repeat(60_000)}`);

describe('a mail read in a thread', () => {
  it('is the same mail', async () => {
    expect(JSON.stringify(await parseMail(large))).toBe(JSON.stringify(await readMail(large)));
  });

  it('leaves the bytes to the caller', async () => {
    const copy = Buffer.from(large);
    await parseMail(copy);
    expect(copy.equals(large)).toBe(true);
  });

  it('is given up when it takes too long, and the others are read', async () => {
    const others = Array.from({ length: 8 }, () => parseMail(large));
    await expect(readInThread('mail', heavy, 1)).rejects.toThrow('the mail could not be read in 1 ms');
    expect((await Promise.all(others)).map(({ subject }) => subject)).toEqual(Array(8).fill('large'));
    expect((await parseMail(heavy)).subject).toBe('heavy');
  });

  it('is read in its beginning when all of it takes too long', async () => {
    const mail = await parseMail(Buffer.from(`Subject: heavy\r\n\r\n${'bolts\r\n'.repeat(1_000_000)}`), 1);
    expect(mail).toMatchObject({ subject: 'heavy', limits: ['rest'] });
    expect(mail.text.startsWith('bolts\nbolts')).toBe(true);
  });

  it('does not keep the process alive', () => {
    const script = `
      import { parseMail } from ${JSON.stringify(join(source, 'parse.ts'))};
      const mail = await parseMail(Buffer.from('Subject: large\\r\\n\\r\\n' + 'x '.repeat(100000)));
      console.log(mail.subject);`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      timeout: 15_000,
    });
    expect(output.trim()).toBe('large');
  });
});
