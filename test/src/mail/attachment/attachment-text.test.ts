import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { readAttachmentText } from '../../../../src/mail/attachment/attachment-text.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/attachments', name));

describe('readAttachmentText', () => {
  it('reads the rows of every sheet of a workbook, days as ISO dates', async () => {
    expect(await readAttachmentText('order-list.xlsx', fixture('order-list.xlsx'))).toEqual({
      kind: 'text',
      text: [
        'Item\tDescription\tQty\tUnit\tTarget USD\tShip by',
        '1\tVacuum bottle 500 ml, matte black\t12000\tpcs\t3.85\t2027-02-28',
        '2\tTumbler 600 ml\t3000\tpcs\t\t2027-03-15',
        '',
        'Incoterm\tCIF Hamburg',
        'Payment\t30/70 T/T',
      ].join('\n'),
    });
  });

  it('reads paragraphs and tables of a Word document', async () => {
    const read = await readAttachmentText('request.docx', fixture('request.docx'));
    expect(read.kind === 'text' && read.text.split(/\n+/)).toEqual([
      'Request for quotation',
      'Please quote the items below, FOB Ningbo.',
      'Product\tQuantity\tColour',
      'VB-750\t4.000\tdunkelblau',
      'TM-380\t1.500\tweiß',
      'Certificates: LFGB, REACH.',
    ]);
  });

  const tables: [title: string, content: Buffer, text: string][] = [
    [
      'commas and quotes',
      Buffer.from('SKU,Name,Qty\nVB-500,"Bottle, ""matte""",5000\n'),
      'SKU\tName\tQty\nVB-500\tBottle, "matte"\t5000',
    ],
    [
      'semicolons with decimal commas',
      Buffer.from('\ufeffArtikel;Menge;Preis\nVB-500;5.000;3,85\n'),
      'Artikel\tMenge\tPreis\nVB-500\t5.000\t3,85',
    ],
    [
      'GBK from a Chinese Excel',
      iconv.encode('型号,数量\n保温杯500毫升,5000\n', 'gbk'),
      '型号\t数量\n保温杯500毫升\t5000',
    ],
  ];
  it.each(tables)('reads a CSV file: %s', async (_title, content, text) => {
    expect(await readAttachmentText('list.csv', content)).toEqual({ kind: 'text', text });
  });

  it('says why it cannot read a file, and never throws', async () => {
    const damaged = Buffer.from(fixture('order-list.xlsx'));
    damaged.fill(0x20, 200, damaged.length - 900);
    expect(await readAttachmentText('order-list.xlsx', damaged)).toEqual({ kind: 'unreadable', problem: 'damaged' });
    const bomb = Buffer.from(fixture('order-list.xlsx'));
    bomb.writeUInt32LE(0xfffffff0, bomb.indexOf('PK\x01\x02', 0, 'latin1') + 24);
    expect(await readAttachmentText('bomb.xlsx', bomb)).toEqual({ kind: 'unreadable', problem: 'too_large' });
    expect(await readAttachmentText('photo.jpg', Buffer.from('\xff\xd8\xff\xe0', 'latin1'))).toEqual({ kind: 'other' });
  });
});
