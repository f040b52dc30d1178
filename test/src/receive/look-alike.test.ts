import { domainToASCII } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { imitatedDomain } from '../../../src/receive/look-alike.ts';

const known = ['summit-outdoor.com', 'alibaba.com'];

describe('imitatedDomain', () => {
  it.each([
    ['surnmit-outdoor.com', 'summit-outdoor.com'],
    ['summit-0utdoor.com', 'summit-outdoor.com'],
    ['summitoutdoor.com', 'summit-outdoor.com'],
    ['summit-outdor.com', 'summit-outdoor.com'],
    ['summit-outodor.com', 'summit-outdoor.com'],
    ['summit-outdoor.net', 'summit-outdoor.com'],
    ['summit-outdoor-group.com', 'summit-outdoor.com'],
    ['billing-summit-outdoor.com', 'summit-outdoor.com'],
    [domainToASCII('аlibаbа.com'), 'alibaba.com'],
    [domainToASCII('alíbaba.com'), 'alibaba.com'],
    ['summit-outdoor.com', null],
    ['mail.summit-outdoor.com', null],
    ['summer-indoor.com', null],
    ['xn--0.com', null],
    ['xn--999999999999.com', null],
    ['', null],
  ])('%s: %s', (domain, imitated) => {
    expect(imitatedDomain(`a@${domain}`, known)).toBe(imitated);
  });
});
