/** Serves the approval page: looking changes nothing, a decision needs the form of the page itself. */

import type { AddressInfo } from 'node:net';
import formbody from '@fastify/formbody';
import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import { z } from 'zod';
import type { WebPlace } from '../model/web-place.ts';
import type { Templates } from '../reply/render.ts';
import { type ApprovalPages, type ClosedPage, type PageForm, pagePath, type WaitingPage } from './pages.ts';
import { NOT_FOUND, renderPage, styleHash } from './render-page.ts';
import { countWrongAddresses } from './wrong-addresses.ts';

export type WebServer = { port: number; close(): Promise<void> };

const MOST_BYTES = 64 * 1024;
const SECRET = /^[\w-]{22,100}$/;
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': `default-src 'none'; style-src '${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'content-type': 'text/html; charset=utf-8',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow, noarchive',
} as const;

const Form = z.object({
  decision: z.enum(['approve', 'reject']),
  form: z.string().max(200),
  read: z.literal('yes').optional(),
  reason: z.string().max(2000).default(''),
});

/**
 * @param place `port` 0 = any free one. A proxy may serve it below a path and pass that path on or not.
 */
export async function servePages(
  place: WebPlace,
  pages: ApprovalPages,
  templates: Templates,
  now: () => Date,
): Promise<WebServer> {
  const { origin, pathname } = new URL(place.publicUrl);
  const prefix = pathname.replace(/\/$/, '');
  const server = fastify({
    logger: false, // an address is a key: it belongs into no log
    bodyLimit: MOST_BYTES,
    requestTimeout: 30_000,
    forceCloseConnections: true,
    // A proxy on this machine says who asks.
    trustProxy: 'loopback',
    rewriteUrl: ({ url = '/' }) => (prefix !== '' && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url),
  });
  await server.register(formbody, { bodyLimit: MOST_BYTES });
  const wrong = countWrongAddresses();
  const notFound = (request: FastifyRequest, reply: FastifyReply) => {
    wrong.count(request.ip, now());
    return reply.code(404).send(NOT_FOUND);
  };
  const answer = (request: FastifyRequest, reply: FastifyReply, page: WaitingPage | ClosedPage | null) => {
    if (!page) return notFound(request, reply);
    const isRefused = page.kind === 'refused' || (page.kind === 'waiting' && page.unread);
    return reply.code(isRefused ? 403 : 200).send(renderPage(templates, page));
  };
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (wrong.isBarred(request.ip, now())) return reply.code(429).send(NOT_FOUND);
  });
  server.setNotFoundHandler(notFound);
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    return reply.code(status >= 400 && status < 500 ? status : 503).send(NOT_FOUND);
  });
  server.get<{ Params: { secret: string } }>(`${pagePath}:secret`, async (request, reply) => {
    const { secret } = request.params;
    return answer(request, reply, SECRET.test(secret) ? await pages.show(secret) : null);
  });
  server.post<{ Params: { secret: string } }>(`${pagePath}:secret`, async (request, reply) => {
    const { secret } = request.params;
    const form = isSameOrigin(request, origin) ? readForm(request.body) : unreadable;
    return answer(request, reply, SECRET.test(secret) ? await pages.decide(secret, form) : null);
  });
  await server.listen({ host: place.host, port: place.port });
  return { port: (server.server.address() as AddressInfo).port, close: () => server.close() };
}

/** What is not the page's own form carries a token that fits no page. */
const unreadable: PageForm = { decision: 'reject', formToken: '', read: false, reason: '' };

function readForm(body: unknown): PageForm {
  const { success, data } = Form.safeParse(body);
  if (!success) return unreadable;
  return { decision: data.decision, formToken: data.form, read: data.read === 'yes', reason: data.reason };
}

/** Our own pages send no referrer, and their forms therefore `Origin: null`; then the token of the form decides. */
function isSameOrigin({ headers: sent }: FastifyRequest, origin: string): boolean {
  const site = sent['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return sent.origin === undefined || sent.origin === 'null' || sent.origin === origin;
}
