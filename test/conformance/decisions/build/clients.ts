/** The mail clients of the corpus, as they format an answer to a mail of Thursday 2026-12-03, 08:40. */
import { addressOf, type Client, DESK, DESK_NAME, type Person } from './client.ts';
import type { Language, Request } from './request.ts';

type By = Record<Language, string>;
const by = (words: By) => (language: Language) => words[language];
const both: Language[] = ['en', 'zh'];
const all: Language[] = ['en', 'zh', 'tw'];
const desk = `${DESK_NAME} <${DESK}>`;
const deskQuoted = `"${DESK_NAME}"<${DESK}>`;

const gmailHead = by({
  en: `On Thu, Dec 3, 2026 at 8:40\u202fAM ${desk} wrote:`,
  zh: `${desk} 于2026年12月3日周四 08:40写道：`,
  tw: `${desk} 於 2026年12月3日週四 上午8:40寫道：`,
});
const androidHead = by({
  en: `On Thu, 3 Dec 2026, 8:40 am ${DESK_NAME}, <${DESK}> wrote:`,
  zh: `${desk} 于 2026年12月3日周四 08:40写道：`,
  tw: `${desk} 於 2026年12月3日 週四 08:40 寫道：`,
});
const appleHead = by({
  en: `On Dec 3, 2026, at 8:40 AM, ${desk} wrote:`,
  zh: `2026年12月3日 08:40，${desk} 写道：`,
  tw: `${desk} 於 2026年12月3日 上午8:40 寫道：`,
});
const iphoneHead = by({
  en: `On Dec 3, 2026, at 8:40 AM, ${desk} wrote:`,
  zh: `在 2026年12月3日，08:40，${desk} 写道：`,
  tw: `${desk} 於 2026年12月3日 08:40 寫道：`,
});
const birdHead = by({
  en: `On 12/3/26 08:40, ${DESK_NAME} wrote:`,
  zh: `在 2026/12/3 08:40, ${DESK_NAME} 写道:`,
  tw: `${DESK_NAME} 於 2026/12/3 上午 08:40 寫道:`,
});

type Labels = { from: string; sent: string; to: string; subject: string; stamp: string };
const outlook: Record<Language, Labels> = {
  en: { from: 'From: ', sent: 'Sent: ', to: 'To: ', subject: 'Subject: ', stamp: 'Thursday, December 3, 2026 8:40 AM' },
  zh: { from: '发件人: ', sent: '发送时间: ', to: '收件人: ', subject: '主题: ', stamp: '2026年12月3日 8:40' },
  tw: { from: '寄件者: ', sent: '寄件日期: ', to: '收件者: ', subject: '主旨: ', stamp: '2026年12月3日 上午 08:40' },
};
const outlookHead = (language: Language, { subject }: Request, person: Person): string[] => {
  const words = outlook[language];
  const to = `${person.name} <${addressOf(person)}>`;
  return [`${words.from}${desk}`, `${words.sent}${words.stamp}`, `${words.to}${to}`, `${words.subject}${subject}`, ''];
};
const ruled = (language: Language, request: Request, person: Person) => [
  '________________________________',
  ...outlookHead(language, request, person),
];

const qqHead =
  (marker: By) =>
  (language: Language, { subject }: Request, person: Person): string[] =>
    language === 'en'
      ? [
          marker.en,
          `From:  ${deskQuoted};`,
          'Date:  Thu, Dec 3, 2026 08:40 AM',
          `To:  "${person.name}"<${addressOf(person)}>;`,
          '',
          `Subject:  ${subject}`,
          '',
          '',
          '',
        ]
      : [
          marker[language],
          `发件人: ${deskQuoted};`,
          '发送时间: 2026年12月3日(星期四) 上午8:40',
          `收件人: "${person.zh}"<${addressOf(person)}>;`,
          '',
          `主题: ${subject}`,
          '',
          '',
          '',
        ];

const foxmailHead = (language: Language, { subject }: Request, person: Person): string[] =>
  language === 'en'
    ? [' ', `From: ${DESK_NAME}`, 'Date: 2026-12-03 08:40', `To: ${person.name}`, `Subject: ${subject}`]
    : [' ', `发件人： ${DESK_NAME}`, '发送时间： 2026-12-03 08:40', `收件人： ${person.zh}`, `主题： ${subject}`];

const neteaseHead = (language: Language): string[] =>
  language === 'en'
    ? [`At 2026-12-03 08:40:12, "${DESK_NAME}" <${DESK}> wrote:`]
    : [`在 2026-12-03 08:40:12，"${DESK_NAME}" <${DESK}> 写道：`];

const masterHead = (language: Language, { subject }: Request, person: Person): string[] =>
  language === 'en'
    ? [
        '---- Replied Message ----',
        `| From | ${DESK_NAME}<${DESK}> |`,
        '| Date | 12/3/2026 08:40 |',
        `| To | ${person.name}<${addressOf(person)}> |`,
        `| Subject | ${subject} |`,
      ]
    : [
        '---- 回复的原邮件 ----',
        `| 发件人 | ${DESK_NAME}<${DESK}> |`,
        '| 发送日期 | 2026年12月03日 08:40 |',
        `| 收件人 | ${person.zh}<${addressOf(person)}> |`,
        `| 主题 | ${subject} |`,
      ];

const aliHead = (language: Language, { subject }: Request, person: Person): string[] => {
  const rule = '------------------------------------------------------------------';
  return language === 'en'
    ? [
        rule,
        `From:${desk}`,
        'Sent At:2026 Dec. 3 (Thu.) 08:40',
        `Recipient:${person.name} <${addressOf(person)}>`,
        `Subject:${subject}`,
        '',
      ]
    : [
        rule,
        `发件人：${desk}`,
        '日　期：2026年12月03日 08:40:12',
        `收件人：${person.zh}<${addressOf(person)}>`,
        `主　题：${subject}`,
        '',
      ];
};

const androidOriginal = (language: Language, { subject }: Request, person: Person): string[] =>
  language === 'en'
    ? [
        '-------- Original message --------',
        `From: ${desk}`,
        'Date: 12/3/26 8:40 AM (GMT+08:00)',
        `To: ${addressOf(person)}`,
        `Subject: ${subject}`,
        '',
      ]
    : [
        '-------- 原始邮件 --------',
        `发件人：${desk}`,
        '日期：2026年12月3日周四 上午8:40',
        `收件人：${person.zh} <${addressOf(person)}>`,
        `主 题：${subject}`,
        '',
      ];

export const clients: Client[] = [
  {
    id: 'gmail',
    headers: [],
    languages: all,
    charset: 'utf-8',
    encoding: 'quoted-printable',
    head: (l) => [gmailHead(l)],
    mark: '> ',
    gap: 1,
    lines: 'wrapped',
    html: 'div',
  },
  {
    id: 'gmail-android',
    headers: [],
    languages: all,
    charset: 'utf-8',
    encoding: 'base64',
    head: (l) => [androidHead(l)],
    mark: '> ',
    gap: 1,
    lines: 'wrapped',
    html: 'div',
  },
  {
    id: 'outlook',
    headers: ['X-Mailer: Microsoft Outlook 16.0', 'Thread-Index: AdpFZx7tq0lQm2yQTkGq1lV8bq3y0g=='],
    languages: all,
    charset: 'utf-8',
    encoding: 'quoted-printable',
    head: outlookHead,
    mark: '',
    gap: 1,
    lines: 'long',
    html: 'word',
  },
  {
    id: 'outlook-exchange',
    headers: ['X-MS-Has-Attach:', 'X-MS-TNEF-Correlator:'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: outlookHead,
    mark: '',
    gap: 1,
    lines: 'doubled',
    html: 'word',
  },
  {
    id: 'outlook-new',
    headers: ['X-MS-Exchange-MessageSentRepresentingType: 1'],
    languages: both,
    charset: 'utf-8',
    encoding: 'quoted-printable',
    head: ruled,
    mark: '',
    gap: 0,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'outlook-html',
    headers: ['X-Mailer: Microsoft Outlook 16.0'],
    languages: both,
    charset: 'gb2312',
    encoding: 'quoted-printable',
    head: outlookHead,
    mark: '',
    gap: 1,
    lines: 'long',
    html: 'word',
    only: 'html',
  },
  {
    id: 'outlook-mobile',
    headers: [],
    languages: all,
    charset: 'utf-8',
    encoding: 'quoted-printable',
    head: ruled,
    mark: '',
    sentFrom: by({
      en: 'Get Outlook for iOS<https://aka.ms/o0ukef>',
      zh: '获取 Outlook for Android<https://aka.ms/AAb9ysg>',
      tw: '取得 Outlook for iOS<https://aka.ms/o0ukef>',
    }),
    gap: 0,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'apple-mail',
    headers: ['X-Mailer: Apple Mail (2.3826.300.87.4.3)', 'Mime-Version: 1.0 (Mac OS X Mail 16.0)'],
    languages: all,
    charset: 'utf-8',
    encoding: 'quoted-printable',
    head: (l) => [appleHead(l)],
    mark: '> ',
    gap: 1,
    lines: 'long',
    html: 'none',
  },
  {
    id: 'iphone',
    headers: ['X-Mailer: iPhone Mail (22C152)'],
    languages: all,
    charset: 'utf-8',
    encoding: 'base64',
    head: (l) => [iphoneHead(l)],
    mark: '> ',
    markHead: true,
    sentFrom: by({ en: 'Sent from my iPhone', zh: '发自我的 iPhone', tw: '從我的 iPhone 傳送' }),
    gap: 1,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'thunderbird',
    headers: ['User-Agent: Mozilla Thunderbird'],
    languages: all,
    charset: 'utf-8',
    encoding: '8bit',
    head: (l) => [birdHead(l)],
    mark: '> ',
    gap: 1,
    lines: 'flowed',
    html: 'none',
  },
  {
    id: 'qq',
    headers: ['X-Mailer: QQMail 2.x', 'X-QQ-STYLE:'],
    languages: both,
    charset: 'gb18030',
    encoding: 'base64',
    head: qqHead({
      en: '------------------&nbsp;Original&nbsp;------------------',
      zh: '------------------&nbsp;原始邮件&nbsp;------------------',
      tw: '------------------&nbsp;原始郵件&nbsp;------------------',
    }),
    mark: '',
    gap: 3,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'qq-mobile',
    headers: ['X-Mailer: QQMail_Mobile 6.6'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: qqHead({ en: '---Original---', zh: '---原始邮件---', tw: '---原始郵件---' }),
    mark: '',
    sentFrom: by({ en: 'Sent from my iPhone', zh: '发自我的iPhone', tw: '發自我的iPhone' }),
    gap: 2,
    lines: 'long',
    html: 'div',
    only: 'html',
  },
  {
    id: 'exmail',
    headers: ['X-Mailer: QQMail 2.x', 'X-QQ-SSF: 00000000000000F0000000000000000'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: qqHead({
      en: '------------------ Original ------------------',
      zh: '------------------ 原始邮件 ------------------',
      tw: '------------------ 原始郵件 ------------------',
    }),
    mark: '',
    gap: 2,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'foxmail',
    headers: ['X-Mailer: Foxmail 7.2.25.331[cn]'],
    languages: both,
    charset: 'gb2312',
    encoding: 'base64',
    head: foxmailHead,
    mark: '',
    gap: 2,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'netease-web',
    headers: ['X-Mailer: Coremail Webmail Server Version XT5.0.14'],
    languages: both,
    charset: 'gbk',
    encoding: 'base64',
    head: neteaseHead,
    mark: '>',
    gap: 4,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'netease-master',
    headers: ['X-Mailer: NetEase Mail Master 7.19'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: masterHead,
    mark: '',
    gap: 2,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'dingtalk',
    headers: ['X-Mailer: [Alimail-Mailagent][W4_7.0][DingTalk]'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: aliHead,
    mark: '',
    sentFrom: by({ en: 'Sent from DingTalk Mail', zh: '来自钉钉专属商务邮箱', tw: '來自釘釘專屬商務郵箱' }),
    gap: 0,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'aliyun',
    headers: ['X-Mailer: [Alimail-Mailagent revision 4][W4_7.0][v2]'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: aliHead,
    mark: '',
    gap: 1,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'huawei',
    headers: ['X-Mailer: com.huawei.email'],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: androidOriginal,
    mark: '',
    sentFrom: by({ en: 'Sent from my HUAWEI phone', zh: '发自我的华为手机', tw: '發自我的華為手機' }),
    gap: 1,
    lines: 'long',
    html: 'div',
  },
  {
    id: 'xiaomi',
    headers: [],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: (l) => [l === 'en' ? `On Dec 3, 2026 8:40 AM, ${desk} wrote:` : `${desk} 在 2026年12月3日 上午8:40写道：`],
    mark: '> ',
    sentFrom: by({ en: 'Sent from my Xiaomi phone', zh: '发自我的小米手机', tw: '發自我的小米手機' }),
    gap: 1,
    lines: 'long',
    html: 'paragraph',
    only: 'html',
  },
  {
    id: 'samsung',
    headers: [],
    languages: both,
    charset: 'utf-8',
    encoding: 'base64',
    head: androidOriginal,
    mark: '',
    sentFrom: by({ en: 'Sent from my Galaxy', zh: '从我的 Galaxy 手机发送', tw: '從我的 Galaxy 手機傳送' }),
    gap: 1,
    lines: 'long',
    html: 'div',
  },
];
