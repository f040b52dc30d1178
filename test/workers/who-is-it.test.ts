import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

describe('a forward that does not show its sender', () => {
  it('asks the forwarder, and writes to nobody else', async () => {
    await desk.write({
      from: salesperson,
      subject: 'FW: price',
      text: '请跟进\n\nWe need 5,000 pcs VB-500 CIF Hamburg. Best, Karl',
    });
    await desk.settle();
    const [question, ...others] = await desk.received(salesperson);
    expect(others).toEqual([]);
    expect(question?.subject).toContain('这封询盘是谁发的');
    expect(await desk.app.db.selectFrom('inquiries').select('id').execute()).toEqual([]);
  });

  it('asks again when the answer names nobody', async () => {
    const [question] = await desk.received(salesperson);
    if (!question) throw new Error('no question');
    await desk.answer(question, salesperson, '不知道');
    await desk.settle();
    expect(await desk.app.db.selectFrom('inquiries').select('id').execute()).toEqual([]);
  });

  it('takes nobody else’s word for it', async () => {
    const [question] = await desk.received(salesperson);
    if (!question) throw new Error('no question');
    await desk.answer(question, 'stranger@elsewhere.example', 'karl@wanderfreund.example');
    await desk.settle();
    const contacts = await desk.app.db.selectFrom('contacts').select('email').execute();
    expect(contacts.map((contact) => contact.email)).not.toContain('karl@wanderfreund.example');
  });

  it('opens the inquiry with the address he answers', async () => {
    const [question] = await desk.received(salesperson);
    if (!question) throw new Error('no question');
    await desk.answer(question, salesperson, 'Karl@wanderfreund.example\n\n陈伟');
    await desk.settle();
    const inquiry = await desk.app.db
      .selectFrom('inquiries')
      .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
      .select(['email', 'status', 'owner', 'forwarded_by', 'text'])
      .where('email', '=', 'karl@wanderfreund.example')
      .executeTakeFirstOrThrow();
    expect(inquiry).toMatchObject({ status: 'awaiting_approval', owner: salesperson, forwarded_by: salesperson });
    expect(inquiry.text).toContain('5,000 pcs VB-500');
    expect((await desk.received(salesperson)).at(-1)?.text).toContain('karl@wanderfreund.example');
  });
});
