/** Tells a figure that a customer would pay from other numbers in his answer. */
import type { Reading, Span } from './reading.ts';

/** A number that measures nothing stands right behind (or, as in Japanese, in front of) the words. */
export function isBargain({ text }: Reading, { start, end }: Span, segment: Span): boolean {
  const behind = /^[^\d]{0,12}[$€£¥]? ?\d[\d.,]{0,9}(?![\d%]| ?(?:pcs|sets|days|kg|l|cm|mm|台|个|套|天|日))/u;
  const before = /(?:\d[\d.,]{0,9}(?:円|원|ドル|달러|usd|\$| usd|e|a|den|dan| lira| dolar)?[^\d]{0,6})$/u;
  return (
    behind.test(text.slice(end, Math.min(segment.end, end + 30))) ||
    before.test(text.slice(Math.max(segment.start, start - 24), start))
  );
}
