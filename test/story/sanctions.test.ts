import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { legalFormsOf, nameKey } from '../../src/background/name-key.ts';
import { replaceList } from '../../src/db/sanctions.ts';
import { readSanctionsList } from '../../src/import/sanctions-list.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

jest.setTimeout(120_000);

const manager = 'zhao.lan@brightsteel.example';
const buyer = 'tom@fjordkante.example';
let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

/** As the command does, on the database the desk has open. */
async function load(name: string): Promise<void> {
  const folder = join(desk.dataDir, 'lists');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'SDN.CSV');
  writeFileSync(path, `36,"${name}",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n`);
  const list = await readSanctionsList(path);
  const forms = legalFormsOf(desk.app.config.readingWords.legalForms);
  async function* keyed() {
    for await (const one of list.names()) yield { ...one, key: nameKey(one.name, one.kind, forms) ?? '' };
  }
  await desk.app.db.transaction().execute((trx) => replaceList(trx, list, keyed(), desk.app.clock.now()));
}

async function inquire(): Promise<void> {
  const text = 'Please quote 12,000 pcs VB-500 CIF Hamburg.\n\nTom Berg\nFjordkante Handel GmbH';
  await desk.write({ from: buyer, subject: 'RFQ', text });
  await desk.settle();
}

const customerMails = () =>
  desk.app.db.selectFrom('outgoing').select(['recipient', 'status']).where('audience', '=', 'customer').execute();
const lastTo = async (address: string) => {
  const mail = (await desk.received(address)).at(-1);
  if (!mail) throw new Error(`nothing for ${address}`);
  return mail;
};

it('a likeness goes to a manager, first of all warnings, and nothing leaves until he rules it out', async () => {
  await load('FJORDKANTE HANDEL LIMITED');
  await inquire();
  expect(await desk.received(salesperson)).toHaveLength(0);
  const request = await lastTo(manager);
  expect(request.text).toMatch(/1\) .*FJORDKANTE HANDEL LIMITED.*US OFAC SDN.*36/);
  await desk.answer(request, manager, '同意');
  await desk.settle();
  expect((await lastTo(manager)).text).toContain('不是同一家');
  expect(await customerMails()).toEqual([]);
  await desk.answer(request, manager, '不是同一家：注册地不同');
  await desk.settle();
  const released = await desk.app.db.selectFrom('sanctions_releases').selectAll().execute();
  expect(released).toMatchObject([{ source: 'ofac_sdn', entry: '36', released_by: manager, reason: '注册地不同' }]);
  const again = await lastTo(salesperson);
  expect(again.text).not.toContain('FJORDKANTE HANDEL LIMITED');
  expect(again.text).toContain('US OFAC SDN');
  await desk.answer(again, salesperson, '同意');
  await desk.settle();
  expect(await customerMails()).toEqual([{ recipient: buyer, status: 'sent' }]);
});

it('a list loaded later still stops what waits, and the draft goes to a manager', async () => {
  await inquire();
  const request = await lastTo(salesperson);
  expect(request.text).toContain('未核对');
  await load('FJORDKANTE HANDEL LIMITED');
  await desk.answer(request, salesperson, '同意');
  await desk.settle();
  expect(await customerMails()).toEqual([]);
  expect((await lastTo(manager)).text).toContain('FJORDKANTE HANDEL LIMITED');
});

it('a follow-up is not written to a name that has been listed meanwhile', async () => {
  await inquire();
  await desk.answer(await lastTo(salesperson), salesperson, '同意');
  await desk.settle();
  await load('FJORDKANTE HANDEL LIMITED');
  const plan = await desk.app.db.selectFrom('follow_ups').select(['id', 'due_at']).executeTakeFirstOrThrow();
  desk.clock.moveTo(new Date(plan.due_at.getTime() + 1000));
  await desk.app.queues.add('follow-up', plan.id);
  await desk.settle();
  const steps = await desk.app.db.selectFrom('follow_ups').select(['status', 'reason']).execute();
  expect(steps).toEqual([{ status: 'cancelled', reason: 'the name is like one on a sanctions list' }]);
});
