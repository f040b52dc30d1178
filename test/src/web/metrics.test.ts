import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type MetricsServer, startMetrics } from '../../../src/web/metrics.ts';
import { type Desk, deskAddress, openDesk } from '../../support/desk.ts';

let desk: Desk;
let metrics: MetricsServer;

beforeAll(async () => {
  desk = await openDesk();
  await desk.write({ from: 'buyer@fjordkante.example', subject: 'RFQ', text: '12,000 pcs VB-500 CIF Hamburg' });
  await desk.settle();
  metrics = await startMetrics(desk.app.db, () => desk.app.queues.depths(), '127.0.0.1', 0);
});
afterAll(async () => {
  await metrics.close();
  await desk.close();
});

const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${metrics.port}${path}`, init);

describe('metrics', () => {
  it('tell when each mailbox was last read and last received something, and where everything stands', async () => {
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    const place = `mailbox="${deskAddress}",folder="INBOX"`;
    expect(text).toMatch(new RegExp(`inquiry_desk_last_poll_timestamp_seconds\\{${place}\\} 17\\d{8}`));
    expect(text).toMatch(new RegExp(`inquiry_desk_last_message_timestamp_seconds\\{${place}\\} 17\\d{8}`));
    expect(text).toContain(`inquiry_desk_folder_failing{${place}} 0`);
    expect(text).toContain('inquiry_desk_messages{disposition="inquiry"} 1');
    expect(text).toContain('inquiry_desk_inquiries{status="awaiting_approval"} 1');
    expect(text).toContain('inquiry_desk_waiting{what="approval"} 1');
    expect(text).not.toContain('buyer@');
  });

  it.each([
    ['/health', 'GET', 200],
    ['/elsewhere', 'GET', 404],
    ['/metrics', 'POST', 405],
  ])('%s by %s answers %d', async (path, method, status) => {
    expect((await get(path, { method })).status).toBe(status);
  });
});
