import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { type Desk, deskAddress, openDesk, salesperson } from '../support/desk.ts';

const relay = 'hktdcenquiry@sourcing.hktdc.org';
const manager = 'manager';
const folder = makeTemporaryFolder('config');
let desk: Desk;

/** The settings of the demonstration, with a receiving server that proves who has sent a mail. */
beforeAll(async () => {
  const config = join(folder.path, 'config');
  cpSync(join(import.meta.dirname, '../../config'), config, { recursive: true });
  const file = join(config, 'company.yaml');
  const company = readFileSync(file, 'utf8').replace(/^authservIds:.*$/m, '');
  writeFileSync(file, `${company}\nauthservIds: [mx.brightsteel.example]\n`);
  desk = await openDesk({ env: { CONFIG_DIR: config } });
});
afterAll(async () => {
  await desk.close();
  folder.remove();
});

let count = 0;
async function deliver(from: string, subject: string, lines: string[], headers: string[] = []): Promise<void> {
  count += 1;
  const domain = from.split('@')[1];
  const raw = [
    `Authentication-Results: mx.brightsteel.example; dmarc=pass header.from=${domain}`,
    `From: <${from}>`,
    `To: ${deskAddress}`,
    `Subject: ${subject}`,
    `Message-ID: <p${count}@${domain}>`,
    'Precedence: bulk',
    ...headers,
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...lines,
    '',
  ].join('\r\n');
  desk.server.deliver(deskAddress, Buffer.from(raw));
  await desk.settle();
}

const inquiries = () => desk.app.db.selectFrom('inquiries').selectAll().orderBy('id').execute();

describe('a platform that passes answers on by mail', () => {
  it('hands the stated facts on, and its relay gets the approved answer in its own thread', async () => {
    await deliver(relay, 'Enquiry from Roth GmbH - bottles', [
      'Name: Eva Roth',
      'Company: Roth GmbH',
      'Country: 德國',
      'Website: www.roth-shop.example',
      'Quantity: 12,000 pcs',
      'Message: Please quote VB-500 CIF Hamburg.',
    ]);
    const [inquiry] = await inquiries();
    expect(inquiry).toMatchObject({
      channel: 'hktdc',
      status: 'awaiting_approval',
      reply_policy: 'relay_by_mail',
      relay_address: relay,
      reply_limits: { attachments: 4 },
      stated: { name: 'Eva Roth', company: 'Roth GmbH', country: 'DE' },
      contact_facts: { name: 'Eva Roth', company: 'Roth GmbH', country: 'DE', website: 'www.roth-shop.example' },
      background: { emailKind: 'unknown', website: 'www.roth-shop.example', country: 'DE' },
    });
    expect(inquiry?.facts?.items[0]).toMatchObject({ productSku: 'VB-500', quantity: { value: '12000' } });
    const [request] = await desk.received(salesperson);
    expect(request?.text).toContain('Roth GmbH');
    if (!request) throw new Error('no request');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    const [reply] = await desk.received(relay);
    expect(reply?.inReplyTo).toBe('<p1@sourcing.hktdc.org>');
    expect(reply?.subject).toContain('Enquiry from Roth GmbH');
  });

  it('joins what the same buyer writes next', async () => {
    await deliver(relay, 'Enquiry from Roth GmbH', [
      'Name: Eva Roth',
      'Company: Roth GmbH',
      'Country: Germany',
      'Message: What is your lead time for the order?',
    ]);
    const rows = await inquiries();
    expect(rows).toHaveLength(1);
    expect(rows[0]?.feedback).toBe('question');
    const request = (await desk.received(salesperson)).at(-1);
    expect(request?.text).toContain('What is your lead time');
  });

  it('a mail that poses as the platform’s joins nothing', async () => {
    const lines = ['Name: Eva Roth', 'Company: Roth GmbH', 'Country: Germany', 'Message: And your best price?'];
    const forged = ['Authentication-Results: mx.brightsteel.example; dmarc=fail header.from=sourcing.hktdc.org'];
    count += 1;
    const raw = [
      ...forged,
      `From: ${relay}`,
      `To: ${deskAddress}`,
      'Subject: Enquiry from Roth GmbH',
      '',
      ...lines,
      '',
    ];
    desk.server.deliver(deskAddress, Buffer.from(raw.join('\r\n')));
    await desk.settle();
    const message = await desk.app.db
      .selectFrom('messages')
      .selectAll()
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(message.disposition).toBe('suspicious');
    expect(await inquiries()).toHaveLength(1);
    expect(await desk.received(relay)).toHaveLength(1);
  });

  it('a mail beyond what the platform passes on in a day waits until it takes more', async () => {
    const { db, queues } = desk.app;
    const first = await db.selectFrom('outgoing').selectAll().where('recipient', '=', relay).executeTakeFirstOrThrow();
    const limits = JSON.stringify({ dayBytes: first.raw.length + 100 });
    await db.updateTable('inquiries').set({ reply_limits: limits }).where('id', '=', first.inquiry_id).execute();
    const request = (await desk.received(salesperson)).find(({ text }) => text.includes('What is your lead time'));
    if (!request) throw new Error('no request');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    const second = () =>
      db
        .selectFrom('outgoing')
        .selectAll()
        .where('recipient', '=', relay)
        .where('id', '>', first.id)
        .executeTakeFirst();
    const waiting = await second();
    expect(waiting).toMatchObject({ status: 'queued', response: expect.stringContaining('in 24 hours') });
    expect(await desk.received(relay)).toHaveLength(1);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 86_400_000));
    await queues.add('send', waiting?.id ?? 0);
    await desk.settle();
    expect(await second()).toMatchObject({ status: 'sent' });
    expect(await desk.received(relay)).toHaveLength(2);
  });
});

describe('a platform that wants to be answered there', () => {
  it('is shown with the buyer’s words and the page', async () => {
    await deliver('feedback@service.alibaba.com', 'Chen, you have a message from Ahmed Ali!', [
      'Contact name: Ahmed Ali',
      'Company: Nile Homeware',
      'Country: Egypt',
      'Message: We need 5000 pcs VB-500.',
      'View details https://message.alibaba.com/msg/4711',
    ]);
    const mail = (await desk.received(salesperson)).at(-1);
    expect(mail?.text).toContain('https://message.alibaba.com/msg/4711');
    expect(mail?.text).toContain('5000 pcs VB-500');
    expect((await inquiries()).at(-1)).toMatchObject({ status: 'needs_review', stated: { country: 'EG' } });
  });
});

describe('a layout nobody has described', () => {
  it('is an inquiry, and its owner is told once a day how to teach it', async () => {
    const { company } = desk.app.config;
    const owner = company.team.find(({ role }) => role === manager)?.email ?? company.defaultOwner;
    const before = (await desk.received(owner)).length;
    const alarms = async () =>
      (await desk.received(owner)).slice(before).filter(({ text }) => text.includes('channel learn'));
    const lines = ['Customer', 'Eva', 'Wish', 'Please quote 500 pcs VB-500'];
    await deliver('notify@made-in-china.com', 'You have mail', lines);
    await deliver('notify@made-in-china.com', 'You have mail again', lines);
    expect(await alarms()).toHaveLength(1);
    expect((await inquiries()).filter(({ channel }) => channel === 'made_in_china')).toHaveLength(2);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 86_400_000));
    await deliver('notify@made-in-china.com', 'You have mail once more', lines);
    expect(await alarms()).toHaveLength(2);
  });
});
