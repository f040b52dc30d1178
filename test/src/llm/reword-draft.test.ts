import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { openModel } from '../../../src/llm/ask-model.ts';
import { rewordDraft } from '../../../src/llm/reword-draft.ts';
import { draftIn, facts, sources } from '../reply/number-guard/drafts.ts';
import { type Behaviour, fail, type ModelServer, messagesOf, say, startModelServer } from './model-server.ts';

const inventions = load(
  readFileSync(join(import.meta.dirname, '../reply/number-guard/inventions.yaml'), 'utf8'),
) as Record<string, string[]>;

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

async function reword(behaviour: Behaviour, language = 'en', timeoutMs = 5_000) {
  server.behave(behaviour);
  const model = openModel({ ...server.settings, timeoutMs });
  const result = await rewordDraft(model, { draft: draftIn(language), facts, tone: 'warm and brief' }, sources);
  await model.close();
  return result;
}

describe('rewordDraft', () => {
  it('uses an honest rewording, subject and language unchanged', async () => {
    const draft = draftIn('en');
    const text = draft.text.replace('This is our offer:', 'We are glad to offer your team in Hamburg:');
    expect(await reword((response) => say(response, { text: `${text}\r\n` }))).toEqual({
      kind: 'model',
      draft: { ...draft, text },
    });
  });

  it('shows the model the draft, the facts and the tone, and nothing else', async () => {
    await reword((response) => say(response, { text: '' }));
    const [, user] = messagesOf(server);
    const { text, language } = draftIn('en');
    expect(JSON.parse(user?.content ?? '')).toEqual({ language, tone: 'warm and brief', facts, draft: text });
  });

  it.each(Object.keys(inventions))('keeps the template for every invention in %s', async (language) => {
    const draft = draftIn(language);
    const parts = draft.text.split('\n\n');
    for (const sentence of (inventions[language] ?? []).slice(0, 5)) {
      const text = [...parts.slice(0, -1), sentence, ...parts.slice(-1)].join('\n\n');
      const result = await reword((response) => say(response, { text }), language);
      expect(result).toMatchObject({ kind: 'template', reason: 'guard', draft });
      expect(result.kind === 'template' && result.faults.length).toBeGreaterThan(0);
    }
  });

  const failures: [string, Behaviour, string][] = [
    ['silence', () => undefined, 'timeout'],
    ['500', (response) => fail(response, 500), 'overloaded'],
    ['a refusal', (response) => say(response, '', { refusal: 'no' }), 'refused'],
    ['prose', (response) => say(response, 'Dear Anna, the price is five dollars.'), 'not_json'],
    ['another schema', (response) => say(response, { text: 'a', subject: 'Re: new terms' }), 'wrong_schema'],
  ];
  it.each(failures)('keeps the template after %s', async (_, behaviour, reason) => {
    const draft = draftIn('en');
    expect(await reword(behaviour, 'en', 1_500)).toEqual({ kind: 'template', draft, reason, faults: [] });
  });

  it('records no more than a few words of what was refused', async () => {
    const text = `${draftIn('en').text}\n${'USD 1 '.repeat(30)}`;
    const result = await reword((response) => say(response, { text }));
    if (result.kind !== 'template') throw new Error('must be refused');
    expect(result.faults.length).toBeLessThanOrEqual(5);
    expect(Math.max(...result.faults.map(({ found }) => found.length))).toBeLessThanOrEqual(80);
  });
});
