import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDecision } from '../../../../src/reply/decision/read-decision.ts';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';
import { clients, decisionWords } from '../../receive/client-data.ts';

const draft =
  'Dear Ms Roth,\n\nwe offer 600 pairs at USD 2.35, FOB Ningbo.\nLead time is 25 days.\n\nBest regards,\nMei Chen\nChen Gloves Co., Ltd.';
const request = `[INQ-2026-000123] Draft for approval\nAnswer with: approve | edit + text | reject + reason\n\n----- draft -----\n${draft}\n----- end of draft -----\n\nOriginal inquiry: but please hurry`;
const gmail = `On Tue, Mar 3, 2026 at 9:05 AM Desk <desk@seller.example> wrote:\n\n${request.replace(/^/gm, '> ')}`;
const outlook = `From: Desk <desk@seller.example>\nSent: Tuesday, March 3, 2026 9:05 AM\nTo: Mei Chen <mei@seller.example>\nSubject: [INQ-2026-000123] Draft\n\n${request}`;
const qq = `------------------ 原始邮件 ------------------\n发件人: "Desk" <desk@seller.example>;\n发送时间: 2026年3月3日(星期二) 上午9:05\n收件人: "Mei"<mei@seller.example>;\n\n主题: Draft\n\n${request}`;
const apple = `> 在 2026年3月3日，09:05，Desk <desk@seller.example> 写道：\n>\n${request.replace(/^/gm, '> ')}`;
const signature = ['Mei Chen', '陈梅', 'Chen Gloves Co., Ltd.', '+86 574 0000 0000', 'mei@seller.example'];

const read = (text: string, draftText = draft) =>
  readDecision({ text, signature, request, today: '2026-03-03' }, draftText, clients, decisionWords);

describe('readDecision: approve', () => {
  it.each([
    ['approve'],
    ['Approved!'],
    ['OK'],
    ['ok.'],
    ['O.K.'],
    ['Yes, send it.'],
    ['go ahead'],
    ['Ok, please send'],
    ['Looks good to me, thanks!'],
    ['Hi,\n\nok, send.\n\nThanks\nMei'],
    [
      'Hello desk,\napproved, thank you\n\nBest regards\nMei Chen\nSales Manager\nChen Gloves Co., Ltd.\nTel: +86 574 0000 0000',
    ],
    ['Approved\n\n-- \nMei Chen | Chen Gloves | ISO 9001'],
    ['OK\n\nSent from my iPhone'],
    ['👍'],
    ['ＯＫ'],
    ['同意'],
    ['同意，发送。'],
    ['可以发'],
    ['好的，谢谢'],
    ['通过'],
    ['确认发送'],
    ['您好，\n同意。\n\n陈梅'],
    ['同意發送，謝謝'],
    ['沒問題'],
    ['OK 可以'],
    ['@desk approve'],
    ['小助手：可以发，辛苦啦~'],
    ['Pls send it'],
    ['Send it, pls!'],
    ["That's good, you can send it."],
    ['Okay to go.'],
    ['不用改，直接发'],
    ['Approved 🚀'],
    ['同意\n\n陈梅  May Chen'],
    ['同意\n\n陳玫 (May Chen)\nChen Gloves Co., Ltd.'],
    ['可以发\n\n从 Windows 版邮件发送'],
  ])('%j', (own) => {
    for (const history of [gmail, outlook, qq, apple]) {
      expect(read(`${own}\n\n${history}`)).toEqual({ kind: 'approve' });
    }
    expect(read(own)).toEqual({ kind: 'approve' });
  });

  it('takes a signature that closes the draft, without knowing the person', () => {
    expect(readDecision({ text: 'Approved\n\nMei Chen' }, draft, clients, decisionWords)).toEqual({ kind: 'approve' });
    expect(readDecision({ text: 'Approved\n\nWait' }, draft, clients, decisionWords)).toMatchObject({
      kind: 'unclear',
    });
  });

  it.each([
    ['同意，发吧。\n\n梁国锋', ['Liang Guofeng'], 'approve'],
    ['同意\n\n国锋', ['Guofeng Liang'], 'approve'],
    ['同意\n\n高一点', ['Gao Yunfei'], 'unclear'],
    ['同意\n\n梁国锋', ['Li Na'], 'unclear'],
  ])('%j signed in Chinese by %j: %s', (text, names, kind) => {
    const answer = { text, signature: names, request: '', today: '2026-03-03' };
    expect(readDecision(answer, draft, clients, decisionWords).kind).toBe(kind);
  });

  it('below the quote', () => {
    expect(read(`${gmail}\n\nok`)).toEqual({ kind: 'approve' });
  });
});

describe('readDecision: unclear', () => {
  it.each([
    ['OK but make it 2.30', 'condition'],
    ['ok, price 2.30', 'condition'],
    ['Approved if the lead time is 20 days', 'condition'],
    ['OK\n\nchange the price to 2.30', 'condition'],
    ['OK\n\nMei\n\nPS: 20 days', 'condition'],
    ['ok\nwait', 'condition'],
    ['Send tomorrow', 'condition'],
    ['ok?', 'not_understood'],
    ['可以，但是交期写30天', 'condition'],
    ['同意，价格改成2.30', 'condition'],
    ['可以吗', 'condition'],
    ['可以，先别发', 'condition'],
    ['确认一下交期', 'condition'],
    ['not ok', 'not_understood'],
    ['no', 'not_understood'],
    ['Please confirm', 'not_understood'],
    ['请确认', 'not_understood'],
    ['发了', 'condition'],
    ['收到', 'not_understood'],
    ['thanks', 'not_understood'],
    ['Mei Chen', 'not_understood'],
    ['reject the price he asks for', 'not_understood'],
    ['I am out of office until Monday.', 'not_understood'],
    ['不要发，先改价', 'condition'],
    ['edit', 'edit_without_text'],
    ['修改', 'edit_without_text'],
    ['send this:', 'edit_without_text'],
    ['修改：\n价格改成2.30', 'not_understood'],
    ['Edit\n\nchange the price to 2.30\n\nMei', 'not_understood'],
    ['approve\nreject', 'several'],
    ['assign jo@seller.example\nsnooze 3 days', 'several'],
    ['price 2.30 and send it', 'condition'],
    ['改价2.30后直接发', 'condition'],
    ['ok, noted', 'condition'],
    ['好的，收到', 'condition'],
    ['没问题吧', 'condition'],
    ['确认收到', 'condition'],
    ['assign', 'incomplete'],
    ['snooze until he calls', 'incomplete'],
    ['关闭', 'incomplete'],
    ['edit\n\n2.30 instead of 2.35', 'not_understood'],
    ['edit\n\n- price 2.30\n- lead time 20 days\n- drop the catalogue', 'not_understood'],
    ['price too low?', 'not_understood'],
    ['Plz confirm', 'not_understood'],
    ['@desk ok?', 'not_understood'],
    ['同意\n\n催下 Mei Chen', 'condition'],
    ['同意\n\n陈梅 Wait', 'condition'],
    ['edit\n\nhe asked for matt gloves\nshe wants them in May\nsamples are free', 'not_understood'],
    ['修改如下：\n客户要的是哑光\n口气亲切些\n样品这次免费寄，请他付运费，其他不要变', 'not_understood'],
    ['用下面的内容：\n1）哑光，不是亮光\n2）他们去年买过，口气亲切些\n3）样品免费', 'not_understood'],
    ['付款方式改成30%定金，然后发', 'condition'],
    ['付款方式客户改了', 'not_understood'],
    ['交期改成30天吗', 'not_understood'],
    ['太长了，发吧', 'not_understood'],
    ['wrong customer, ask Tom', 'not_understood'],
    ['不用改价', 'not_understood'],
    ['', 'empty'],
    ['Sent from my iPhone', 'empty'],
  ])('%j is %s', (own, reason) => {
    for (const history of ['', gmail, outlook, qq]) {
      expect(read(`${own}\n\n${history}`)).toMatchObject({ kind: 'unclear', reason });
    }
  });

  it.each([
    ['a price', 'USD 2.35', 'USD 2.53'],
    ['a number of days', '25 days', '30 days'],
    ['a word taken out', 'FOB Ningbo', ''],
    ['a word put in', 'Lead time', 'The Lead time'],
    ['a decimal point', '2.35', '235'],
  ])('notices %s changed in the quoted draft', (_, from, to) => {
    for (const history of [gmail, outlook, qq]) {
      const changed = history.replace(from, to);
      expect(read(`approve\n\n${changed}`)).toMatchObject({ kind: 'unclear', reason: 'changed_quote' });
      expect(read(changed)).toMatchObject({ kind: 'unclear', reason: 'changed_quote' });
      expect(readDecision({ text: `ok\n\n${changed}` }, draft, clients, decisionWords)).toMatchObject({
        kind: 'unclear',
        reason: 'changed_quote',
      });
    }
  });

  it('notices words written into or below the quote', () => {
    expect(read(`ok\n\n${outlook}\n\nbut 20 days`)).toMatchObject({ kind: 'unclear' });
    expect(read(`ok\n\n${gmail}\nbut 20 days`)).toMatchObject({ kind: 'unclear' });
    expect(read(gmail.replace('> Lead time', 'ok\n> Lead time'))).toMatchObject({ kind: 'unclear' });
  });

  it('does not mind how clients wrap and decorate the quote', () => {
    const wrapped = gmail.replace('we offer 600 pairs', 'we offer\n> 600  pairs').replace('Ningbo.', 'Ningbo\u00a0.');
    expect(read(`ok\n\n${wrapped}`)).toEqual({ kind: 'approve' });
  });
});

describe('readDecision: edit', () => {
  const letter = 'Dear Eva,\n\nUSD 2.30 is fine:\n\n  - 600 pairs\n  - 25 days\n\nMei';

  it.each([
    ['edit'],
    ['Edit:'],
    ['EDIT.'],
    ['Please send this instead:'],
    ['修改：'],
    ['改为：'],
    ['发以下内容'],
    ['Hi,\n\nedit'],
    ['發以下內容：'],
    ['用下面的内容发送：'],
    ['Hi desk, edit:'],
    ['改成下面这样发：'],
  ])('%j sends exactly what follows', (word) => {
    for (const history of ['', gmail, outlook, qq]) {
      expect(read(`${word}\n\n${letter}\n\n${history}`)).toEqual({ kind: 'edit', text: letter });
    }
  });

  it('below the quote, and with CRLF', () => {
    expect(read(`${gmail}\n\nedit\n${letter}`)).toEqual({ kind: 'edit', text: letter });
    expect(read(`edit\n${letter}`.replaceAll('\n', '\r\n'))).toEqual({ kind: 'edit', text: letter });
  });

  it('leaves the signature block and the phone line out', () => {
    expect(read(`edit\n${letter}\n\n-- \nMei Chen | Chen Gloves`)).toEqual({ kind: 'edit', text: letter });
    expect(read(`修改\n${letter}\n\n发自我的iPhone\n\n${qq}`)).toEqual({ kind: 'edit', text: letter });
  });
});

describe('readDecision: reject', () => {
  it.each([
    ['reject', ''],
    ['Reject: he is a competitor, but nice', 'he is a competitor, but nice'],
    ['Rejected - wrong person', 'wrong person'],
    ['reject\nwe do not sell there\n\nMei Chen', 'we do not sell there'],
    ["Don't send", ''],
    ['拒绝：对方是同行', '对方是同行'],
    ['拒绝 群发邮件,没有公司名称', '群发邮件,没有公司名称'],
    ['不同意，价格太低', '价格太低'],
    ['不要发', ''],
    ['拒絕', ''],
    ['reject (wrong person)', 'wrong person'],
    ['拒绝（同行）', '同行'],
  ])('%j', (own, reason) => {
    expect(read(`${own}\n\n${gmail}`)).toEqual({ kind: 'reject', reason });
  });
});

describe('readDecision: the other decisions', () => {
  it.each([
    ['revise: ok but make it 2.30', { kind: 'revise', instruction: 'ok but make it 2.30' }],
    [
      'price 2.30',
      { kind: 'revise', commands: [{ kind: 'price', amount: '2.30', currency: null, sku: null }], rest: [] },
    ],
    ['Please shorten it.', { kind: 'revise', commands: [], rest: ['Please shorten it'] }],
    ['改价 2.30，交期改成30天', { kind: 'revise', instruction: '改价 2.30，交期改成30天', rest: [] }],
    ['付款方式改成30%定金。', { kind: 'revise', instruction: '付款方式改成30%定金。' }],
    ['请在信里加一句：我们有彩盒厂', { kind: 'revise', instruction: '请在信里加一句：我们有彩盒厂' }],
    ['太长了，写短一点', { kind: 'revise', instruction: '太长了，写短一点' }],
    ['Price is wrong, use 2.53', { kind: 'revise', commands: [{ kind: 'price', amount: '2.53' }] }],
    ['Answer in Spanish please', { kind: 'revise', commands: [{ kind: 'language', language: 'es' }] }],
    ['MOQ改成200双', { kind: 'revise', instruction: 'MOQ改成200双' }],
    ['assign jo@seller.example\n\nMei Chen', { kind: 'assign', address: 'jo@seller.example' }],
    ['转给 jo@seller.example，谢谢', { kind: 'assign', address: 'jo@seller.example' }],
    ['snooze until Friday', { kind: 'snooze', until: '2026-03-06' }],
    ['推迟到下周一', { kind: 'snooze', until: '2026-03-09' }],
    ['close: lost, price too high', { kind: 'close', code: 'price', reason: 'lost, price too high' }],
    ['关闭 成交', { kind: 'close', code: 'won', reason: '成交' }],
    ['help', { kind: 'help' }],
    ['帮助', { kind: 'help' }],
  ])('%j', (own, expected) => {
    for (const history of ['', gmail, outlook, qq]) expect(read(`${own}\n\n${history}`)).toMatchObject(expected);
    expect(read(`${outlook}\n\n${own}`)).toMatchObject(expected);
    expect(read(gmail.replace('> ----- draft', `\n${own}\n\n> ----- draft`))).toMatchObject(expected);
  });

  it('is asked back when a machine answered', () => {
    const answer = { text: 'approve', automatic: true };
    expect(readDecision(answer, draft, clients, decisionWords)).toMatchObject({
      kind: 'unclear',
      reason: 'auto_reply',
    });
  });
});

describe('readDecision: the draft changed in the quotation', () => {
  const changed = draft.replace('USD 2.35', 'USD 2.30').replace('25 days', '30 days');

  it.each([['edit'], ['修改'], ['Edit:\n\nMei Chen']])('is sent with %j', (word) => {
    for (const history of [gmail, outlook, qq, apple]) {
      const quoted = history.replace('USD 2.35', 'USD 2.30').replace('25 days', '30 days');
      expect(read(`${word}\n\n${quoted}`)).toEqual({ kind: 'edit', text: changed });
    }
  });

  it('keeps the lines of the draft where the client wrapped the quotation', () => {
    const wrapped = gmail.replace('we offer 600 pairs', 'we offer 600\n> pairs').replace('USD 2.35', 'USD 2.30');
    expect(read(`edit\n\n${wrapped}`)).toEqual({ kind: 'edit', text: draft.replace('USD 2.35', 'USD 2.30') });
  });

  it('holds lines that were typed into it', () => {
    const typed = gmail.replace('> Lead time is 25 days.', '> Lead time is 25 days.\nSamples are free.');
    expect(read(`edit\n\n${typed}`)).toEqual({
      kind: 'edit',
      text: draft.replace('25 days.', '25 days.\nSamples are free.'),
    });
  });

  it('is no text while it is the same', () => {
    expect(read(`edit\n\n${gmail}`)).toMatchObject({ kind: 'unclear', reason: 'edit_without_text' });
  });

  it('is named word by word without the edit word', () => {
    expect(read(`ok\n\n${gmail.replace('USD 2.35', 'USD 2.30')}`)).toMatchObject({
      reason: 'changed_quote',
      changes: [{ from: '2.35,', to: '2.30,' }],
      suggestions: ['edit', 'approve'],
    });
  });

  it('does not send a letter with words at the other end of the quotation', () => {
    const letter = 'Dear Eva,\n\nUSD 2.30 is fine for 600 pairs.\n\nMei';
    expect(read(`edit\n${letter}\n\n${gmail}\n\nplease check the price first`)).toMatchObject({ kind: 'unclear' });
  });
});

describe('readDecision: suggestions', () => {
  it.each([
    ['OK but make it 2.30', 'revise: make it 2.30'],
    ['可以，但是交期写30天', '重拟: 交期写30天'],
    ['ok\n\nchange the price to 2.30', 'revise: change the price to 2.30'],
    ['snooze', 'snooze 3 days'],
    ['关闭', '关闭: 丢单'],
  ])('%j: %j', (own, first) => {
    const decision = read(own);
    expect(decision).toMatchObject({ kind: 'unclear' });
    const [suggested = ''] = decision.kind === 'unclear' ? decision.suggestions : [];
    expect(suggested).toBe(first);
    expect(read(suggested).kind).not.toBe('unclear');
  });

  it('are understood in every language', () => {
    const body = 'Dear Eva,\n\nwe offer 600 pairs at the price that you know from us.\n\nMei';
    for (const { say } of Object.values(decisionWords)) {
      if (!say) throw new Error('a language without words to propose');
      expect(read(say.approve).kind).toBe('approve');
      expect(read(`${say.edit}\n${body}`)).toEqual({ kind: 'edit', text: body });
      expect(read(`${say.revise}: 2.30`)).toMatchObject({ kind: 'revise', instruction: '2.30' });
      expect(read(`${say.reject}: x`)).toEqual({ kind: 'reject', reason: 'x' });
      expect(read(`${say.assign} jo@seller.example`)).toMatchObject({ kind: 'assign' });
      expect(read(`${say.snooze} 2026-03-09`)).toEqual({ kind: 'snooze', until: '2026-03-09' });
      expect(read(`${say.close}: x`)).toEqual({ kind: 'close', code: 'other', reason: 'x' });
    }
  });
});

describe('readDecision: anything', () => {
  const words = fc.constantFrom(
    'ok',
    'send',
    'but',
    '2.30',
    '不',
    '可以',
    '同意',
    '发',
    'edit',
    'approve',
    'not',
    'price',
    'tomorrow',
    '?',
    '\n',
    ' ',
    '，',
  );

  it('never throws, and never approves with a figure, a negation or a question in it', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
        const decision = read(parts.join(' '));
        if (decision.kind === 'approve') expect(parts.join(' ')).not.toMatch(/\d|not|but|不|\?|price|tomorrow|edit/);
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.string(), (text) => expect(typeof read(text).kind).toBe('string')));
  });

  it('compares a long draft with what stands between thousands of marks', () => {
    const long = Array.from({ length: 400 }, (_, line) => `Line ${line}: we offer 600 pairs at USD 2.35.`).join('\n');
    const marks = '-----Original Message-----\n'.repeat(7_500);
    expect(read(`ok\n\n${marks}`, long).kind).toBe('approve');
    expect(cpuMs(() => read(`ok\n\n${marks}`, long))).toBeLessThan(3 * hostileMs);
  });

  it('is linear on hostile answers', () => {
    for (const text of [
      'ok '.repeat(66_000),
      '>'.repeat(200_000),
      'ok\n'.repeat(66_000),
      `ok\n\n${outlook}${'a '.repeat(100_000)}`,
      `edit\n${'-'.repeat(200_000)}`,
    ]) {
      expect(cpuMs(() => read(text))).toBeLessThan(3 * hostileMs);
    }
  });
});

describe('readDecision: not the one on a sanctions list', () => {
  const settle = (text: string, likeness = true) =>
    readDecision({ text, signature, request, today: '2026-03-03', likeness }, draft, clients, decisionWords);

  it.each([
    ['not the same', ''],
    ['Hi, not the same: other country and other year of birth.', 'other country and other year of birth.'],
    ['False positive - we have known them since 2014\n\nMei Chen', 'we have known them since 2014'],
    ['不是同一家', ''],
    ['不是同一家：注册地不同', '注册地不同'],
    ['误报，已核对营业执照', '已核对营业执照'],
    ['不是同一個人：出生日期不同', '出生日期不同'],
  ])('%j', (own, reason) => {
    for (const history of [gmail, qq]) expect(settle(`${own}\n\n${history}`)).toEqual({ kind: 'not_the_same', reason });
  });

  it.each([
    ['with an approval beside it', 'not the same, send it'],
    ['asked', 'not the same?'],
    ['beginning another sentence', 'not the same price as in May, please check'],
  ])('not when it is %s', (_, own) => {
    expect(settle(`${own}\n\n${gmail}`).kind).not.toBe('not_the_same');
  });

  it('only where it was asked', () => {
    expect(settle(`not the same\n\n${gmail}`, false).kind).toBe('unclear');
    expect(settle(`approve\n\n${gmail}`)).toEqual({ kind: 'approve' });
  });
});
