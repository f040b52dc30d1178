import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { type Desk, openDesk, salesperson, sendFirstReply } from '../support/desk.ts';

jest.setTimeout(120_000);

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const steps = () =>
  desk.app.db.selectFrom('follow_ups').select(['id', 'template', 'due_at', 'status']).orderBy('id').execute();

/** The step that waits is due, its words are approved and sent. */
async function nextStep(): Promise<void> {
  const due = (await steps()).find(({ status }) => status === 'scheduled');
  if (!due) throw new Error('nothing is planned');
  desk.clock.moveTo(new Date(due.due_at.getTime() + 1000));
  await desk.app.queues.add('follow-up', due.id);
  await desk.settle();
  const request = (await desk.received(salesperson)).at(-1);
  if (!request) throw new Error('no request');
  await desk.answer(request, salesperson, '同意');
  await desk.settle();
}

it('the days of a sequence count from the reply, with two working days between two mails', async () => {
  await sendFirstReply(desk, 'm.petersen@fjordkante.example');
  await nextStep();
  await nextStep();
  await nextStep();
  const days = (await steps()).map(({ template, due_at }) => `${template} ${due_at.toISOString().slice(0, 10)}`);
  // The reply went out on Monday, 23 November 2026: days 1-2, 4, 8 and 15 in Germany.
  expect(days).toEqual([
    'follow-up-h1 2026-11-25',
    'follow-up-h2 2026-11-27',
    'follow-up-h3 2026-12-01',
    'follow-up-h4 2026-12-08',
  ]);
  expect(await desk.received('m.petersen@fjordkante.example')).toHaveLength(4);
});
