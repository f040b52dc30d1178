import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listQuarantine, releaseMessage } from '../../src/db/quarantine.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

describe('quarantine', () => {
  it('holds back what is suspicious and tells nobody outside', async () => {
    await desk.write({
      from: 'orders@globalbuyer.example',
      subject: 'New Purchase Order',
      text: '12,000 pcs VB-500. Pay the registration fee and the notary fee; our agent will collect, refund the difference.',
    });
    await desk.settle();
    const [held, ...others] = await listQuarantine(desk.app.db);
    expect(others).toEqual([]);
    expect(held).toMatchObject({ from: 'orders@globalbuyer.example', subject: 'New Purchase Order' });
    expect(held?.score).toBeGreaterThanOrEqual(50);
    expect(held?.reasons.length).toBeGreaterThan(0);
    expect(await desk.received(salesperson)).toEqual([]);
  });

  it('releases a message by a person’s word: it is routed as if it were harmless', async () => {
    const [held] = await listQuarantine(desk.app.db);
    expect(await releaseMessage(desk.app.db, Number(held?.id), desk.clock.now())).toBe(true);
    await desk.app.queues.add('route', Number(held?.id));
    await desk.settle();
    expect(await listQuarantine(desk.app.db)).toEqual([]);
    expect((await desk.received(salesperson)).at(0)?.text).toContain('orders@globalbuyer.example');
    expect(await releaseMessage(desk.app.db, Number(held?.id), desk.clock.now())).toBe(false);
  });
});
