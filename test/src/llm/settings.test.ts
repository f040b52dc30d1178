import { describe, expect, it } from '@jest/globals';
import { Environment, languageModel } from '../../../src/environment.ts';

const read = (env: Record<string, string>) => {
  const { data, error } = Environment.safeParse(env);
  const faults = error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  return { model: data ? languageModel(data, faults) : null, faults };
};
const faultsOf = (env: Record<string, string>) => read(env).faults;

describe('the settings of the language model', () => {
  it('are off by default, whatever else is set', () => {
    expect(read({ LLM_MODEL: 'small', LLM_API_KEY: 'sk' })).toEqual({ model: null, faults: [] });
  });

  it('have sane defaults', () => {
    expect(read({ LLM_BASE_URL: 'https://llm.example.com/v1', LLM_MODEL: 'small' }).model).toEqual({
      baseUrl: 'https://llm.example.com/v1',
      model: 'small',
      apiKey: null,
      timeoutMs: 20_000,
      maxTokens: 4_000,
    });
  });

  it.each(['http://localhost:11434/v1', 'http://127.0.0.1:8000/v1', 'http://[::1]:8000/v1', 'https://a.example/v1'])(
    'accept %s',
    (url) => {
      expect(faultsOf({ LLM_BASE_URL: url, LLM_MODEL: 'small' })).toEqual([]);
    },
  );

  it.each([
    ['http://llm.example.com/v1', 'https://'],
    ['http://localhost.evil.example/v1', 'https://'],
    ['http://10.0.0.5:11434/v1', 'https://'],
    ['ftp://localhost/v1', 'https://'],
    ['llm.example.com', 'LLM_BASE_URL'],
  ])('refuse %s', (url, words) => {
    expect(faultsOf({ LLM_BASE_URL: url, LLM_MODEL: 'small' }).join()).toContain(words);
  });

  it.each([
    [{ LLM_BASE_URL: 'https://a.example/v1' }, 'LLM_MODEL'],
    [{ LLM_TIMEOUT_SECONDS: '0' }, 'LLM_TIMEOUT_SECONDS'],
    [{ LLM_TIMEOUT_SECONDS: 'soon' }, 'LLM_TIMEOUT_SECONDS'],
    [{ LLM_MAX_TOKENS: '1' }, 'LLM_MAX_TOKENS'],
  ])('refuse %o', (env, name) => {
    expect(faultsOf(env).join()).toContain(name);
  });
});
