import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

// Every test opens a desk of its own.
jest.setTimeout(120_000);

let desk: Desk;
let config: string;

afterEach(async () => {
  await desk.close();
  rmSync(config, { recursive: true });
});

async function openWith(rules: string): Promise<void> {
  config = mkdtempSync(join(tmpdir(), 'rules-'));
  cpSync('config', config, { recursive: true });
  writeFileSync(join(config, 'auto-send.yaml'), rules);
  desk = await openDesk({ env: { CONFIG_DIR: config } });
}

async function inquire(): Promise<void> {
  for (const from of ['tom@peakandvale.example', 'a@fjordkante.example', 'b@wanderfreund.example']) {
    await desk.write({
      from,
      subject: 'Bottles',
      text: 'Hello, we want to import your goods to Germany and would like to buy from you. Please contact us. Peak and Vale Ltd',
    });
    await desk.settle();
  }
}

const approvals = () =>
  desk.app.db
    .selectFrom('approvals')
    .select(['id', 'approver', 'status', 'draft_id', 'decision_message_id'])
    .orderBy('id')
    .execute();
const customerMails = () =>
  desk.app.db
    .selectFrom('outgoing')
    .select(['approval_id', 'status'])
    .where('audience', '=', 'customer')
    .orderBy('approval_id')
    .execute();

describe('rules that skip the person', () => {
  it('without a rule nothing goes out that no person has agreed to', async () => {
    await openWith('rules: []\n');
    await inquire();
    expect(await customerMails()).toEqual([]);
    const asked = await approvals();
    expect(asked).toHaveLength(3);
    expect(asked.every(({ approver, status }) => !approver.startsWith('rule:') && status === 'open')).toBe(true);
  });

  it('a rule sends within its limits, on the record, with a copy to the owner; then a person is asked', async () => {
    const templates = '[reply-ask-details, reply-range, reply-technical, reply-quotation, reply-probing, reply-custom]';
    await openWith(
      `rules:\n  - { name: first-word, templates: ${templates}, classes: [high, general, low], maxPerDay: 2, onlyKnownCustomers: false, maxAmount: { amount: '9', currency: USD } }\n`,
    );
    await inquire();
    const drafts = await desk.app.db
      .selectFrom('drafts')
      .select(['template', 'warnings', 'status'])
      .orderBy('id')
      .execute();
    expect(drafts.map(({ template }) => template)).toEqual(Array(3).fill('reply-ask-details'));
    const asked = await approvals();
    expect(asked.map(({ approver, status }) => [approver, status])).toEqual([
      ['rule:first-word', 'approved'],
      ['rule:first-word', 'approved'],
      [salesperson, 'open'],
    ]);
    expect((await customerMails()).map(({ approval_id, status }) => [approval_id, status])).toEqual([
      [asked[0]?.id, 'sent'],
      [asked[1]?.id, 'sent'],
    ]);
    const events = await desk.app.db
      .selectFrom('events')
      .select('detail')
      .where('kind', '=', 'decision_approve')
      .execute();
    expect(events.map(({ detail }) => [detail.by, detail.rule])).toEqual([
      ['rule', 'first-word'],
      ['rule', 'first-word'],
    ]);
    const copies = (await desk.received(salesperson)).filter(({ subject }) => subject.includes('first-word'));
    expect(copies).toHaveLength(2);
    expect(copies[0]?.text).toContain('tom@peakandvale.example');
  });

  it('only to known customers, unless the rule says otherwise', async () => {
    await openWith(
      'rules:\n  - { name: known, templates: [reply-ask-details, reply-range, reply-technical], classes: [high, general, low], maxPerDay: 9 }\n',
    );
    await inquire();
    expect(await customerMails()).toEqual([]);
  });
});
