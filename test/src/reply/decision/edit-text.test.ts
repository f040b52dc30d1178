import { describe, expect, it } from '@jest/globals';
import { asDrafted, asTyped } from '../../../../src/reply/decision/edit-text.ts';

const paragraph =
  'many thanks for your call this morning. As discussed the price is USD 2.05 for 2,000 pieces, and I will send you the drawing tomorrow.';
const wrapped =
  'many thanks for your call this morning. As discussed the price is USD 2.05\nfor 2,000 pieces, and I will send you the drawing tomorrow.';

describe('asTyped', () => {
  it.each([
    ['keeps paragraphs, lists and short lines', 'Dear Ann,\n\n- one\n- two\n\nBest regards\nMei', null],
    ['joins lines that a client wrapped', `Dear Ann,\n\n${wrapped}\n\nMei`, `Dear Ann,\n\n${paragraph}\n\nMei`],
    ['keeps items of a list apart', `Dear Ann,\n\n- ${wrapped.split('\n')[0]}\n- ${wrapped.split('\n')[1]}`, null],
    ['leaves long lines alone', `Dear Ann,\n\n${paragraph}\nnext line\n\nMei`, null],
    ['undoes the doubled lines of Word', 'Dear Ann,\n\n \n\none\n\ntwo\n\n \n\nMei', 'Dear Ann,\n\none\ntwo\n\nMei'],
    ['undoes the doubled blank lines of HTML', 'Dear Ann,\n\n\none\ntwo\n\n\nMei', 'Dear Ann,\n\none\ntwo\n\nMei'],
  ])('%s', (_, text, typed) => {
    expect(asTyped(text)).toBe(typed ?? text);
  });
});

describe('asDrafted', () => {
  const draft = `Dear Ann,\n\n${paragraph}\n\nBest regards\nMei`;

  it('takes the line ends of the draft and the words of the quotation', () => {
    const quoted = `Dear Ann,\n\n${wrapped}\n\nBest regards\nMei`.replace('2.05', '2.10');
    expect(asDrafted(quoted, draft)).toBe(draft.replace('2.05', '2.10'));
  });

  it('keeps sentences that were put in or taken out', () => {
    const quoted = `Dear Ann,\n\n${wrapped}\nSamples are free.\n\nBest regards\nMei`.replace('this morning. ', '. ');
    expect(asDrafted(quoted, draft)).toContain('tomorrow.\nSamples are free.\n\nBest regards\nMei');
    expect(asDrafted(quoted, draft)).toContain('for your call . As discussed');
  });

  it('keeps Chinese text', () => {
    const chinese = '李经理，您好！\n\n交期为收到定金后35天。\n价格 5.35 美元/套。\n\n王磊';
    expect(asDrafted(chinese.replace('35天', '30天'), chinese)).toBe(chinese.replace('35天', '30天'));
  });
});
