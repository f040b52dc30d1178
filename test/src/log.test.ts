import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { logOptions } from '../../src/log.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

let desk: Desk;
const lines: string[] = [];

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  desk = await openDesk({ log: pino(logOptions('debug'), sink) });
});
afterAll(async () => {
  await desk.close();
});

describe('the log', () => {
  it('holds ids and outcomes of a whole inquiry, but no address, name, subject or word of it', async () => {
    const text =
      'Zanzibar calling: 12,000 pcs VB-500 CIF Hamburg by 15 March 2027, please.\n\nIngrid Quistgaard\nFjordkante GmbH';
    await desk.write({ from: 'ingrid.quistgaard@fjordkante.example', subject: 'Wondrous bottles', text });
    await desk.settle();
    const [request] = await desk.received(salesperson);
    if (!request) throw new Error('no request');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    const log = lines.join('');
    expect(log).toContain('"stage":"send"');
    expect(log).not.toMatch(/quistgaard|fjordkante|wondrous|zanzibar|chen\.wei|12,000|5\.57/i);
  });

  it('hides secrets wherever they stand in an object', () => {
    lines.length = 0;
    desk.app.log.info(
      { password: 'p1', imap: { password: 'p2' }, login: { smtp: { password: 'p3', token: 't' } } },
      'x',
    );
    expect(lines.join('')).toContain('[hidden]');
    expect(lines.join('')).not.toMatch(/"p[123]"|"t"/);
  });
});
