// Writes a collection of answers to approval requests: node test/conformance/decisions/build/build.ts NAME ANSWERS.yaml
// Every client × surface language × decision, the answers taken in turn; the same input always gives the same files.
// held-out-4 and held-out-5 are not built: an examiner wrote those mails whole, and they are stored as he made them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import {
  addressOf,
  type Client,
  DESK,
  DESK_NAME,
  htmlOf,
  type Person,
  type Place,
  plainOf,
  type Written,
} from './client.ts';
import { clients } from './clients.ts';
import { furtherClients } from './further-clients.ts';
import { type Body, type File, headerText, type Leaf, writeBody } from './mime.ts';
import { type Draft, type Language, type Layout, requestOf } from './request.ts';

type Change = 'price' | 'word' | 'line';
type Said = {
  say: string;
  argument?: string;
  change?: Change | 'both';
  place?: Place;
  draft?: number;
  letter?: string;
  /** The edit word and the salutation stand in one line. */
  sameLine?: boolean;
  /** Own words at the other end of the quotation. */
  afterwards?: string;
  expect?: Kind;
  /** `say` holds the whole answer, and this is the letter in it. */
  whole?: string;
};
type Listed = [Language, Kind, string, string, (string | Omit<Said, 'say'>)?];
type Kind = 'approve' | 'edit' | 'revise' | 'reject' | 'assign' | 'snooze' | 'close' | 'unclear';
type Pool = Partial<Record<Kind, (Said | string)[]>>;

const here = import.meta.dirname;
const [name = 'first', answersFile = 'answers.yaml'] = process.argv.slice(2);
const read = (file: string): unknown => load(readFileSync(join(here, file), 'utf8'));
const { people, drafts } = read('drafts.yaml') as { people: Person[]; drafts: Draft[] };
const answers = read(answersFile) as Record<Language, Pool> | Listed[];
const kinds: Kind[] = ['approve', 'edit', 'revise', 'reject', 'assign', 'snooze', 'close', 'unclear', 'unclear'];
/** How many per client and language; unclear ones twice. */
const target = join(here, '..', name);
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });

const turns = new Map<string, number>();
const turn = (key: string) => {
  const count = turns.get(key) ?? 0;
  turns.set(key, count + 1);
  return count;
};
let count = 0;
const pools = Array.isArray(answers) ? null : answers;
for (const [language, kind, id, say, more] of Array.isArray(answers) ? answers : []) {
  const client = [...clients, ...furtherClients].find((known) => known.id === id);
  if (!client) throw new Error(`no client ${id}`);
  write(client, language, kind, typeof more === 'string' ? { say, argument: more } : { say, ...more });
}
for (const client of pools ? clients : []) {
  for (const language of client.languages) {
    for (const kind of kinds) {
      const pool = pools?.[language]?.[kind];
      if (!pool || pool.length === 0) continue;
      const said = pool[turn(`${language} ${kind}`) % pool.length];
      if (said !== undefined) write(client, language, kind, typeof said === 'string' ? { say: said } : said);
    }
  }
}
console.log(`${count} answers in ${target}`);

function write(client: Client, language: Language, kind: Kind, said: Said): void {
  const index = count;
  count += 1;
  const person = people[language === 'tw' ? 3 : index % 3] as Person;
  const draft = drafts[said.draft ?? index % drafts.length] as Draft;
  const inPlace = kind === 'edit' && (pools ? index % 3 === 2 : said.change !== undefined);
  const changed = said.change ?? (inPlace ? 'both' : null);
  const quoted = changed === null ? draft.text : change(draft, changed);
  const place = said.place ?? placeOf(client, kind, said, inPlace, index);
  // Inside a quotation without marks only the request tells which words are new: the long one goes with its text.
  const layout: Layout = index % 2 === 0 || place === 'inside' ? 'long' : 'short';
  const letter = said.whole ?? said.letter ?? draft.letter;
  const below = said.sameLine ? letter.slice(letter.indexOf('\n') + 1) : `${index % 2 ? '\n' : ''}${letter}`;
  const own = kind === 'edit' && !inPlace && !said.whole ? `${said.say}\n${below}` : said.say;
  const written: Written = {
    own: own === '' ? [] : own.split('\n'),
    sign: own === '' ? [] : signOf(kind, index, language, person),
    request: requestOf(draft, layout, language, quoted),
    ...(said.afterwards ? { afterwards: said.afterwards.split('\n') } : {}),
    language,
    place,
    person,
  };
  const id = `${String(index + 1).padStart(3, '0')}-${client.id}-${language}-${kind}`;
  const expected = {
    id,
    kind: 'decision',
    input: `${id}.eml`,
    input_format: 'message/rfc822',
    received: '2026-12-03T09:20:00+08:00',
    ...(layout === 'long' ? { request: requestOf(draft, layout, language).text } : {}),
    draftText: draft.text,
    expect: {
      decision: said.expect ?? kind,
      ...(kind === 'edit' && said.expect !== 'unclear' ? { editedText: inPlace ? quoted : letter } : {}),
      ...(said.argument === undefined ? {} : { argument: said.argument }),
      ...(kind === 'edit' && index % 4 === 0 ? { attachments: ['Drawing BT-220.pdf'] } : {}),
    },
  };
  writeFileSync(join(target, `${id}.eml`), mailOf(client, written, kind === 'edit' && index % 4 === 0, index));
  writeFileSync(join(target, `${id}.expected.json`), `${JSON.stringify(expected, null, 2)}\n`);
}

function change(draft: Draft, what: Change | 'both'): string {
  if (what === 'both') return change({ ...draft, text: change(draft, 'price') }, 'word');
  const [from, to] = draft[what];
  if (!draft.text.includes(from)) throw new Error(`${draft.no}: no ${from}`);
  return draft.text.replace(from, to);
}

/** Most people write above; some clients answer below; a few write into the quotation or quote nothing. */
function placeOf(client: Client, kind: Kind, said: Said, inPlace: boolean, index: number): Place {
  if (said.change || said.say === '' || inPlace) return 'above';
  if (client.id === 'thunderbird') return index % 3 === 0 ? 'above' : 'below';
  if (index % 11 === 5) return 'below';
  if (index % 13 === 6 && kind !== 'edit') return 'inside';
  return index % 9 === 4 ? 'none' : 'above';
}

/** Signatures that clients add by themselves; below an edited text only those with a `-- ` line. */
function signOf(kind: Kind, index: number, language: Language, person: Person): string[] {
  const zh = language !== 'en';
  const name = zh ? person.zh : person.name;
  const company = zh ? '宁波亮锻工具有限公司' : 'Ningbo Brightforge Tools Co., Ltd.';
  const phone = '+86 574 8765 4321';
  switch (index % 6) {
    case 1:
      return kind === 'edit' ? [] : ['', name];
    case 2:
      return ['', '-- ', `${name} | ${company} | ISO 9001`, phone];
    case 3:
      if (kind === 'edit') return [];
      return zh
        ? [
            '',
            name,
            person.zhTitle,
            company,
            '地址：浙江省宁波市鄞州区工业园区88号',
            `电话：${phone}`,
            '网址：www.brightforge.example',
          ]
        : [
            '',
            'Best regards,',
            name,
            person.title,
            company,
            'No. 88 Industrial Park Road, Yinzhou District, Ningbo, China',
            `Tel: ${phone} | Web: www.brightforge.example`,
          ];
    case 4:
      if (kind === 'edit') return [];
      return zh
        ? [
            '',
            name,
            '',
            '本邮件及其附件含有本公司的保密信息，仅限于发送给上面地址中列出的个人或群组。禁止任何其他人以任何形式使用。',
          ]
        : [
            '',
            name,
            '',
            'This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error, please notify the sender and delete it.',
          ];
    default:
      return [];
  }
}

function mailOf(client: Client, written: Written, withFile: boolean, index: number): Buffer {
  const { person, language, request } = written;
  const plain: Leaf = {
    type: 'text/plain',
    charset: charsetOf(client, plainOf(client, written)),
    encoding: client.encoding,
    text: plainOf(client, written),
    ...(client.lines === 'flowed' ? { more: 'format=flowed' } : {}),
  };
  const html: Leaf = {
    type: 'text/html',
    charset: plain.charset,
    encoding: client.encoding === '8bit' ? 'quoted-printable' : client.encoding,
    text: htmlOf(client, written),
  };
  const boundary = `----=_NextPart_${(index + 4096).toString(16)}_01DD6411.3F2A`;
  const words: Body =
    client.only === 'html'
      ? html
      : client.html === 'none'
        ? plain
        : { multipart: 'alternative', boundary, parts: [plain, html] };
  const pdf: File = {
    type: 'application/pdf',
    name: 'Drawing BT-220.pdf',
    bytes: Buffer.from(`%PDF-1.4\n% ${index}\n%%EOF\n`),
  };
  const logo: File = {
    type: 'image/png',
    name: 'image001.png',
    cid: `image001.png@01DD6411.${index}`,
    bytes: Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  };
  const related: Body =
    withFile && client.html === 'word'
      ? { multipart: 'related', boundary: `${boundary}r`, parts: [words, logo] }
      : words;
  const body: Body = withFile ? { multipart: 'mixed', boundary: `${boundary}m`, parts: [related, pdf] } : related;
  const charset = client.charset === 'gb2312' ? 'gb2312' : 'utf-8';
  const name = language === 'en' ? person.name : person.zh;
  const prefix = { en: 'Re: ', zh: client.id.startsWith('outlook') ? '答复: ' : '回复：', tw: 'RE: ' }[language];
  const head = [
    `Received: from mail.brightforge.example (unknown [10.1.${index % 250}.7]) by mx1.brightforge.example (Postfix) with ESMTPS id 4Zq${index}; Thu, 03 Dec 2026 09:20:00 +0800`,
    `Date: Thu, 03 Dec 2026 09:19:${String(index % 60).padStart(2, '0')} +0800`,
    `From: ${headerText(name, 'utf-8')} <${addressOf(person)}>`,
    `To: ${DESK_NAME} <${DESK}>`,
    `Subject: ${headerText(prefix + request.subject, /^[\x20-\x7e]*$/.test(request.subject) ? charset : 'utf-8')}`,
    `Message-ID: <20261203.${index}.${client.id}@brightforge.example>`,
    'In-Reply-To: <approval.k7f3q2m9xd4t6wba@brightforge.example>',
    'References: <approval.k7f3q2m9xd4t6wba@brightforge.example>',
    ...client.headers.filter((line) => !/^mime-version/i.test(line)),
    client.headers.find((line) => /^mime-version/i.test(line)) ?? 'MIME-Version: 1.0',
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n`), writeBody(body)]);
}

/** Chinese clients fall back to UTF-8 for letters that their character set lacks. */
function charsetOf(client: Client, text: string): string {
  const outside =
    (/[ÄÖÜäöüßéíóúñ\u202f]/.test(text) && client.charset !== 'gb18030') || /\p{Extended_Pictographic}/u.test(text);
  return outside ? 'utf-8' : client.charset;
}
