import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { decodeText } from '../../../src/mail/charset.ts';
import { readMail } from '../../../src/mail/read-mail.ts';

const TEXTS: [charset: string, subject: string, body: string][] = [
  ['gbk', '螺栓询价', '您好，我们需要五百件螺栓，请报价。交货期多久？谢谢！'],
  ['gb18030', '询价㐀', '镕、堃、喆公司的采购员要报价单'],
  ['big5', '詢價單', '您好，我們需要五百件螺栓，請報價。交貨期多久？謝謝！'],
  ['shift_jis', '見積依頼', 'お世話になっております。ボルトの見積もりをお願いいたします。'],
  ['euc-jp', '見積依頼の件', 'お世話になっております。ボルトの見積もりをお願いいたします。'],
  ['euc-kr', '견적 요청', '안녕하세요. 볼트 오백 개 견적을 부탁드립니다. 감사합니다.'],
  ['windows-1251', 'Запрос цены', 'Здравствуйте, нам нужны болты М8, пришлите цену. Спасибо.'],
  ['koi8-r', 'Запрос цены', 'Здравствуйте, нам нужны болты М8, пришлите цену. Спасибо.'],
  ['windows-1252', 'Größe Stückliste', 'Sehr geehrte Damen, wir benötigen für München 500 Stück à 3 €.'],
  ['windows-1250', 'Wycena śrub', 'Proszę o wycenę śrub, potrzebujemy 500 sztuk. Dziękuję.'],
  ['windows-1254', 'Fiyat sorgusu: cıvata', 'Sayın yetkili, cıvata için fiyat teklifi rica ederiz. Teşekkürler.'],
  ['windows-1256', 'طلب عرض سعر', 'مرحبا، نحتاج إلى خمسمائة قطعة، يرجى إرسال السعر.'],
  ['windows-1253', 'Ζήτηση προσφοράς', 'Καλησπέρα, χρειαζόμαστε βίδες, στείλτε τιμή.'],
  ['windows-1255', 'בקשה להצעת מחיר', 'שלום, אנו צריכים ברגים, נא לשלוח הצעה.'],
  ['windows-874', 'ขอใบเสนอราคา', 'สวัสดีครับ ต้องการน็อต กรุณาเสนอราคา'],
];

function bytesOf(...parts: (string | Buffer)[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}

describe.each(TEXTS)('%s', (charset, subject, body) => {
  const rawSubject = iconv.encode(subject, charset);
  const rawBody = iconv.encode(body, charset);

  it('is read when it is named', async () => {
    const word = `=?${charset}?B?${rawSubject.toString('base64')}?=`;
    const mail = await readMail(
      bytesOf(`Subject: ${word}\r\nContent-Type: text/plain; charset="${charset}"\r\n\r\n`, rawBody),
    );
    expect([mail.subject, mail.text]).toEqual([subject, body]);
  });

  it('is read across encoded words that are cut in the middle of a character', async () => {
    const words = Array.from({ length: Math.ceil(rawSubject.length / 3) }, (_, index) => {
      const piece = [...rawSubject.subarray(3 * index, 3 * index + 3)];
      return `=?${charset}?Q?${piece.map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')}?=`;
    });
    expect((await readMail(bytesOf(`Subject: ${words.join('\r\n ')}\r\n\r\nx`))).subject).toBe(subject);
  });

  it('is read in raw header bytes beside a named body', async () => {
    const head = bytesOf('From: "', rawBody, '" <a@buyer.example>\r\nSubject: ', rawSubject);
    const mail = await readMail(bytesOf(head, `\r\nContent-Type: text/plain; charset=${charset}\r\n\r\n`, rawBody));
    expect([mail.subject, mail.from?.name, mail.from?.address]).toEqual([subject, body, 'a@buyer.example']);
  });

  it('is recognised where nothing names it, in headers, parts and file names', async () => {
    const mail = await readMail(
      bytesOf(
        'Subject: ',
        rawSubject,
        '\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n',
        rawBody,
        '\r\n--x\r\nContent-Type: application/pdf; name="',
        rawSubject,
        '.pdf"\r\n\r\nx\r\n--x--\r\n',
      ),
    );
    expect([mail.subject, mail.text, mail.attachments[0]?.filename]).toEqual([subject, body, `${subject}.pdf`]);
  });
});

describe('decodeText', () => {
  const chinese = '您好，我们需要五百件螺栓，请报价。';
  it.each([
    ['ISO-2022-JP', 'iso-2022-jp', Buffer.from('\u001b$B8+@Q\u001b(B no', 'latin1'), '見積 no'],
    ['ISO-2022-JP that nobody named', null, Buffer.from('\u001b$B8+@Q\u001b(B no', 'latin1'), '見積 no'],
    ['UTF-7', 'utf-7', Buffer.from('Die Fr+APY-sche'), 'Die Frösche'],
    ['HZ', 'hz-gb-2312', Buffer.from('To ~{Dz:C~} ~~ me'), 'To 您好 ~ me'],
    ['ISO-2022-KR', 'iso-2022-kr', Buffer.from('\u001b$)C\u000e0_@{\u000f ok', 'latin1'), '견적 ok'],
    ['a rare Korean syllable', 'ks_c_5601-1987', iconv.encode('똠방각하', 'cp949'), '똠방각하'],
    ['four bytes under a GB2312 label', 'gb2312', iconv.encode('㐀镕', 'gb18030'), '㐀镕'],
    ['UTF-8 under a Latin label', 'iso-8859-1', Buffer.from('Größe'), 'Größe'],
    ['Chinese under a Latin label', 'iso-8859-1', iconv.encode(chinese, 'gbk'), chinese],
    ['Latin under a Latin label', 'iso-8859-1', Buffer.from('Gr\u00f6\u00dfe \u0080', 'latin1'), 'Größe €'],
    ['UTF-8 with its last character cut', 'utf-8', Buffer.from('您好您好您好').subarray(0, -1), '您好您好您\uFFFD'],
    ['an unknown label', 'x-none-such', Buffer.from('words'), 'words'],
    ['no character set at all', 'base64', Buffer.from('d29yZHM='), 'd29yZHM='],
  ])('reads %s', (_, label, bytes, text) => {
    expect(decodeText(bytes, label)).toBe(text);
  });

  it('takes short Chinese for Chinese though it is valid UTF-8, when the mail says so', () => {
    expect(decodeText(iconv.encode('目录', 'gbk'), null, 'gb2312')).toBe('目录');
  });
});
