import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { readFeedback } from '../../../src/analyze/feedback.ts';
import { vocabulary, words } from './lamp-seller.ts';

const today = DateTime.fromISO('2026-12-05', { zone: 'UTC+8' });
const [, ...answers] = readFileSync(join(import.meta.dirname, '../../fixtures/feedback/answers.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t'));

/** Answers as customers write them, with the day until which they put off. */
describe('answers of customers', () => {
  it.each(answers)('%s %s %s: %s', (language = '', feedback, until, answer = '') => {
    const read = readFeedback(answer, language, vocabulary, words, today);
    expect(read.feedback).toBe(feedback);
    if (until) expect(read.deferUntil).toBe(until);
  });
});
