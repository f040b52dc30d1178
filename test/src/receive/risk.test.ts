import { describe, expect, it } from '@jest/globals';
import { readRisk } from '../../../src/receive/risk.ts';
import { mail, vocabulary } from './client-data.ts';

const file = (filename: string, contentType = 'application/octet-stream') => ({
  filename,
  contentType,
  size: 10,
  sha256: 'x',
});
const risk = (parts: Parameters<typeof mail>[0], language = 'en') => readRisk(mail(parts), language, vocabulary);

describe('readRisk', () => {
  it.each([
    ['PO.exe'],
    ['PO.pdf.iso'],
    ['PO.PDF.HTML'],
    ['order.r07'],
    ['PO.pdf          .exe'],
    ['PO.scr.'],
    ['macro.xlsm'],
    ['drawing.svg'],
    ['PO\u202efdp.exe'],
  ])('R1: %s is dangerous', (name) => {
    expect(risk({ attachments: [file(name)] })).toMatchObject({ score: 60, signals: [{ id: 'R1' }] });
  });

  it('R1: the declared type counts when the name lies', () => {
    expect(risk({ attachments: [file('PO.pdf', 'application/x-msdownload')] }).score).toBe(60);
  });

  it.each([['PO.pdf'], ['photo.jpg'], ['list.xlsx'], ['drawings.zip'], ['exe'], ['ISO9001.pdf']])(
    'R1: %s is not',
    (name) => {
      expect(risk({ attachments: [file(name)] }).score).toBe(0);
    },
  );

  it('R5: another organisation in Reply-To', () => {
    const replyTo = [{ name: '', address: 'boss@freebox.example' }];
    expect(risk({ replyTo }).signals).toEqual([
      { id: 'R5', weight: 25, evidence: 'ann@buyer.example -> boss@freebox.example' },
    ]);
    expect(risk({ replyTo: [{ name: '', address: 'sales@eu.buyer.example' }] }).score).toBe(0);
    expect(risk({ replyTo, headers: { 'list-id': ['<l.example>'] } }).score).toBe(0);
    expect(readRisk(mail({ replyTo }), 'en', vocabulary, true).score).toBe(0);
  });

  it('R6: 25 for the first phrase, 15 for each further one', () => {
    expect(risk({ text: 'pay the notary fee' }).score).toBe(25);
    expect(risk({ text: 'pay the notary fee and the notary fee' }).score).toBe(25);
    expect(
      risk({ text: 'Verify your account, your mailbox is full', subject: 'storage is full' }).score,
    ).toBeGreaterThanOrEqual(55);
    expect(risk({ text: '请支付公证费和中标服务费' }, 'zh').score).toBe(40);
  });

  it('R7: changed bank details', () => {
    expect(risk({ text: 'please note our new bank account' })).toMatchObject({ score: 40, signals: [{ id: 'R7' }] });
  });

  it('lets an ordinary inquiry pass, poor English included', () => {
    expect(risk({ text: 'hello dear pls i want 500 pcs bottle how much is best price cif tema' }).score).toBe(0);
  });
});
