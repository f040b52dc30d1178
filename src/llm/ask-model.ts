/** Asks an OpenAI-compatible chat endpoint one question; a failure is an answer too and is never waited for. */
import { setTimeout as wait } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { z } from 'zod';
import type { LanguageModel } from '../model/language-model.ts';
import { readChatAnswer } from './chat-answer.ts';

/** `instructions`: what to do; `data`: what to do it with, handed over as JSON and never as instructions. */
type Question<Schema extends z.ZodType> = {
  name: string;
  instructions: string;
  data: Record<string, unknown>;
  answer: Schema;
};
export type NoAnswer =
  | 'timeout'
  | 'unreachable'
  | 'resting'
  | 'redirected'
  | 'rejected'
  | 'overloaded'
  | 'too_large'
  | 'refused'
  | 'cut_off'
  | 'not_json'
  | 'wrong_schema';
export type Answer<Value> = { kind: 'answer'; value: Value } | { kind: 'none'; reason: NoAnswer };
export type Model = {
  ask<Schema extends z.ZodType>(question: Question<Schema>): Promise<Answer<z.infer<Schema>>>;
  close(): Promise<void>;
};

type Response =
  | { kind: 'response'; status: number; retryAfterMs: number; body: string }
  | { kind: 'none'; reason: NoAnswer };

/** A sane answer is some 10 kB; nobody needs a megabyte. */
const LARGEST_ANSWER = 256 * 1024;
const RETRY_AFTER_MS = 500;

/** After so many questions in a row that found nobody, the server is left alone for a while. */
const MOST_SILENCE = 2;
const REST_MS = 60_000;

/**
 * Nothing is sent until the first question. Neither questions, answers nor the key are ever logged.
 *
 * @param now milliseconds that only go forward
 */
export function openModel(settings: LanguageModel, now: () => number = () => performance.now()): Model {
  const agent = new Agent({
    connect: { timeout: settings.timeoutMs },
    headersTimeout: settings.timeoutMs,
    bodyTimeout: settings.timeoutMs,
    maxResponseSize: LARGEST_ANSWER,
    connections: 4,
  });
  let silent = 0;
  let restUntil = 0;
  return {
    // A server that keeps silent must not cost every mail the whole of the deadline.
    async ask(question) {
      if (now() < restUntil) return { kind: 'none', reason: 'resting' };
      const answer = await ask(settings, agent, question);
      const isSilent = answer.kind === 'none' && (answer.reason === 'timeout' || answer.reason === 'unreachable');
      silent = isSilent ? silent + 1 : 0;
      if (silent >= MOST_SILENCE) restUntil = now() + REST_MS;
      return answer;
    },
    close: () => agent.destroy(),
  };
}

async function ask<Schema extends z.ZodType>(
  settings: LanguageModel,
  agent: Agent,
  question: Question<Schema>,
): Promise<Answer<z.infer<Schema>>> {
  const deadline = AbortSignal.timeout(settings.timeoutMs);
  const endsAt = performance.now() + settings.timeoutMs;
  let response = await post(settings, agent, bodyOf(settings, question, true), deadline);
  const again = retryOf(response);
  // Whoever asks to be left alone for longer than there is time gets no second question.
  if (again !== null && performance.now() + again.afterMs < endsAt) {
    await wait(again.afterMs);
    response = await post(settings, agent, bodyOf(settings, question, again.strict), deadline);
  }
  if (response.kind === 'none') return response;
  const { status } = response;
  if (status >= 300 && status < 400) return { kind: 'none', reason: 'redirected' };
  if (status === 429 || status >= 500) return { kind: 'none', reason: 'overloaded' };
  if (status !== 200) return { kind: 'none', reason: 'rejected' };
  return readChatAnswer(response.body, question.answer);
}

/** One more try where the server is busy, or where it does not know answers by schema. */
function retryOf(response: Response): { afterMs: number; strict: boolean } | null {
  if (response.kind === 'none') return null;
  const { status, retryAfterMs } = response;
  if (status === 429 || status >= 500) return { afterMs: retryAfterMs, strict: true };
  return status === 400 || status === 422 ? { afterMs: 0, strict: false } : null;
}

function bodyOf<Schema extends z.ZodType>(
  settings: LanguageModel,
  question: Question<Schema>,
  strict: boolean,
): string {
  const schema = z.toJSONSchema(question.answer);
  const form = `Answer with one JSON object that fits this JSON schema and nothing else:\n${JSON.stringify(schema)}`;
  return JSON.stringify({
    model: settings.model,
    temperature: 0,
    max_tokens: settings.maxTokens,
    messages: [
      { role: 'system', content: `${question.instructions}\n\n${form}` },
      { role: 'user', content: JSON.stringify(question.data) },
    ],
    response_format: strict
      ? { type: 'json_schema', json_schema: { name: question.name, strict: true, schema } }
      : { type: 'json_object' },
  });
}

async function post(settings: LanguageModel, agent: Agent, body: string, signal: AbortSignal): Promise<Response> {
  const key = settings.apiKey === null ? {} : { authorization: `Bearer ${settings.apiKey}` };
  try {
    // undici follows no redirect by itself: the key goes to the configured server and to no other.
    const response = await request(`${settings.baseUrl.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...key },
      body,
      signal,
    });
    const text = await readBody(response.body);
    if (text === null) return { kind: 'none', reason: 'too_large' };
    const after = Number(response.headers['retry-after']);
    const retryAfterMs = Number.isFinite(after) && after >= 0 ? after * 1000 : RETRY_AFTER_MS;
    return { kind: 'response', status: response.statusCode, retryAfterMs, body: text };
  } catch (error) {
    return { kind: 'none', reason: failureOf(error, signal) };
  }
}

async function readBody(body: AsyncIterable<Uint8Array>): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > LARGEST_ANSWER) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failureOf(error: unknown, signal: AbortSignal): NoAnswer {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'too_large';
  return signal.aborted || code.endsWith('_TIMEOUT') ? 'timeout' : 'unreachable';
}
