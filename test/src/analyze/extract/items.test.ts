import { describe, expect, it } from '@jest/globals';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';
import { analyze } from '../lamp-seller.ts';

const items = (text: string) =>
  analyze(text).facts.items.map(({ productSku, productText, quantity, quantityUnit, quantityKind }) =>
    [productSku ?? productText.value, quantity?.value ?? null, quantityUnit, quantityKind].join(' '),
  );

describe('items of an inquiry', () => {
  it.each([
    [
      'several in one sentence',
      'We need 500 pcs of FL-50, 300 pcs of FL-100 and 20 SL-20.',
      ['FL-50 500 pcs order', 'FL-100 300 pcs order', 'SL-20 20 pcs order'],
    ],
    ['quantity behind', 'FL-50 500 pcs, FL-100 300 pcs', ['FL-50 500 pcs order', 'FL-100 300 pcs order']],
    ['shared out', 'Please send 2 samples each of FL-50 and FL-100.', ['FL-50 2 pcs sample', 'FL-100 2 pcs sample']],
    ['shared out in Chinese', 'FL-50 和 FL-100 各要2个样品', ['FL-50 2 pcs sample', 'FL-100 2 pcs sample']],
    ['told apart by a measure in front', 'We want 640 x 100W floodlights for a mine.', ['FL-100 640 pcs order']],
    ['told apart by a measure behind', 'Wir brauchen 300 Stück Fluter mit 50 W.', ['FL-50 300 pcs order']],
    [
      'two measures, two products',
      'What is your price for floodlights 50 W and 100 W?',
      ['FL-50   unclear', 'FL-100   unclear'],
    ],
    ['a measure that none of ours has', 'Please quote 100 pcs floodlights 400 W.', ['floodlights 100 pcs order']],
    ['a bare noun with its measure', 'Please quote 80 solar lamps for the street.', ['SL-20 80 pcs order']],
    ['packing is no quantity', 'FL-50: 1,200 pcs, packed 12 pcs per carton', ['FL-50 1200 pcs order']],
    ['a cable is no quantity', 'FL-50 with 5 m cable, 800 pcs', ['FL-50 800 pcs order']],
    [
      'goods that are not ours',
      'We are looking for 300 garden chairs made of teak, delivered in May.',
      ['garden chairs 300 pcs order'],
    ],
    ['a verb behind a quantity is no name', '2台購入したいと考えております。', []],
    ['goods that are not ours, behind の', '500個の竹製まな板を探しています。', ['竹製まな板 500 pcs order']],
    [
      'goods that are not ours, with a unit',
      'Do you sell fishing nets? We want to buy 48 sets of fishing nets.',
      ['fishing nets 48 sets order'],
    ],
    [
      'a list with a stranger',
      'Please quote:\n- FL-50: 500 pcs\n- garden hose: 200 pcs',
      ['FL-50 500 pcs order', 'garden hose 200 pcs order'],
    ],
    ['no goods at all', 'Please send your catalogue and best price list.', []],
    ['containers', 'one 40HQ of FL-50 and 2x20GP of FL-100', ['FL-50 1 40HQ order', 'FL-100 2 20GP order']],
    [
      'a table',
      'No.\tModel\tQty\tUnit\tRemark\n1\tFL-50\t1.200\tpcs\t24 per carton\n2\tFL-100\t300\tsets\tblack',
      ['FL-50 1200 pcs order', 'FL-100 300 sets order'],
    ],
    ['a table of tiers', 'Artikel\tMenge\nFL-50\t500 / 1.000 / 5.000 Stück', ['FL-50 500 pcs tiered']],
    [
      'a table with bars',
      '| Item | Qty |\n|---|---|\n| FL-50 | 500 |\n| garden hose | 20 |',
      ['FL-50 500 pcs order', 'garden hose 20 pcs order'],
    ],
    ['Chinese heading', '品名\t数量\t单位\nFL-50\t500\t套', ['FL-50 500 sets order']],
    [
      'entries with a noun and a number',
      'Please quote:\nItem 1: FL-50, black, 500\nItem 2 - garden hose 20 m, 200 pcs',
      ['FL-50 500 pcs order', 'garden hose 200 pcs order'],
    ],
    [
      'a list with a number and a slash',
      '1/ FL-50 : 1500\n2/ FL-100 : 300 pcs',
      ['FL-50 1500 pcs order', 'FL-100 300 pcs order'],
    ],
    [
      'one noun, two measures',
      'We want LED floodlights 50 W 200 pcs, 100 W 300 pcs.',
      ['FL-50 200 pcs order', 'FL-100 300 pcs order'],
    ],
    [
      'a noun behind two measures',
      '500 each of the 50 W and 100 W floodlights',
      ['FL-50 500 pcs order', 'FL-100 500 pcs order'],
    ],
    ['a misspelled name', 'We need 300 pcs LED floodlihgts 100 W', ['FL-100 300 pcs order']],
    ['dozens', 'FL-50, 25 dozen', ['FL-50 300 pcs order']],
    [
      'cells parted by slashes',
      'Item / Qty / Price\nFL-50 / 500 pcs / 9 USD\nFL-100 / 300 pcs / 12 USD',
      ['FL-50 500 pcs order', 'FL-100 300 pcs order'],
    ],
    ['a total in words and figures', 'Two FL-50 for each man, so call it 150 pcs FL-50.', ['FL-50 150 pcs order']],
    ['the only product of a kind, counted', 'Please quote 200 pcs solar lamps.', ['SL-20 200 pcs order']],
    [
      'the only product of a kind, measured otherwise',
      'Please quote 200 pcs solar lamps 60 W.',
      ['SL-20 200 pcs order'],
    ],
    ['a month behind a day', 'Re: your mail of 12 March - FL-50 x 2,000', ['FL-50 2000 pcs order']],
    ['an aside about a kind', 'FL-50, 500 pcs. We have sold solar lamps for years.', ['FL-50 500 pcs order']],
    [
      'a Chinese note over an English mail',
      '请报价，客户很急。\n\nWe would like to order 500 pcs of the floodlight 50 W from your company as soon as possible.',
      ['FL-50 500 pcs order'],
    ],
    [
      'an English heading over a German mail',
      'Dear supplier, please see the inquiry of our customer below and send us your offer for it soon.\n\nWir benötigen dringend fünfhundert Stück der Fluter mit 50 Watt für ein großes Projekt in Bremen.',
      ['FL-50 500 pcs order'],
    ],
  ])('%s', (_, text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  it('assumes the mains of the country the goods go to, and says that nobody wrote it', () => {
    const text = 'We order 500 pcs FL-50, DDP Chicago, USA. Please ship to our warehouse in Chicago, United States.';
    const [item] = analyze(text).facts.items;
    const voltage = item?.attributes.find(({ value }) => value.name === 'voltage');
    expect(voltage).toMatchObject({
      value: { value: '120', unit: 'V' },
      rawText: '',
      charStart: 0,
      charEnd: 0,
      confidence: 0.5,
    });
    const stated = analyze(`${text} 277 V`).facts.items[0]?.attributes.filter(({ value }) => value.name === 'voltage');
    expect(stated?.map(({ value }) => value.value)).toEqual(['277']);
  });

  it('reads standards and grades', () => {
    const [item] = analyze('500 pcs FL-50, IP66, 4000K, EN 60598-1, RAL 9005').facts.items;
    const names = item?.attributes.map(({ value }) => `${value.name} ${value.value}`);
    expect(names).toEqual(
      expect.arrayContaining(['grade ip66', 'grade 4000k', 'standard en 60598-1', 'grade ral 9005']),
    );
  });

  it.each(['50 W floodlight 3 x 4 m, ', '1\t2\tqty\tproduct\n', 'each 2 samples of FL-50 and ', '三千个投光灯各'])(
    'is not slowed down by 200 kB of "%s"',
    (piece) => {
      analyze('500 pcs floodlight 50 W');
      let run = 0;
      expect(cpuMs(() => items(piece.repeat(200_000 / piece.length) + String(run++)))).toBeLessThan(hostileMs * 3);
    },
  );
});
