/** A chat endpoint on this machine that speaks the OpenAI protocol and can be told how to misbehave. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LanguageModel } from '../../../src/model/language-model.ts';

type Asked = { path: string; authorization: string | undefined; body: Record<string, unknown> };
/** How to answer the n-th request (from 1). */
export type Behaviour = (response: ServerResponse, asked: Asked, count: number) => void;

export type ModelServer = {
  settings: LanguageModel;
  asked: Asked[];
  behave(behaviour: Behaviour): void;
  close(): Promise<void>;
};

export async function startModelServer(): Promise<ModelServer> {
  const asked: Asked[] = [];
  let behaviour: Behaviour = (response) => response.end();
  const server = createServer((request, response) => {
    void receive(request).then((one) => {
      asked.push(one);
      behaviour(response, one, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      baseUrl: `http://127.0.0.1:${port}/v1/`,
      model: 'small',
      apiKey: 'sk-secret',
      timeoutMs: 5_000,
      maxTokens: 1_000,
    },
    asked,
    behave: (next) => {
      asked.length = 0;
      behaviour = next;
    },
    close: () => stop(server),
  };
}

/** What the model was told at the first request: its instructions and the data. */
export function messagesOf({ asked }: ModelServer): { role: string; content: string }[] {
  return (asked[0]?.body.messages ?? []) as { role: string; content: string }[];
}

/** An answer as the protocol has it. */
export function say(
  response: ServerResponse,
  content: unknown,
  more: { finish?: string; refusal?: string } = {},
): void {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const message = { role: 'assistant', content: text, refusal: more.refusal ?? null };
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ id: '1', choices: [{ index: 0, finish_reason: more.finish ?? 'stop', message }] }));
}

export function fail(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end('{"error":{"message":"no"}}');
}

async function receive(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
  return { path: request.url ?? '', authorization: request.headers.authorization, body };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
