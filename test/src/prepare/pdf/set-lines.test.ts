/** Lines of mixed scripts: where they break, and in which order their parts stand. */
import { describe, expect, it } from '@jest/globals';
import { type Setting, setLines } from '../../../../src/prepare/pdf/set-lines.ts';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';

/** Every character is one point wide; `~` is in no font. */
const setting = (width: number, direction: Setting['direction'] = 'auto'): Setting => ({
  width,
  direction,
  familyOf: (character) =>
    character === '~'
      ? null
      : /\p{Script=Arabic}/u.test(character)
        ? 'arabic'
        : /\p{Script=Han}/u.test(character)
          ? 'sc'
          : 'latin',
  measure: (text) => text.length,
});
const linesOf = (text: string, width: number, direction?: Setting['direction']) =>
  setLines(text, setting(width, direction)).map(({ runs }) => runs.map((run) => run.text).join('|'));

describe('setLines', () => {
  it.each([
    ['words', 'one two three', 8, ['one two', 'three']],
    ['a word that is too long', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['a long word behind a short one', 'ab cdefghij', 4, ['ab c', 'defg', 'hij']],
    ['line feeds', 'one\n\ntwo', 9, ['one', '', 'two']],
    ['nothing', '', 9, ['']],
    ['ideographs anywhere', '保温杯保温杯', 4, ['保温杯保', '温杯']],
    ['no full stop at the beginning of a line', '保温杯保。温杯', 4, ['保温杯', '保|。|温杯']],
    ['no bracket at the end of a line', '保温杯（保温）', 4, ['保温杯', '（|保温|）']],
    ['what is held together', 'ab 12\u00A0kg', 5, ['ab', '12 kg']],
    ['what is held together behind an ideograph', '寸法\u00A058', 4, ['寸', '法| 58']],
    ['a hyphen between letters', 'leak-proof lid', 6, ['leak-', 'proof', 'lid']],
    ['no break within a number with a minus', '32-36 days', 4, ['32-3', '6', 'days']],
  ])('breaks %s', (_what, text, width, lines) => {
    expect(linesOf(text, width)).toEqual(lines);
  });

  it.each([
    ['Latin in an Arabic sentence', 'سعر FOB هنا', ['هنا| |FOB| |سعر']],
    ['a number stays as it is read', 'من 1,000 قطعة', ['قطعة| |1,000| |من']],
    ['brackets are mirrored', 'اسم (VB)', ['(|VB|) |اسم']],
    ['isolated words keep their full stop', 'عن \u2068Co., Ltd.\u2069', ['Co., Ltd.| |عن']],
  ])('orders %s', (_what, text, lines) => {
    expect(linesOf(text, 99, 'rtl')).toEqual(lines);
  });

  it('takes out controls and signs of direction, and shows what no font has', () => {
    expect(linesOf('a\u202Eb\u0007c~', 99)).toEqual(['abc?']);
  });

  it.each([
    ['one word', 'x'.repeat(200_000)],
    ['spaces', ' '.repeat(200_000)],
    ['brackets', '(['.repeat(100_000)],
    ['marks', `a${'\u0301'.repeat(200_000)}`],
  ])('takes no more than its time for %s', (_what, text) => {
    expect(cpuMs(() => setLines(text, setting(50)))).toBeLessThan(hostileMs);
  });
});
