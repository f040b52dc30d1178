import { describe, expect, it } from '@jest/globals';
import { readAuthentication } from '../../../src/receive/authenticated.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

type Place = { ids?: string[]; address?: string; above?: number[]; below?: number };

const ourServer = 'mx.seller.example';

const read = (results: string[], place: Place = {}) => {
  const { ids = [ourServer], address = 'feedback@service.alibaba.com', above, below = 0 } = place;
  const headers = { 'authentication-results': results };
  const message = { from: { name: '', address }, headers, ...(above ? { receivedAbove: above } : {}) };
  const company = { authservIds: ids, domains: ['seller.example'], resultsBelowReceived: below };
  return readAuthentication(message, company).verdict;
};

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
    expect(read(['mx.seller.example; dmarc=pass header.from=alibaba.com'], { ids: [] })).toBe('unknown');
    expect(read(['mx.seller.example; dmarc=fail header.from=alibaba.com'], { ids: [] })).toBe('fail');
    expect(read(['mx.evil.example; dmarc=fail header.from=alibaba.com'], { ids: [] })).toBe('unknown');
  });

  it.each<[string, string, string]>([
    ['the name in another case, quoted, with a version', '"MX.Seller.Example" 1; dmarc=pass', 'pass'],
    [
      'comments and folds',
      '(a;b) mx.seller.example\t(x (y) z) ; dmarc (p=none) = pass header.from = alibaba.com',
      'pass',
    ],
    ['words in a comment', 'mx.seller.example; dmarc=fail (dmarc=pass; dmarc=pass header.from=alibaba.com)', 'fail'],
    ['a comment that does not end', 'mx.seller.example; dmarc=pass header.from=alibaba.com (', 'unknown'],
    [
      'results inside a quoted envelope sender',
      'mx.seller.example; spf=pass smtp.mailfrom="; dmarc=pass header.from=alibaba.com; x="@evil.example',
      'unknown',
    ],
    [
      'an escaped quote in it',
      'mx.seller.example; spf=pass smtp.mailfrom="\\"; dmarc=pass; x="@evil.example',
      'unknown',
    ],
    ['a domain in the local part', 'mx.seller.example; spf=pass smtp.mailfrom="@alibaba.com"@evil.example', 'unknown'],
    ['a passed and a failed DMARC', 'mx.seller.example; dmarc=pass; dmarc=fail header.from=alibaba.com', 'fail'],
    ['a method that is not one', 'mx.seller.example; xdmarc=pass header.from=alibaba.com', 'unknown'],
    ['the name as a prefix of another', 'mx.seller.example.evil.example; dmarc=pass', 'unknown'],
  ])('reads %s', (_, value, verdict) => {
    expect(read([value])).toBe(verdict);
  });

  it('takes the login of the author himself at our server, nobody else’s', () => {
    const login = (user: string) =>
      read([`${ourServer}; auth=pass smtp.auth=${user}`], { address: 'mei@seller.example' });
    expect(login('mei@seller.example')).toBe('pass');
    expect(login('jo@seller.example')).toBe('unknown');
  });

  it('counts a field only where our own servers write it', () => {
    const pass = `${ourServer}; dmarc=pass header.from=alibaba.com`;
    expect(read([pass], { above: [0] })).toBe('pass');
    expect(read([pass], { above: [1] })).toBe('unknown'); // below the Received of our server: the sender wrote it
    expect(read([pass], { above: [2], below: 2 })).toBe('pass');
    expect(read([pass], { above: [3], below: 2 })).toBe('unknown');
    expect(read(['mx.other.example; none', pass], { above: [0, 4], below: 2 })).toBe('unknown');
    expect(read(['spf=pass smtp.mailfrom=alibaba.com'], { ids: ['none'], above: [0] })).toBe('pass');
  });

  it('takes two From fields for a forgery', () => {
    const headers = {
      from: ['a@alibaba.com', 'b@evil.example'],
      'authentication-results': [`${ourServer}; dmarc=pass`],
    };
    const message = { from: { name: '', address: 'a@alibaba.com' }, headers };
    expect(readAuthentication(message, { authservIds: [ourServer], domains: [] }).verdict).toBe('fail');
  });

  it('reads a hostile field in no time', () => {
    for (const piece of ['(', '"', '\\', ';', 'a=', '()', '= ', ';dmarc=pass ']) {
      const field = `${ourServer};${piece.repeat(200_000 / piece.length)}`;
      expect(cpuMs(() => void read([field, field.slice(0, 9999)]))).toBeLessThan(hostileMs);
    }
  });
});
