import { describe, expect, it } from '@jest/globals';
import { type FollowUpState, shouldStop } from '../../../src/follow-up/stop.ts';
import { InquiryStatus } from '../../../src/model/inquiry.ts';

const silent: FollowUpState = {
  inquiryStatus: 'replied',
  suppressed: false,
};

describe('shouldStop', () => {
  it('goes on while the customer is silent', () => {
    expect(shouldStop(silent)).toBeNull();
    expect(shouldStop({ ...silent, inquiryStatus: 'following_up', feedbackSince: false, bounced: false })).toBeNull();
  });

  it.each<[string, Partial<FollowUpState>]>([
    ['answered', { feedbackSince: true }],
    ['suppressed', { suppressed: true }],
    ['bounced', { bounced: true }],
    ['like a sanctioned name', { sanctioned: true }],
  ])('stops: %s', (_, change) => {
    expect(shouldStop({ ...silent, ...change })).toEqual(expect.any(String));
  });

  it.each(InquiryStatus.options.filter((status) => status !== 'replied' && status !== 'following_up'))(
    'stops when the inquiry is %s',
    (inquiryStatus) => {
      expect(shouldStop({ ...silent, inquiryStatus })).toContain(inquiryStatus);
    },
  );
});
