import { describe, expect, it } from '@jest/globals';
import { readHtml } from '../../../src/mail/html-text.ts';
import { parseMail } from '../../../src/mail/parse.ts';
import { readLinks } from '../../../src/receive/link-risk.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

const SAFE = 'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.buyer.example%2Fa&data=05';

describe('links of the HTML', () => {
  it.each([
    [
      'another host',
      '<a href="https://evil.example/x">www.bank.example</a>',
      'www.bank.example',
      'https://evil.example/x',
    ],
    ['words', '<a href=" http://shop.example ">our\n <b>shop</b></a>', 'our shop', 'http://shop.example'],
    ['a picture', '<a href="https://shop.example/"><img src="x.png" alt="shop"></a>', '', 'https://shop.example/'],
    ['what Outlook checks', `<a href="${SAFE}">site</a>`, 'site', 'https://www.buyer.example/'],
    [
      'what Proofpoint checks',
      '<a href="https://urldefense.proofpoint.com/v2/url?u=https-3A__my-2Dshop.example_a&d=Dw">s</a>',
      's',
      'https://my-shop.example/',
    ],
    [
      'what Proofpoint checks now',
      '<a href="https://urldefense.com/v3/__https://shop.example/a__;!!x">s</a>',
      's',
      'https://shop.example/',
    ],
    [
      'what Mimecast checks',
      '<a href="https://protect-eu.mimecast.com/s/AbC?domain=shop.example">s</a>',
      's',
      'https://shop.example/',
    ],
  ])('notes one that shows %s', (_, html, text, href) => {
    expect(readHtml(html).links).toEqual([{ text, href }]);
  });

  it.each([
    ['shows its target', '<a href="https://shop.example/a">https://shop.example/a</a>'],
    ['is a mail address', '<a href="mailto:a@shop.example">us</a>'],
    ['stays in the page', '<a href="#top">up</a><a name=top></a>'],
    ['runs a script', '<a href="javascript:alert(1)">go</a>'],
    ['nobody sees', '<div style="display:none"><a href="https://evil.example">x</a></div>'],
    ['a gateway keeps to itself', '<a href="https://protect-eu.mimecast.com/s/AbC">www.shop.example</a>'],
  ])('passes over one that %s', (_, html) => {
    expect(readHtml(html).links).toEqual([]);
  });

  it('notes at most 200, at a bounded cost', () => {
    const html = '<a href="https://shop.example/">s</a>'.repeat(300);
    expect(readHtml(html).links).toHaveLength(200);
    const long = `<a href="https://google.com/url${'https'.repeat(40_000)}">x</a>`;
    expect(cpuMs(() => readHtml(long))).toBeLessThan(hostileMs);
  });

  it('are in the mail, and told as a risk, also beside a plain text', async () => {
    const message = await parseMail(
      Buffer.from(
        'Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nPlease log in at www.bank.example\r\n--b\r\n' +
          'Content-Type: text/html\r\n\r\nPlease log in at <a href="https://evil.example/x">www.bank.example</a>\r\n--b--',
      ),
    );
    expect(message.links).toEqual([{ text: 'www.bank.example', href: 'https://evil.example/x' }]);
    expect(readLinks(message, undefined)).toEqual({ evidence: 'www.bank.example -> evil.example', isShortened: false });
    const checked = await parseMail(
      Buffer.from(`Content-Type: text/html\r\n\r\nBest regards, <a href="${SAFE}">www.buyer.example</a>`),
    );
    expect(readLinks(checked, undefined)).toBeNull();
  });
});
