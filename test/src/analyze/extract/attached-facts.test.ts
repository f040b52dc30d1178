import { describe, expect, it } from '@jest/globals';
import { analyze } from '../lamp-seller.ts';

const LIST = 'Item\tQty\tUnit\nFL-50\t500\tpcs\nSL-20\t40\tsets';

function withFile(text: string, file = LIST, filename = 'list.xlsx') {
  return analyze(text, { attachments: [filename], attached: [{ filename, text: file }] }).facts;
}

const items = ({ items: all }: ReturnType<typeof withFile>) =>
  all.map(({ productSku, productText, quantity, quantityUnit, quantityKind }) =>
    [productSku ?? productText.value, quantity?.value ?? '-', quantityUnit ?? '', quantityKind].join(' '),
  );

describe('facts of attached files', () => {
  it.each([
    [
      'the list alone names the goods',
      'Please quote the attached list.',
      ['FL-50 500 pcs order', 'SL-20 40 sets order'],
    ],
    [
      'a quantity in the mail wins',
      'See the list, but of FL-50 we now need 800 pcs.',
      ['FL-50 800 pcs order', 'SL-20 40 sets order'],
    ],
    [
      'a kind named in the mail is replaced by the products of the list',
      'We are interested in floodlights and solar lamps, see the list.',
      ['FL-50 500 pcs order', 'SL-20 40 sets order'],
    ],
    [
      'a product of the mail that the list does not have stays',
      'See the list. What does FL-100 cost?',
      ['FL-100 -  unclear', 'FL-50 500 pcs order', 'SL-20 40 sets order'],
    ],
  ])('%s', (_, text, expected) => {
    expect(items(withFile(text))).toEqual(expected);
  });

  it('keeps goods that are not ours', () => {
    const facts = withFile('Please quote the list.', 'Item\tQty\nFL-50\t500\ngarden hose\t20');
    expect(items(facts)).toEqual(['FL-50 500 pcs order', 'garden hose 20 pcs order']);
  });

  it('takes nothing from a file that only names goods without quantities', () => {
    const facts = withFile('We need 300 pcs FL-100.', 'Our range: FL-50, SL-20.', 'profile.pdf');
    expect(items(facts)).toEqual(['FL-100 300 pcs order']);
  });

  it('says of every fact which file it comes from, and of the facts of the mail nothing', () => {
    const facts = withFile('FL-100: 300 pcs. List attached.', `${LIST}\n\nCIF Hamburg, delivery by 31 March 2027.`);
    const origins = facts.items.map(({ productText, quantity }) => [productText.attachment, quantity?.attachment]);
    expect(origins).toEqual([
      [undefined, undefined],
      ['list.xlsx', 'list.xlsx'],
      ['list.xlsx', 'list.xlsx'],
    ]);
    expect(facts.incoterm).toMatchObject({ value: 'CIF', rawText: 'CIF', attachment: 'list.xlsx' });
    expect(facts.deliveryDate).toMatchObject({ value: { date: '2027-03-31' }, attachment: 'list.xlsx' });
    expect(facts.destinationCountry).toMatchObject({ value: 'DE', attachment: 'list.xlsx' });
  });

  it("lets the mail's own rule, place and date win together", () => {
    const facts = withFile(
      'FOB Ningbo please, ship by 15 February 2027.',
      'FL-50: 500 pcs, CIF Hamburg by 31 March 2027',
    );
    expect([facts.incoterm?.value, facts.place?.value.name, facts.deliveryDate?.value.date]).toEqual([
      'FOB',
      'Ningbo',
      '2027-02-15',
    ]);
    expect(facts.incoterm?.attachment).toBeUndefined();
  });

  it('joins the certificates, each once, the mail first', () => {
    const facts = withFile('CE and RoHS are needed, list attached.', `${LIST}\nCertificates: RoHS, UL`);
    expect(facts.certificates.map(({ value, attachment }) => [value, attachment])).toEqual([
      ['CE', undefined],
      ['ROHS', undefined],
      ['UL', 'list.xlsx'],
    ]);
  });

  it('asks no more for what a file says', () => {
    const fields = (facts: ReturnType<typeof withFile>) => facts.unclearPoints.map(({ field }) => field);
    expect(fields(withFile('Please quote.', 'CIF Hamburg, 500 pcs FL-50'))).not.toEqual(
      expect.arrayContaining(['quantity']),
    );
    expect(fields(analyze('Please quote.').facts)).toEqual(expect.arrayContaining(['quantity', 'incoterm']));
  });
});
