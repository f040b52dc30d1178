import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { approvalPages } from '../../src/desk/approve-by-page.ts';
import { makeFormToken } from '../../src/reply/approval-token.ts';
import { servePages, type WebServer } from '../../src/web/serve-pages.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

// The page stands behind a proxy that serves it below a path; the requests come from this machine.

const publicUrl = 'https://desk.brightsteel.example/sales/desk';
const buyer = 'm.petersen@fjordkante.example';

let desk: Desk;
let web: WebServer;
let base: string;
let link: string;
let secret: string;

const get = (path: string, init: RequestInit = {}) => fetch(`${base}${path}`, { redirect: 'manual', ...init });
const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  get(path, { method: 'POST', body: new URLSearchParams(form), headers });
const formOf = (page: string) => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
const approve = (form: string) => ({ decision: 'approve', form, read: 'yes' });

async function standing() {
  await desk.settle();
  const { db } = desk.app;
  const approvals = await db.selectFrom('approvals').select(['status', 'decided_at']).orderBy('id').execute();
  return { approvals, sent: (await desk.received(buyer)).length };
}

async function askFor(subject: string): Promise<string> {
  await desk.write({ from: buyer, subject, text: 'Please quote 12,000 pcs VB-500 CIF Hamburg. Fjordkante GmbH' });
  await desk.settle();
  const request = (await desk.received(salesperson)).at(-1);
  return /https:\/\/\S+/.exec(request?.text ?? '')?.[0] ?? '';
}

beforeAll(async () => {
  desk = await openDesk({ env: { WEB_PORT: '8080', WEB_PUBLIC_URL: `${publicUrl}/` } });
  const { app } = desk;
  const place = { host: '127.0.0.1', port: 0, publicUrl };
  web = await servePages(place, approvalPages(app), app.config.templates, () => app.clock.now());
  base = `http://127.0.0.1:${web.port}`;
  link = await askFor('RFQ');
  secret = link.split('/').at(-1) ?? '';
}, 120_000);

afterAll(async () => {
  await web.close();
  await desk.close();
});

describe('looking changes nothing', () => {
  it('the mail holds an address below the public one, which shows the draft', async () => {
    expect(link).toMatch(/^https:\/\/desk\.brightsteel\.example\/sales\/desk\/approve\/[\w-]{43}$/);
    // Whether the proxy passes its own path on or not.
    for (const path of [`/approve/${secret}`, `/sales/desk/approve/${secret}`]) {
      const response = await get(path);
      expect(response.status).toBe(200);
      const page = await response.text();
      expect(page).toContain('Re: RFQ');
      expect(page).toContain('USD 5.57');
      expect(page).toContain(buyer);
      expect(page).not.toMatch(/<script|onclick|http-equiv|<form[^>]*action|margin floor/i);
    }
  });

  it('no scanner, prefetcher or robot that looks at it decides anything', async () => {
    const before = await standing();
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']) {
      await get(`/approve/${secret}`, { method, headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch' } });
    }
    await get(`/approve/${secret}?decision=approve&read=yes`);
    await get(`/approve/${secret}?form=${makeFormToken(secret, 1)}&decision=approve&read=yes`);
    expect(await standing()).toEqual(before);
  });

  it('tells browsers to keep, frame, send on and index nothing', async () => {
    const { headers } = await get(`/approve/${secret}`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toContain('noindex');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('set-cookie')).toBeNull();
  });
});

describe('a decision needs the form of the page', () => {
  const refusals: [string, (form: string) => Promise<Response>][] = [
    ['no form at all', () => get(`/approve/${secret}`, { method: 'POST' })],
    ['no token', () => post(`/approve/${secret}`, { decision: 'approve', read: 'yes' })],
    ['a wrong token', () => post(`/approve/${secret}`, approve('A'.repeat(43)))],
    ['the secret instead of the token', () => post(`/approve/${secret}`, approve(secret))],
    ['the token of another version', () => post(`/approve/${secret}`, approve(makeFormToken(secret, 2)))],
    ['a button pressed without a tick', (form) => post(`/approve/${secret}`, { decision: 'approve', form })],
    ['another site', (form) => post(`/approve/${secret}`, approve(form), { 'sec-fetch-site': 'cross-site' })],
    ['another site of ours', (form) => post(`/approve/${secret}`, approve(form), { 'sec-fetch-site': 'same-site' })],
    ['a foreign origin', (form) => post(`/approve/${secret}`, approve(form), { origin: 'https://evil.example' })],
    ['an unknown decision', (form) => post(`/approve/${secret}`, { ...approve(form), decision: 'send' })],
    [
      'fields that are there twice',
      (form) =>
        get(`/approve/${secret}`, {
          method: 'POST',
          body: new URLSearchParams([
            ['decision', 'approve'],
            ['form', form],
            ['form', form],
            ['read', 'yes'],
          ]),
        }),
    ],
  ];

  it.each(refusals)('%s sends nothing', async (_, send) => {
    const before = await standing();
    const form = formOf(await (await get(`/approve/${secret}`)).text());
    expect(form).toHaveLength(43);
    const response = await send(form);
    expect(response.status).toBe(403);
    expect(await standing()).toEqual(before);
    const last = await desk.app.db.selectFrom('events').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
    expect(last).toMatchObject({ kind: 'decision_refused', detail: { by: 'page' } });
  });

  it.each<[string, number, () => Promise<Response>]>([
    [
      'JSON',
      415,
      () =>
        get(`/approve/${secret}`, {
          method: 'POST',
          body: '{"decision":"approve"}',
          headers: { 'content-type': 'application/json; x' },
        }),
    ],
    ['too much of it', 413, () => post(`/approve/${secret}`, { ...approve('x'), reason: 'x'.repeat(70_000) })],
  ])('%s is not even read', async (_, status, send) => {
    const before = await standing();
    const response = await send();
    expect([status, 403]).toContain(response.status);
    expect(await standing()).toEqual(before);
  });
});

describe('a decision on the page', () => {
  it('sends the draft once, on the record as made on the page', async () => {
    const form = formOf(await (await get(`/approve/${secret}`)).text());
    // A browser that sends no referrer sends `Origin: null`.
    const own = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    const answers = await Promise.all([1, 2, 3].map(() => post(`/sales/desk/approve/${secret}`, approve(form), own)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await standing()).sent).toBe(1);
    const approval = await desk.app.db.selectFrom('approvals').selectAll().executeTakeFirstOrThrow();
    expect(approval).toMatchObject({ status: 'approved', approver: salesperson, decision_message_id: null });
    const events = await desk.app.db.selectFrom('events').selectAll().where('kind', '=', 'decision_approve').execute();
    expect(events.map(({ detail }) => detail)).toEqual([{ approvalId: approval.id, decision: 'approve', by: 'page' }]);
    expect(await (await get(`/approve/${secret}`)).text()).toContain('草稿已批准');
  });

  it('is what an answer by mail finds, too', async () => {
    const [request] = await desk.received(salesperson);
    if (!request) throw new Error('no request');
    await desk.answer(request, salesperson, '同意');
    expect((await standing()).sent).toBe(1);
  });

  it('rejects with the reason; a draft that the customer has overtaken is closed', async () => {
    const other = (await askFor('Another RFQ, VB-750')).split('/').at(-1) ?? '';
    expect(other).not.toBe(secret);
    const form = formOf(await (await get(`/approve/${other}`)).text());
    // The form of one page does not fit another.
    expect((await post(`/approve/${other}`, approve(makeFormToken(secret, 1)))).status).toBe(403);
    await post(`/approve/${other}`, { decision: 'reject', form, reason: 'too\r\nlate <b>' });
    const last = await desk.app.db.selectFrom('approvals').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
    expect(last).toMatchObject({ status: 'rejected', reason: 'too late <b>' });
    expect((await standing()).sent).toBe(1);
    expect((await post(`/approve/${other}`, approve(form))).status).toBe(200);
    expect((await standing()).sent).toBe(1);
  });

  it('comes too late when the request is too old', async () => {
    const old = (await askFor('Third RFQ, VB-350')).split('/').at(-1) ?? '';
    const form = formOf(await (await get(`/approve/${old}`)).text());
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 20 * 86_400_000));
    await post(`/approve/${old}`, approve(form));
    expect(await desk.received(buyer)).toHaveLength(1);
    expect(await (await get(`/approve/${old}`)).text()).toMatch(/已过期|有效期/);
  });
});

describe('an address that does not exist', () => {
  it('looks the same whatever is wrong with it, and cannot be tried for long', async () => {
    const paths = [
      '/',
      '/approve/',
      `/approve/${'A'.repeat(43)}`,
      '/approve/x',
      '/approve/..%2f..%2fetc',
      '/metrics',
      `/approve/${secret}/x`,
    ];
    const answers = await Promise.all(paths.map((path) => get(path)));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]));
    expect(new Set(bodies).size).toBe(1);
    expect((await post(`/approve/${'A'.repeat(43)}`, approve('x'))).status).toBe(404);
    for (let tries = 0; tries < 20; tries += 1) await get(`/approve/${'B'.repeat(42)}${tries % 10}`);
    expect((await get(`/approve/${'C'.repeat(43)}`)).status).toBe(429);
    expect((await get(`/approve/${secret}`)).status).toBe(429);
    // Somebody else behind the proxy is not locked out by it.
    expect((await get(`/approve/${secret}`, { headers: { 'x-forwarded-for': '192.0.2.7' } })).status).toBe(200);
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 11 * 60_000));
    expect((await get(`/approve/${secret}`)).status).toBe(200);
  });
});
