import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { openModel } from '../../../src/llm/ask-model.ts';
import { type Behaviour, fail, type ModelServer, say, startModelServer } from './model-server.ts';

const question = {
  name: 'sum',
  instructions: 'Add.',
  data: { mail: 'one and one' },
  answer: z.strictObject({ sum: z.number() }),
};
const value = { sum: 2 };

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

async function askWith(behaviour: Behaviour, timeoutMs = 5_000) {
  server.behave(behaviour);
  const model = openModel({ ...server.settings, timeoutMs });
  const started = performance.now();
  const answer = await model.ask(question);
  const ms = performance.now() - started;
  await model.close();
  return { answer, ms };
}

describe('a server that behaves', () => {
  it('is asked by schema, with the key, and believed', async () => {
    const { answer } = await askWith((response) => say(response, value));
    expect(answer).toEqual({ kind: 'answer', value });
    expect(server.asked).toHaveLength(1);
    const [asked] = server.asked;
    expect(asked?.path).toBe('/v1/chat/completions');
    expect(asked?.authorization).toBe('Bearer sk-secret');
    expect(asked?.body).toMatchObject({
      model: 'small',
      max_tokens: 1_000,
      messages: [{ role: 'system' }, { role: 'user', content: '{"mail":"one and one"}' }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'sum', strict: true, schema: { required: ['sum'], additionalProperties: false } },
      },
    });
  });

  it.each([
    ['fenced', '```json\n{"sum": 2}\n```'],
    ['fenced without a language', '```\n{"sum": 2}```'],
    ['fenced after a sentence', 'Here you are:\n```json\n{"sum": 2}\n```\nAnything else?'],
    ['in white space', '\n  {"sum": 2}  \n'],
  ])('may answer %s', async (_, content) => {
    expect((await askWith((response) => say(response, content))).answer).toEqual({ kind: 'answer', value });
  });
});

describe('a server that misbehaves', () => {
  const cases: [what: string, behaviour: Behaviour, reason: string, requests: number][] = [
    ['JSON that breaks off', (response) => say(response, '{"sum": '), 'not_json', 1],
    ['prose', (response) => say(response, 'The sum is two.'), 'not_json', 1],
    ['no content', (response) => say(response, ''), 'not_json', 1],
    ['a page', (response) => response.end('<html>hello</html>'), 'not_json', 1],
    ['nothing', (response) => response.end(), 'not_json', 1],
    ['no choices', (response) => response.end('{"choices":[]}'), 'not_json', 1],
    ['a refusal', (response) => say(response, '', { refusal: 'I cannot help with that.' }), 'refused', 1],
    ['a filter', (response) => say(response, '', { finish: 'content_filter' }), 'refused', 1],
    ['an answer cut off', (response) => say(response, '{"sum":2}', { finish: 'length' }), 'cut_off', 1],
    ['another type', (response) => say(response, { sum: 'two' }), 'wrong_schema', 1],
    ['another key', (response) => say(response, { total: 2 }), 'wrong_schema', 1],
    ['one key more', (response) => say(response, { sum: 2, send_to: 'x@evil.example' }), 'wrong_schema', 1],
    ['a huge answer', (response) => say(response, 'x'.repeat(2_000_000)), 'too_large', 1],
    ['a huge answer in pieces', (response) => endlessly(response, 'x'.repeat(50_000), 0), 'too_large', 1],
    ['401', (response) => fail(response, 401), 'rejected', 1],
    ['500 twice', (response) => fail(response, 500), 'overloaded', 2],
    ['429 twice', (response) => fail(response, 429, { 'retry-after': '0' }), 'overloaded', 2],
    ['400 twice', (response) => fail(response, 400), 'rejected', 2],
    ['a broken connection', (response) => response.destroy(), 'unreachable', 1],
  ];
  it.each(cases)('%s', async (_, behaviour, reason, requests) => {
    expect((await askWith(behaviour)).answer).toEqual({ kind: 'none', reason });
    expect(server.asked).toHaveLength(requests);
  });

  it.each([301, 302, 307, 308])('is not followed to another place (%d)', async (status) => {
    const elsewhere = await startModelServer();
    elsewhere.behave((response) => say(response, value));
    const location = `${elsewhere.settings.baseUrl}chat/completions`;
    const { answer } = await askWith((response) => fail(response, status, { location }));
    expect(answer).toEqual({ kind: 'none', reason: 'redirected' });
    expect(elsewhere.asked).toEqual([]);
    await elsewhere.close();
  });
});

describe('a second try', () => {
  it.each([429, 500, 503])('follows %d and is believed', async (status) => {
    const { answer } = await askWith((response, _, count) =>
      count === 1 ? fail(response, status, { 'retry-after': '0' }) : say(response, value),
    );
    expect(answer).toEqual({ kind: 'answer', value });
  });

  it('waits as long as the server asks for', async () => {
    const { answer, ms } = await askWith((response, _, count) =>
      count === 1 ? fail(response, 429, { 'retry-after': '1' }) : say(response, value),
    );
    expect(answer.kind).toBe('answer');
    expect(ms).toBeGreaterThan(950);
  });

  it('asks without a schema where the server knows none', async () => {
    const { answer } = await askWith((response, { body }) =>
      (body.response_format as { type: string }).type === 'json_schema' ? fail(response, 400) : say(response, value),
    );
    expect(answer).toEqual({ kind: 'answer', value });
  });
});

describe('the deadline', () => {
  const slow: [string, Behaviour, string][] = [
    ['silence', () => undefined, 'timeout'],
    ['headers and then silence', (response) => response.flushHeaders(), 'timeout'],
    ['a drip', (response) => endlessly(response, ' ', 20), 'timeout'],
    ['silence after a failure', (response, _, count) => (count === 1 ? fail(response, 500) : undefined), 'timeout'],
  ];
  it.each(slow)('ends %s', async (_, behaviour, reason) => {
    const { answer, ms } = await askWith(behaviour, 800);
    expect(answer).toEqual({ kind: 'none', reason });
    expect(ms).toBeLessThan(1_600);
  });

  it('is not waited for where the server wants more time than there is', async () => {
    const { answer, ms } = await askWith((response) => fail(response, 429, { 'retry-after': '3600' }), 5_000);
    expect(answer).toEqual({ kind: 'none', reason: 'overloaded' });
    expect(ms).toBeLessThan(1_000);
    expect(server.asked).toHaveLength(1);
  });

  it('does not come into it where there is no server', async () => {
    const gone = await startModelServer();
    await gone.close();
    const model = openModel(gone.settings);
    const started = performance.now();
    expect(await model.ask(question)).toEqual({ kind: 'none', reason: 'unreachable' });
    expect(performance.now() - started).toBeLessThan(1_000);
    await model.close();
  });
});

describe('a silent server', () => {
  it('is left alone for a minute after two questions in vain', async () => {
    let clock = 0;
    server.behave(() => undefined);
    const model = openModel({ ...server.settings, timeoutMs: 100 }, () => clock);
    const reasons: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const answer = await model.ask(question);
      if (answer.kind === 'none') reasons.push(answer.reason);
    }
    expect(reasons).toEqual(['timeout', 'timeout', 'resting']);
    clock += 60_000;
    server.behave((response) => say(response, value));
    expect(await model.ask(question)).toEqual({ kind: 'answer', value });
    await model.close();
  });
});

function endlessly(response: Parameters<Behaviour>[0], piece: string, everyMs: number): void {
  const next = () => {
    if (response.destroyed) return;
    response.write(piece);
    setTimeout(next, everyMs);
  };
  next();
}
