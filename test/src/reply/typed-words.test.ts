import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { carryOver, typedWords } from '../../../src/reply/typed-words.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

const OLD = 'Dear Anna,\n\nFOB Ningbo: USD 5.57\nLead time: 28 days\n\nBest regards\nLi Na';
const text = (...lines: string[]) => lines.join('\n');

describe('carryOver', () => {
  it.each([
    [
      'his sentence and another price',
      text(
        'Dear Anna,',
        '',
        'FOB Ningbo: USD 5.57',
        'Lead time: 28 days',
        '',
        'See you in Canton!',
        '',
        'Best regards',
        'Li Na',
      ),
      OLD.replace('5.57', '4.95'),
      text(
        'Dear Anna,',
        '',
        'FOB Ningbo: USD 4.95',
        'Lead time: 28 days',
        '',
        'See you in Canton!',
        '',
        'Best regards',
        'Li Na',
      ),
    ],
    [
      'his greeting and a question more',
      OLD.replace('Dear Anna,', 'Hello Anna!'),
      OLD.replace('28 days', '28 days\nWhich colour do you want?'),
      OLD.replace('Dear Anna,', 'Hello Anna!').replace('28 days', '28 days\nWhich colour do you want?'),
    ],
    [
      'a line he has taken out',
      OLD.replace('Lead time: 28 days\n', ''),
      OLD.replace('5.57', '4.95'),
      OLD.replace('Lead time: 28 days\n', '').replace('5.57', '4.95'),
    ],
    ['the same line in both', OLD.replace('5.57', '5.40'), OLD.replace('5.57', '4.95'), null],
    ['the same words in both', OLD.replace('5.57', '4.95'), OLD.replace('5.57', '4.95'), OLD.replace('5.57', '4.95')],
    ['two additions at one place', `${OLD}\nPS 1`, `${OLD}\nPS 2`, null],
    [
      'spaces of his program',
      OLD.replace('Dear Anna,', 'Dear  Anna, '),
      OLD.replace('5.57', '4.95'),
      OLD.replace('5.57', '4.95'),
    ],
    ['another letter altogether', OLD.replace('Li Na', 'Na'), 'Guten Tag Anna,\nPreis: 5,57\nGruß\nLee', null],
  ])('%s', (_, own, letter, merged) => expect(carryOver(OLD, own, letter)).toBe(merged));

  it('changes nothing when only one side has changed', () => {
    const letter = fc
      .array(fc.constantFrom('', 'a', 'b', 'c', 'd'), { maxLength: 12 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(letter, letter, (old, changed) => {
        expect(carryOver(old, changed, old)).toBe(changed);
        expect(carryOver(old, old, changed)).toBe(changed);
        expect(carryOver(old, changed, changed)).toBe(changed);
      }),
    );
  });

  it('costs little on hostile words', () => {
    const lines = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join('\n');
    expect(cpuMs(() => carryOver(lines('a'), lines('b'), lines('c')))).toBeLessThan(hostileMs * 2);
  });
});

describe('typedWords', () => {
  it('are the lines that the desk had not written', () => {
    expect(typedWords(OLD, `${OLD.replace('5.57', '5.40')}\n\nPS: the moulds are ready.`)).toEqual([
      'FOB Ningbo: USD 5.40',
      'PS: the moulds are ready.',
    ]);
  });
});
