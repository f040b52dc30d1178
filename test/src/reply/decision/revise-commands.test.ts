import { describe, expect, it } from '@jest/globals';
import { phrasesOf } from '../../../../src/reply/decision/phrases.ts';
import { readCommands } from '../../../../src/reply/decision/revise-commands.ts';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';
import { decisionWords } from '../../receive/client-data.ts';

const read = (instruction: string) => readCommands(instruction, decisionWords, phrasesOf(decisionWords));
const price = (amount: string, currency: string | null = null, sku: string | null = null) => ({
  kind: 'price',
  amount,
  currency,
  sku,
});

const fact = (name: string, value: string, instead: string | null = null) => ({
  kind: 'fact',
  fact: name,
  value,
  instead,
});

describe('readCommands', () => {
  it.each([
    ['price 4.95', price('4.95')],
    ['Price 4.95 USD for BT-220', price('4.95', 'USD', 'BT-220')],
    ['Price USD 1,250.00', price('1250.00', 'USD')],
    ['please change the price to 4.80', price('4.80')],
    ['price $4.95/pc', price('4.95', 'USD')],
    ['make it 5.20', price('5.20')],
    ['改价4.95', price('4.95')],
    ['价格改为 4.80 美元', price('4.80', 'USD')],
    ['Preis 4,95', price('4.95')],
    ['discount 3%', { kind: 'discount', percent: '3' }],
    ['3% discount', { kind: 'discount', percent: '3' }],
    ['折扣３％', { kind: 'discount', percent: '3' }],
    ['打95折', { kind: 'discount', percent: '5' }],
    ['打九五折', null],
    ['incoterm CIF Hamburg', { kind: 'incoterm', rule: 'CIF', place: 'Hamburg' }],
    ['CIF Hamburg instead of FOB', { kind: 'incoterm', rule: 'CIF', place: 'Hamburg' }],
    ['C&F Lagos', { kind: 'incoterm', rule: 'CFR', place: 'Lagos' }],
    ['贸易术语 CIF 汉堡', { kind: 'incoterm', rule: 'CIF', place: '汉堡' }],
    ['FOB is wrong', null],
    ['lead time 25 days', { kind: 'lead_time', days: 25 }],
    ['change the lead time to 4 weeks', { kind: 'lead_time', days: 28 }],
    ['把交期改成30天', { kind: 'lead_time', days: 30 }],
    ['25 working days lead time', null],
    ['validity 15 days', { kind: 'validity', days: 15 }],
    ['有效期15天', { kind: 'validity', days: 15 }],
    ['language de', { kind: 'language', language: 'de' }],
    ['translate it into German', { kind: 'language', language: 'de' }],
    ['用德语写', { kind: 'language', language: 'de' }],
    ['in it', null],
    ['attach the LFGB report', { kind: 'add_document', document: 'LFGB report' }],
    ['附上产品目录', { kind: 'add_document', document: '产品目录' }],
    ['加上证书', { kind: 'add_document', document: '证书' }],
    ['请加上LFGB检测报告', { kind: 'add_document', document: 'LFGB检测报告' }],
    ['add the certificate', { kind: 'add_document', document: 'certificate' }],
    ['add the data sheet VB-500', { kind: 'add_document', document: 'data sheet VB-500' }],
    ['ajoutez le certificat', { kind: 'add_document', document: 'le certificat' }],
    ['добавьте сертификат', { kind: 'add_document', document: 'сертификат' }],
    ['加上证书编号', null],
    ['add the certificate number', null],
    ['加上一句谢谢', null],
    ['drop document price list', { kind: 'drop_document', document: 'price list' }],
    ['ask for the drawing', { kind: 'ask', about: 'the drawing' }],
    ['class high', { kind: 'class', class: 'high' }],
    ['Class: general', { kind: 'class', class: 'general' }],
    ['please change the class to low', { kind: 'class', class: 'low' }],
    ['class general -> high', { kind: 'class', class: 'high' }],
    ['mark it as low quality', { kind: 'class', class: 'low' }],
    ['级别 高', { kind: 'class', class: 'high' }],
    ['分类：低质量', { kind: 'class', class: 'low' }],
    ['把级别改成一般', { kind: 'class', class: 'general' }],
    ['改为高意向', { kind: 'class', class: 'high' }],
    ['等級：高', { kind: 'class', class: 'high' }],
    ['Klasse hoch', { kind: 'class', class: 'high' }],
    ['quantity 5000', fact('quantity', '5000')],
    ['Quantity: 5,000 pcs for BT-220', fact('quantity', '5,000 pcs for BT-220')],
    ['quantity 3000 → 5000', fact('quantity', '5000')],
    ['qty 2 x 40HQ', fact('quantity', '2 x 40HQ')],
    ['数量改为5千个', fact('quantity', '5千个')],
    ['country germany', fact('country', 'germany')],
    ['国家 德国', fact('country', '德国')],
    ['product VB-500 instead of VB-350', fact('product', 'VB-500', 'VB-350')],
    ['产品 VB-500', fact('product', 'VB-500')],
    ['destination Hamburg', fact('destination', 'Hamburg')],
    ['目的港：汉堡', fact('destination', '汉堡')],
    ['company Fjordkante GmbH & Co. KG', fact('company', 'Fjordkante GmbH & Co. KG')],
    ['称呼 王小明', fact('name', '王小明')],
    ['name: Maria de la Cruz', fact('name', 'Maria de la Cruz')],
    // What only speaks of such a thing is no command.
    ['class high quality is what he wants', null],
    ['high', null],
    ['low quality', null],
    ['class high?', null],
    ['quantity is too high', null],
    ['quantity 5000 is too much', null],
    ['数量不对', null],
    ['国家不是德国', null],
    ['国家 不对', null],
    ['country unclear', null],
    ['company unknown', null],
    ['company profile attached', null],
    ['公司简介', null],
    ['name please', null],
    ['product is good', null],
    ['add product VB-350', null],
    ['price is too low', null],
    ['price 4.95 is too low', null],
    ['Price 4.95?', null],
  ])('%s', (instruction, command) => {
    expect(read(instruction)).toEqual(
      command ? { commands: [command], rest: [] } : { commands: [], rest: [instruction] },
    );
  });

  it('keeps what is no command', () => {
    expect(read('- price 4,950.50 USD\n- lead time 30 days; and be friendly, please')).toEqual({
      commands: [price('4950.50', 'USD'), { kind: 'lead_time', days: 30 }],
      rest: ['be friendly', 'please'],
    });
  });

  it('is linear on hostile instructions', () => {
    for (const text of [
      'price '.repeat(33_000),
      '1,'.repeat(100_000),
      'price 4.95\n'.repeat(18_000),
      '把'.repeat(200_000),
    ])
      expect(cpuMs(() => read(text))).toBeLessThan(hostileMs);
  });
});
