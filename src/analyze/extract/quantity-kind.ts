/** Tells what a quantity is for: an order, a sample, a year's need or a question for the minimum (domain S2-7). */
import type { Decimal } from 'decimal.js';
import type { QuantityKind } from '../../model/inquiry.ts';
import type { Reading, Span } from '../reading.ts';
import { isNegated, isQuestion, segmentAt, terms, within, words } from '../reading.ts';
import type { Hit } from '../term-tree.ts';
import { CONJUNCTION } from './tiers.ts';

/** Characters within which a word beside a number says what the number is. */
const NEAR = 30;
const BESIDE = 14;
const YEARLY_REACH = 60;
/** More than this is no sample, whatever else the sentence speaks of. */
const MOST_SAMPLES = 20;
const MOST_SAMPLES_NAMED = 100;
const SMALL_WORDS = /^[\s\p{L}'(:：-]*$/u;
const MOST_LINES = 15;
const JOINED = new RegExp(`[\\s,](?:${CONJUNCTION})[\\s]?(?:\\p{L}{2,8}\\s)?$`, 'u');

/** `all`: the quantities of the mail, so that a word belongs to the one it stands beside. */
type Cues = { all: readonly Span[]; samples: Hit[]; yearly: Hit[]; minimum: Hit[] };
type Place = { segment: Span; intro: Span | null; cues: Cues };

/** What the mail says of samples and years, found once for all its quantities. */
export function cuesOf(reading: Reading, all: readonly Span[]): Cues {
  const samples = terms(reading, 'sample').filter(({ start }) => !isNegated(reading, start));
  const asked = words(reading, 'asks').filter(({ label }) => label === 'moq');
  const minimum = [...terms(reading, 'moq'), ...asked].sort((a, b) => a.start - b.start);
  return { all, samples, yearly: words(reading, 'annual'), minimum };
}

export function kindOf(reading: Reading, quantity: Span & { value: Decimal }, cues: Cues): QuantityKind {
  const segment = segmentAt(reading, quantity.start);
  const before = { start: Math.max(segment.start, quantity.start - NEAR), end: quantity.start };
  const place = { segment, intro: introOf(reading, segment), cues };
  const sample = isSample(reading, quantity, place);
  // "May I have 2 samples? What is your MOQ?" asks for samples all the same.
  if (within(cues.minimum, before).length > 0) return 'moq_question';
  if (sample) return 'sample';
  if (asksMinimum(reading, segment, cues)) return 'moq_question';
  return isYearly(reading, quantity, place) ? 'annual' : 'order';
}

/** "MOQ 500?", or a question for a number right after one for the minimum: "What is your MOQ? Can we do 300 pcs?" */
function asksMinimum(reading: Reading, segment: Span, { minimum }: Cues): boolean {
  if (!isQuestion(reading, segment)) return false;
  const previous = segmentAt(reading, segment.start - 1);
  const next = segmentAt(reading, segment.end);
  const end = isQuestion(reading, next) ? next.end : segment.end;
  return within(minimum, { start: previous.start, end }).length > 0;
}

function isSample(reading: Reading, quantity: Span & { value: Decimal }, { segment, intro, cues }: Place): boolean {
  const inSegment = within(cues.samples, segment);
  if (quantity.value.lte(MOST_SAMPLES)) {
    return inSegment.length > 0 || (intro !== null && within(cues.samples, intro).length > 0);
  }
  return quantity.value.lte(MOST_SAMPLES_NAMED) && inSegment.some((hit) => isBeside(reading, hit, quantity));
}

function isBeside({ text }: Reading, hit: Hit, quantity: Span): boolean {
  if (distance(hit, quantity) > BESIDE) return false;
  const between = hit.start >= quantity.end ? text.slice(quantity.end, hit.start) : text.slice(hit.end, quantity.start);
  return SMALL_WORDS.test(between);
}

/** A word for a year belongs to the quantity it stands nearest to. */
function isYearly(reading: Reading, quantity: Span, { segment, intro, cues: { all, yearly } }: Place): boolean {
  if (intro !== null && within(yearly, intro).length > 0) return true;
  return within(yearly, segment).some((hit) => {
    const own = distance(hit, quantity);
    // "Annual demand: 15,000 of A and 9,000 of B"
    if (hit.end <= quantity.start && /^\s?[:：]/.test(reading.text.slice(hit.end, hit.end + 2))) return true;
    if (own > YEARLY_REACH) return false;
    // "1,800 pcs per shipment, two shipments a year"
    const labels = within(words(reading, 'quantity_label'), {
      start: quantity.end,
      end: Math.max(quantity.end, hit.start),
    });
    if (labels.some((label) => distance(label, quantity) <= BESIDE)) return false;
    const nearer = all.some(
      (other) => other.start >= segment.start && other.end <= segment.end && distance(hit, other) < own,
    );
    return !nearer || continues(reading, quantity, segment, all, hit);
  });
}

/** "15,000 boards per year of A and 8,000 of B": what is joined to a yearly quantity is one too. */
function continues(reading: Reading, quantity: Span, segment: Span, all: readonly Span[], yearly: Span): boolean {
  const before = all.findLast(({ start, end }) => start >= segment.start && end <= quantity.start);
  if (before === undefined || distance(yearly, before) > BESIDE) return false;
  const joint = reading.text.slice(before.end, quantity.start);
  return (
    JOINED.test(joint) &&
    within(words(reading, 'quantity_label'), { start: before.end, end: quantity.start }).length === 0
  );
}

/** The line that leads the list in which `segment` is a line: it ends in a colon. */
function introOf(reading: Reading, segment: Span): Span | null {
  let current = segment;
  for (let count = 0; count < MOST_LINES && current.start > 0; count += 1) {
    current = segmentAt(reading, current.start - 1);
    const written = reading.text.slice(current.start, current.end).trimEnd();
    if (/[:：]$/.test(written)) return current;
    if (/[.!?。！？؟]$/.test(written)) return null;
  }
  return null;
}

function distance(a: Span, b: Span): number {
  return Math.max(0, a.start > b.start ? a.start - b.end : b.start - a.end);
}
