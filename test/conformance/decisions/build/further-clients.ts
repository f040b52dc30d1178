/** Further mail clients, for answers that are listed one by one: the first collection stays what it was. */
import { addressOf, type Client, DESK, DESK_NAME, type Person } from './client.ts';
import type { Language, Request } from './request.ts';

type By = Record<Language, string>;
const by = (words: By) => (language: Language) => words[language];
const both: Language[] = ['en', 'zh'];
const desk = `${DESK_NAME} <${DESK}>`;

/** Tencent's newer programs (Foxmail for Mac, WeCom): the head is a small table with the addresses spaced out. */
const tencentHead = (language: Language, { subject }: Request, person: Person): string[] =>
  language === 'en'
    ? [
        '         Original Email         ',
        '',
        `Sender:"${DESK_NAME}"< ${DESK} >;`,
        '',
        'Sent Time:2026/12/3 8:40',
        '',
        `To:"${person.name}"< ${addressOf(person)} >;`,
        '',
        `Subject:${subject}`,
        '',
      ]
    : [
        '         原始邮件         ',
        '',
        `发件人:"${DESK_NAME}"< ${DESK} >;`,
        '',
        '发件时间:2026年12月3日(周四) 上午8:40',
        '',
        `收件人:"${person.zh}"< ${addressOf(person)} >;`,
        '',
        `主题:${subject}`,
        '',
      ];

/** The signature comes as a table of one column, written with bars. */
const masterSign = (language: Language, person: Person): string =>
  language === 'en'
    ? [
        '| |',
        person.name,
        '|',
        '|',
        `Email: ${addressOf(person)}`,
        '|',
        '',
        'Signature is customized by Netease Mail Master',
      ].join('\n')
    : ['| |', person.zh, '|', '|', `邮箱：${addressOf(person)}`, '|', '', '签名由 网易邮箱大师 定制'].join('\n');

const macHead = (language: Language, { subject }: Request, person: Person): string[] => {
  const to = `${person.name} <${addressOf(person)}>`;
  return language === 'en'
    ? [`From: ${desk}`, 'Date: Thursday, December 3, 2026 at 08:40', `To: ${to}`, `Subject: ${subject}`, '']
    : [`发件人: ${desk}`, '日期: 星期四, 2026年12月3日 08:40', `收件人: ${to}`, `主题: ${subject}`, ''];
};

const iosHead = (language: Language, { subject }: Request, person: Person): string[] => {
  const to = `${person.name} <${addressOf(person)}>`;
  return language === 'en'
    ? [
        '________________________________',
        `From: ${desk}`,
        'Sent: Thursday, December 3, 2026 8:40:12 AM',
        `To: ${to}`,
        `Subject: ${subject}`,
        '',
      ]
    : [
        '________________________________',
        `发件人: ${desk}`,
        '发送时间: 星期四, 十二月 3, 2026 8:40:12 上午',
        `收件人: ${to}`,
        `主题: ${subject}`,
        '',
      ];
};

export const furtherClients: Client[] = [
  {
    id: 'outlook-ios',
    headers: ['X-MS-Has-Attach:'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: iosHead,
    mark: '',
    sentFrom: by({
      en: 'Sent from Outlook for iOS<https://aka.ms/o0ukef>',
      zh: '发送自 Outlook for iOS<https://aka.ms/o0ukef>',
      tw: '從 Outlook for iOS 傳送<https://aka.ms/o0ukef>',
    }),
    gap: 0,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'outlook-mac',
    headers: ['User-Agent: Microsoft-MacOutlook/16.103.25'],
    languages: both,
    charset: 'utf-8',
    encoding: 'quoted-printable',
    head: macHead,
    mark: '',
    gap: 1,
    lines: 'long',
    html: 'word',
  },
  {
    id: 'ios-mail',
    headers: ['X-Mailer: iPhone Mail (23A341)'],
    languages: both,
    charset: 'utf-8',
    encoding: 'quoted-printable',
    head: (language) => [
      language === 'en' ? `On 3 Dec 2026, at 08:40, ${desk} wrote:` : `${desk} 在 2026年12月3日 上午8:40 写道：`,
      '\ufeff',
    ],
    mark: '> ',
    markHead: true,
    sentFrom: by({ en: 'Sent from my iPad', zh: '发自我的iPhone', tw: '從我的iPhone傳送' }),
    gap: 1,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'gmail-android-broken',
    headers: [],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    // The line with the date is broken at 78 characters wherever it falls.
    head: (language) =>
      language === 'en'
        ? ['On Thu, 3 Dec 2026, 08:40 Brightforge Desk, <desk@brightforge.example>', 'wrote:']
        : ['Brightforge Desk <desk@brightforge.example> 于', '2026年12月3日周四 08:40写道：'],
    mark: '> ',
    gap: 1,
    lines: 'wrapped',
    html: 'div',
  },
  {
    id: 'foxmail-mac',
    headers: ['X-Mailer: Foxmail for Mac 1.5.5'],
    languages: both,
    charset: 'gb18030',
    encoding: 'base64',
    head: tencentHead,
    mark: '',
    gap: 3,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'wecom',
    headers: ['X-Mailer: WeCom 4.1.38'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: tencentHead,
    mark: '',
    sentFrom: by({ en: 'Sent from my WeCom', zh: '发自我的企业微信', tw: '從我的企業微信傳送' }),
    gap: 2,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'master-signed',
    headers: ['X-Mailer: NetEase Mail Master iOS 7.21'],
    languages: both,
    charset: 'gbk',
    encoding: 'base64',
    head: (language) =>
      language === 'en'
        ? [`On 12/3/2026 08:40, ${DESK_NAME}<${DESK}> wrote:`]
        : [`在2026年12月3日 08:40，${DESK_NAME}<${DESK}> 写道：`],
    mark: '',
    sentFrom: masterSign,
    gap: 1,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'dingtalk-mobile',
    headers: ['X-Mailer: [Alimail-Mailagent][Android][DingTalk 7.6]'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: (language, { subject }, person) =>
      language === 'en'
        ? [
            '------------------------------------------------------------------',
            `From:${desk}`,
            'Sent At:2026-12-03 08:40',
            `To:${addressOf(person)}`,
            `Subject:${subject}`,
          ]
        : [
            '------------------------------------------------------------------',
            `发件人：${desk}`,
            '发送时间：2026年12月3日(星期四) 08:40',
            `收件人：${person.zh}<${addressOf(person)}>`,
            `主　题：${subject}`,
          ],
    mark: '',
    sentFrom: by({ en: 'Sent from DingTalk on my phone', zh: '发自我的钉钉', tw: '從我的釘釘傳送' }),
    gap: 0,
    lines: 'long',
    html: 'none',
  },
  {
    id: 'html-gbk',
    headers: ['X-Mailer: Coremail Webmail Server'],
    languages: both,
    charset: 'gbk',
    encoding: 'base64',
    head: (language) =>
      language === 'en'
        ? [
            '-----Original Messages-----',
            `From:"${DESK_NAME}" <${DESK}>`,
            'Sent Time:2026-12-03 08:40:12 (Thursday)',
            '',
          ]
        : ['-----原始邮件-----', `发件人:"${DESK_NAME}" <${DESK}>`, '发送时间:2026-12-03 08:40:12 (星期四)', ''],
    mark: '',
    gap: 2,
    lines: 'long',
    html: 'paragraph',
    only: 'html',
  },
];
