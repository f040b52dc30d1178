import { describe, expect, it } from '@jest/globals';
import { readAuthentication } from '../../../src/receive/authenticated.ts';

const read = (results: string[], ids: string[] = ['mx.seller.example'], address = 'feedback@service.alibaba.com') =>
  readAuthentication({ from: { name: '', address }, headers: { 'authentication-results': results } }, ids, [
    'seller.example',
  ]).verdict;

describe('readAuthentication', () => {
  it.each<[string, string, string]>([
    ['dmarc passes', 'mx.seller.example; dmarc=pass header.from=service.alibaba.com', 'pass'],
    ['aligned dkim passes', 'mx.seller.example 1; spf=none; dkim=pass (2048 bit) header.d=alibaba.com', 'pass'],
    ['aligned spf passes', 'mx.seller.example; spf=pass smtp.mailfrom=bounce@service.alibaba.com', 'pass'],
    ['dmarc fails', 'mx.seller.example; dkim=pass header.d=evil.example; dmarc=fail header.from=alibaba.com', 'fail'],
    ['spf fails and nothing passes', 'mx.seller.example; spf=fail smtp.mailfrom=alibaba.com; dkim=none', 'fail'],
    ['another domain is signed', 'mx.seller.example; dkim=pass header.d=evil.example', 'unknown'],
    ['nothing was checked', 'mx.seller.example; none', 'unknown'],
    ['somebody else says so', 'mx.evil.example; dmarc=pass header.from=alibaba.com', 'unknown'],
  ])('%s', (_, value, verdict) => {
    expect(read([value])).toBe(verdict);
  });

  it('reads the topmost result of our server', () => {
    const forged = 'mx.seller.example; dmarc=pass header.from=alibaba.com';
    expect(read(['mx.seller.example; dmarc=fail header.from=alibaba.com', forged])).toBe('fail');
  });

  it('takes no pass as proof while nothing is configured, but a failure of our own server', () => {
    expect(read(['mx.seller.example; dmarc=pass header.from=alibaba.com'], [])).toBe('unknown');
    expect(read(['mx.seller.example; dmarc=fail header.from=alibaba.com'], [])).toBe('fail');
    expect(read(['mx.evil.example; dmarc=fail header.from=alibaba.com'], [])).toBe('unknown');
  });
});
