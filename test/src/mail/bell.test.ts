import { describe, expect, it } from '@jest/globals';
import { makeBell } from '../../../src/mail/bell.ts';

const LONG = 60_000;

describe('makeBell', () => {
  it('wakes the sleeper', async () => {
    const bell = makeBell();
    const sleep = bell.wait(LONG);
    bell.ring();
    bell.ring();
    await sleep;
  });

  it('remembers one ring for the next wait, unless it is cleared', async () => {
    const bell = makeBell();
    bell.ring();
    bell.ring();
    await bell.wait(LONG);
    bell.ring();
    bell.clear();
    const start = performance.now();
    await bell.wait(50);
    expect(performance.now() - start).toBeGreaterThan(40);
  });
});
