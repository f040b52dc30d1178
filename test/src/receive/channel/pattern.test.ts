import { describe, expect, it } from '@jest/globals';
import { compilePattern, matchPattern, patternLine } from '../../../../src/receive/channel/pattern.ts';

const match = (pattern: string, line: string) => matchPattern(compilePattern(pattern), patternLine(line));

describe('matchPattern', () => {
  it.each<[string, string, object | null]>([
    ['New Entry: *', 'New entry:  Contact', {}],
    ['New Entry: *', 'A New Entry: Contact', null],
    ['*new message*', 'You have a NEW message!', {}],
    ['New message', 'New message', {}],
    ['New message', 'New message!', null],
    ['{name} via LinkedIn', 'Mads K. via LinkedIn', { name: 'Mads K.' }],
    [
      'Enquiry for {product} from {name}',
      'Enquiry for Food Jar from B. Patel',
      { product: 'Food Jar', name: 'B. Patel' },
    ],
    [
      '{position} at {company} · {place}',
      'Buyer at Fjord ApS · Aarhus',
      { position: 'Buyer', company: 'Fjord ApS', place: 'Aarhus' },
    ],
    ['*message from {name}!', 'Yue, you have a message from Grigor!', { name: 'Grigor' }],
    ['a.*b', 'axxb', null],
    ['来自{name}的询盘', '来自王先生的询盘', { name: '王先生' }],
  ])('%s on %s', (pattern, line, captures) => {
    expect(match(pattern, line)).toEqual(captures);
  });
});
