import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { openModel } from '../../../src/llm/ask-model.ts';
import { reviseDraft } from '../../../src/llm/revise-draft.ts';
import { draftIn, sources } from '../reply/number-guard/drafts.ts';
import { type Behaviour, fail, type ModelServer, messagesOf, say, startModelServer } from './model-server.ts';

const inventions = load(
  readFileSync(join(import.meta.dirname, '../reply/number-guard/inventions.yaml'), 'utf8'),
) as Record<string, string[]>;
const wishes = ['make it friendlier'];

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

async function revise(behaviour: Behaviour, language = 'en') {
  server.behave(behaviour);
  const model = openModel({ ...server.settings, timeoutMs: 500 });
  const revised = await reviseDraft(model, draftIn(language), wishes, sources);
  await model.close();
  return revised;
}

describe('reviseDraft', () => {
  it('uses a rewording that keeps what the draft says', async () => {
    const draft = draftIn('en');
    const text = draft.text.replace('This is our offer:', 'We are glad to offer your team:').trim();
    expect(await revise((response) => say(response, { text }))).toEqual({
      language: draft.language,
      subject: draft.subject,
      text,
    });
    const [, user] = messagesOf(server);
    expect(JSON.parse(user?.content ?? '')).toEqual({ language: 'en', wishes, draft: draft.text });
  });

  it.each(Object.keys(inventions))('takes no invention in %s', async (language) => {
    const parts = draftIn(language).text.split('\n\n');
    for (const sentence of (inventions[language] ?? []).slice(0, 3)) {
      const text = [...parts.slice(0, -1), sentence, ...parts.slice(-1)].join('\n\n');
      expect(await revise((response) => say(response, { text }), language)).toBeNull();
    }
  });

  it.each<[string, Behaviour]>([
    ['silence', () => undefined],
    ['a fault', (response) => fail(response, 500)],
    ['the draft as it was', (response) => say(response, { text: draftIn('en').text })],
  ])('takes nothing of %s', async (_, behaviour) => {
    expect(await revise(behaviour)).toBeNull();
  });
});
