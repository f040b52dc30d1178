import { describe, expect, it } from '@jest/globals';
import { describeProof } from '../../../src/receive/describe-proof.ts';
import { company } from './seller.ts';

const seen = (server: string, above: number, mails: number) =>
  Array.from({ length: mails }, () => ({ value: `${server}; dmarc=pass header.from=a.example`, above }));

describe('describeProof', () => {
  it('says what lenient means', () => {
    expect(describeProof({ ...company, answers: { proof: 'lenient' } }, [])).toContain('whoever learns a code');
    const { answers: _, ...strict } = company;
    expect(describeProof(strict, [])).toMatch(/^strict: .*no server of ours is named/);
  });

  it('proposes the server that most mails have passed, and its place', () => {
    const mails = [...seen('mx.google.com', 2, 5), ...seen('mx.other.example', 0, 1), { value: 'x; "', above: 0 }];
    expect(describeProof(company, mails)).toContain('authservIds: [mx.google.com] and resultsBelowReceived: 2');
    expect(describeProof(company, [{ value: 'spf=pass smtp.mailfrom=a.example', above: 0 }])).toMatch(
      /authservIds: \[none\]$/,
    );
  });

  it('notices that our server’s results stand lower than they are read', () => {
    const google = { ...company, authservIds: ['mx.google.com'] };
    expect(describeProof(google, seen('mx.google.com', 2, 3))).toMatch(/set resultsBelowReceived: 2$/);
    const right = { ...google, resultsBelowReceived: 2 };
    expect(describeProof(right, seen('mx.google.com', 2, 3))).toMatch(/we trust mx.google.com$/);
  });
});
