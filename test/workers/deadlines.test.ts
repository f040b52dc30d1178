/** The owner of a document is warned before it expires, once for each day set. */
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { parseMail } from '../../src/mail/parse.ts';
import { runStage } from '../../workers/run-stage.ts';
import { sweep } from '../../workers/sweep.ts';
import { type Desk, openDesk } from '../support/desk.ts';

const folder = makeTemporaryFolder('deadlines');
const certificate = {
  kind: 'certificate',
  file: 'gone.pdf',
  issuer: 'A laboratory',
  holder: 'Yongkang Brightsteel Drinkware Co., Ltd.',
  issued: '2026-01-01',
};
let desk: Desk;

beforeAll(async () => {
  cpSync('config', folder.path, { recursive: true });
  const documents = [
    {
      id: 'lfgb',
      number: 'L 1',
      certifies: ['LFGB'],
      owner: 'zhao.lan@brightsteel.example',
      expires: '2027-01-22',
      ...certificate,
    },
    { id: 'reach', number: 'R 1', certifies: ['REACH'], expires: '2027-02-15', ...certificate },
    { id: 'over', number: 'O 1', certifies: ['FDA'], expires: '2026-11-01', ...certificate },
    { id: 'open-ended', kind: 'company_profile', file: 'gone.pdf' },
  ];
  writeFileSync(join(folder.path, 'documents.yaml'), stringify({ documents }));
  desk = await openDesk({ parts: [], env: { CONFIG_DIR: folder.path } });
});
afterAll(async () => {
  await desk.close();
  folder.remove();
});

/** Two sweeps in the morning of a day. */
async function warningsOn(day: string): Promise<string[]> {
  desk.clock.moveTo(new Date(`${day}T01:00:00Z`));
  for (const _ of [1, 2]) await runStage(desk.app, sweep, 0);
  const mails = await desk.app.db
    .selectFrom('outgoing')
    .select(['recipient', 'raw'])
    .where('purpose', '=', 'document_expiry')
    .orderBy('id')
    .execute();
  await desk.app.db.updateTable('outgoing').set({ status: 'sent' }).execute();
  return Promise.all(
    mails.map(async ({ recipient, raw }) => {
      const { subject, text } = await parseMail(raw);
      return `${recipient.split('.')[0]}: ${subject} | ${/(\d+)天/.exec(text)?.[1]}`;
    }),
  );
}

describe('documents that expire', () => {
  it('are told of 60 and 30 days before, to the person who renews them, and not again', async () => {
    const first = 'zhao: LFGB L 1 将于2027年1月22日到期 | 60';
    const second = 'chen: REACH R 1 将于2027年2月15日到期 | 58';
    const third = 'zhao: LFGB L 1 将于2027年1月22日到期 | 30';
    expect(await warningsOn('2026-11-22')).toEqual([]);
    expect(await warningsOn('2026-11-23')).toEqual([first]);
    // The desk stood still for some days: it tells how many are left.
    expect(await warningsOn('2026-12-19')).toEqual([first, second]);
    expect(await warningsOn('2026-12-23')).toEqual([first, second, third]);
    // The second warning of the other, late; both are over after that.
    const fourth = 'chen: REACH R 1 将于2027年2月15日到期 | 3';
    expect(await warningsOn('2027-02-12')).toEqual([first, second, third, fourth]);
    expect(await warningsOn('2027-03-01')).toHaveLength(4);
  });
});
