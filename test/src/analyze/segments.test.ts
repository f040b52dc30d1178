import { describe, expect, it } from '@jest/globals';
import { read } from './lamp-seller.ts';

const segments = (text: string) => {
  const reading = read(text);
  return reading.segments
    .map(({ start, end }) => reading.text.slice(start, end).trim())
    .filter((segment) => segment !== '');
};

describe('sentences of a mail', () => {
  it.each([
    ['a full stop', 'We need lamps. Send prices.', ['we need lamps.', 'send prices.']],
    ['a full stop behind a short word', 'Black if you can. We pay now.', ['black if you can.', 'we pay now.']],
    ['an abbreviation', 'Item no. FL-50, 20 pcs. FL-100', ['item no. fl-50, 20 pcs. fl-100']],
    ['a short word before a small letter', 'approx. 20 pcs. black', ['approx. 20 pcs. black']],
    ['an initial', 'Mr J. Smith asks', ['mr j. smith asks']],
    ['full-width signs', '价格多少？请发目录！谢谢', ['价格多少?', '请发目录!', '谢谢']],
    ['lines', 'FL-50\n500 pcs', ['fl-50', '500 pcs']],
  ])('%s', (_, text, expected) => {
    expect(segments(text)).toEqual(expected);
  });
});
