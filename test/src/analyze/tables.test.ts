import { describe, expect, it } from '@jest/globals';
import { cellAt } from '../../../src/analyze/tables.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { read } from './lamp-seller.ts';

const tablesIn = (text: string, language: string) => {
  const { tables, text: folded } = read(text, language);
  return tables.map(({ columns, rows }) => ({
    columns: columns.map(({ meaning }) => meaning ?? '-').join(' '),
    rows: rows.map((row) => row.map(({ start, end }) => folded.slice(start, end)).join('/')),
  }));
};

describe('findTables', () => {
  it.each([
    [
      'en',
      'No.\tItem code\tQty\tUOM\tUnit price\n1\tFL-50\t500\tpcs\t',
      'number product quantity unit price',
      ['1/fl-50/500/pcs'],
    ],
    [
      'de',
      'Pos\tBezeichnung\tMenge\tLiefertermin\n1\tFluter\t500\t1.3.2027',
      'number product quantity date',
      ['1/fluter/500/1.3.2027'],
    ],
    ['es', 'Producto\tCantidad\tPrecio objetivo\nReflector\t500\t3', 'product quantity price', ['reflector/500/3']],
    ['fr', 'Désignation\tQté\nProjecteur\t500', 'product quantity', ['projecteur/500']],
    ['pt', 'Descrição\tQtde\nRefletor\t500', 'product quantity', ['refletor/500']],
    ['it', 'Articolo\tQuantità\tNote\nFaretto\t500\t', 'product quantity other', ['faretto/500']],
    ['ru', 'Наименование\tЕд.\tКол-во\nПрожектор\tшт\t500', 'product unit quantity', ['прожектор/шт/500']],
    ['ar', 'المنتج\tالكمية\nكشاف\t500', 'product quantity', ['كشاف/500']],
    ['tr', 'Ürün\tMiktar\tBirim\nprojektör\t500\tadet', 'product quantity unit', ['projektor/500/adet']],
    ['zh', '品名\t數量\t單位\n投光灯\t500\t个', 'product quantity unit', ['投光灯/500/个']],
    ['ja', '品名\t数量\t希望納期\n投光器\t500\t3月末', 'product quantity date', ['投光器/500/3月末']],
    ['ko', '품명\t수량\n투광등\t500', 'product quantity', ['투광등/500']],
    ['en', '| Item | Qty |\n|------|-----|\n| FL-50 | 500 |', 'product quantity -', ['fl-50/500']],
    ['en', 'Item      Qty     Remarks\nFL-50     500     black', 'product quantity other', ['fl-50/500/black']],
  ])('%s: %s', (language, text, columns, rows) => {
    const [table] = tablesIn(`Hello,\n\n${text}\n\nRegards`, language);
    expect({ ...table, columns: table?.columns.replace(/( -)$/, '') }).toEqual({
      columns: columns.replace(/( -)$/, ''),
      rows,
    });
  });

  it.each(['Quantity\t500\nProduct\tFL-50', 'Our products and quantities are below', 'FL-50\t500\nFL-100\t300'])(
    'finds none in: %s',
    (text) => {
      expect(tablesIn(text, 'en')).toEqual([]);
    },
  );

  it('tells of a position its row and its column', () => {
    const { tables, text } = read('Item\tQty\nFL-50\t500');
    const cell = cellAt(tables, text.indexOf('500'));
    expect(cell?.column?.meaning).toBe('quantity');
    expect(text.slice(cell?.row[0]?.start, cell?.row[0]?.end)).toBe('fl-50');
    expect(cellAt(tables, 0)).toBeUndefined();
  });

  it.each(['item\tqty\n', 'item | qty ', 'qty\t', '   '])('is not slowed down by 200 kB of "%s"', (piece) => {
    let run = 0;
    expect(cpuMs(() => read(`${run++}${piece.repeat(200_000 / piece.length)}`))).toBeLessThan(hostileMs);
  });
});
