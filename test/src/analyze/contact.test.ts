import { describe, expect, it } from '@jest/globals';
import { analyze } from './lamp-seller.ts';

const contactOf = (text: string, name = '', address = 'buyer@northlight.example') =>
  analyze(text, { from: { name, address } }).contact;

describe('readContact', () => {
  it.each([
    {
      case: 'a German signature',
      text: 'bitte um Ihr Angebot für Fluter.\n\nMit freundlichen Grüßen\n\nRenate Vogel\nEinkauf\nNordlicht Technik GmbH & Co. KG\nHafenweg 3, 24103 Kiel, Deutschland\nTelefon 0431 / 240 98 10\nFax 0431 / 240 98 11',
      from: '"Vogel, Renate"',
      expected: {
        name: 'Renate Vogel',
        company: 'Nordlicht Technik GmbH & Co. KG',
        phone: '+494312409810',
        country: 'DE',
      },
    },
    {
      case: 'a Mexican signature with a national number',
      text: 'Necesitamos una cotización de reflectores.\n\nSaludos cordiales\nIng. Laura Peña Ríos\nIluminación del Bajío, S.A. de C.V.\nTel. (55) 5512 3456',
      from: 'Laura Peña',
      expected: {
        name: 'Laura Peña Ríos',
        company: 'Iluminación del Bajío, S.A. de C.V.',
        phone: '+525555123456',
        country: 'MX',
      },
    },
    {
      case: 'a Chinese signature',
      text: '请报投光灯价格，谢谢！\n\n李晓梅\n宁波某某贸易有限公司\n电话：0574-8765 4321',
      from: '李晓梅',
      expected: { name: '李晓梅', company: '宁波某某贸易有限公司', phone: '+8657487654321', country: 'CN' },
    },
    {
      case: 'an American signature without closing words',
      text: 'Could you quote floodlights for us?\n\nJane Roe\nAcme Lighting Inc.\n12 Main St, Boise, ID 83702\n(208) 555-0143',
      from: 'Jane Roe',
      expected: { name: 'Jane Roe', company: 'Acme Lighting Inc.', phone: '+12085550143', country: 'US' },
    },
    {
      case: 'an international number as the only sign',
      text: 'I want a price for floodlights.\nWhatsApp +971 50 123 4567',
      from: '',
      expected: { name: null, company: null, phone: '+971501234567', country: 'AE' },
    },
    {
      case: 'nothing at all',
      text: 'price for floodlights?',
      from: 'Purchase Dept',
      expected: { name: null, company: null, phone: null, country: null },
    },
  ])('reads $case', ({ text, from, expected }) => {
    const { name, company, phone, country } = contactOf(text, from.replaceAll('"', ''));
    expect({ name, company, phone, country }).toEqual(expected);
  });

  it.each([
    ['+44 (0)1952 555184', 'Telford', '+441952555184'],
    ['0044 1952 555184', 'Telford', '+441952555184'],
    ['Tel: 01952 555184 | Fax: 01952 555199', 'Telford', '+441952555184'],
    ['Fax 01952 555199\nTel 01952 555184', 'Telford', '+441952555184'],
    ['VAT 123456789\nT 01952 555184', 'Telford', '+441952555184'],
    ['905-555-0117', '', '+19055550117'],
    ['Cell 0412 555 131', 'Burleigh Heads QLD 4220', '+61412555131'],
    ['(852) 2555 0138', 'Kwun Tong, Hong Kong', '+85225550138'],
    ['٠١١ ٥٥٥ ٠١٩٣', 'Riyadh', '+966115550193'],
    ['8 (343) 555-01-92', 'Yekaterinburg, Russia', '+73435550192'],
    ['Order 4500012345', '', null],
    ['2026-12-18', '', null],
  ])('reads the number %s (%s)', (phone, place, expected) => {
    expect(contactOf(`Please quote floodlights.\n\nBest regards\nAnn Lee\n${place}\n${phone}`, 'Ann Lee').phone).toBe(
      expected,
    );
  });

  it.each([
    ['Lamp House Oy', 'Ann Lee', 'Lamp House Oy'],
    ['ООО «Свет»', 'Иван Петров', 'ООО «Свет»'],
    ['Svítidla Novák s.r.o.', 'Ann Lee', 'Svítidla Novák s.r.o.'],
    ['Luminária do Norte, Lda.', 'Ann Lee', 'Luminária do Norte, Lda.'],
    ['Oświetlenie Plus Sp. z o.o. Sp. k.', 'Ann Lee', 'Oświetlenie Plus Sp. z o.o. Sp. k.'],
    ['Éclairage Atlas SARL AU', 'Ann Lee', 'Éclairage Atlas SARL AU'],
    ['Buyer, Gulf Lights Trading FZE', 'Ann Lee', 'Gulf Lights Trading FZE'],
    ['株式会社ヒカリ 購買部', '佐藤 花子', '株式会社ヒカリ'],
    ['北海ランタン合同会社　佐藤花子', '佐藤 花子', '北海ランタン合同会社'],
    ['빛조명 주식회사', '김민수', '빛조명 주식회사'],
    ['شركة النور للإضاءة', 'علي حسن', 'شركة النور للإضاءة'],
    ['North Light Traders', 'Ann Lee', 'North Light Traders'],
  ])('reads the company %s', (line, name, expected) => {
    expect(contactOf(`FL-50?\n\nBest regards\n${name}\n${line}`, name, 'a@mail.example').company).toBe(expected);
  });

  it('knows a company that is only spelled by the address', () => {
    expect(
      contactOf('FL-50?\n\nRegards\nAnn Lee\nGorse & Hatch Homes', 'Ann', 'ann@gorsehatch-homes.example').company,
    ).toBe('Gorse & Hatch Homes');
    expect(contactOf('FL-50?\n\nС уважением\nУралсвет', '', 'info@uralsvet.example').company).toBe('Уралсвет');
  });

  it.each([
    ['Dr.-Ing. Matthias Oehl', 'Matthias Oehl'],
    ['i. A. Dr. Annette Holl', 'Annette Holl'],
    ['Priya Thorn MCIPS', 'Priya Thorn'],
    ['Dott.ssa Chiara Monti', 'Chiara Monti'],
    ['採購課 賴郁婷', '賴郁婷'],
    ['박지훈 과장', '박지훈'],
    ['Eng. Rashid Al Marz', 'Rashid Al Marz'],
  ])('reads the name in %s', (line, expected) => {
    expect(contactOf(`FL-50?\n\nBest regards\n${line}\nLamp House Oy`, 'Purchasing').name).toBe(expected);
  });

  it('reads function, website and address', () => {
    const text =
      'Please quote FL-50.\n\nKind regards\nGareth Pem\nHead of Buying\nPem Lights Ltd\nUnit 7, Halesfield Park\nTelford TF7 4QT\nwww.pemlights.example';
    expect(contactOf(text, 'Gareth Pem')).toMatchObject({
      title: 'Head of Buying',
      decisionRole: 'buyer',
      website: 'www.pemlights.example',
      address: 'Unit 7, Halesfield Park, Telford TF7 4QT',
      country: 'GB',
    });
  });

  it.each([
    ['Somos una tienda en Medellín.', 'CO'],
    ['We run a shop in Annecy.', 'FR'],
    ['Wir sind ein Händler aus Graz.', 'AT'],
    ['我们是马来西亚槟城的家居连锁。', 'MY'],
  ])('knows the country of: %s', (text, expected) => {
    expect(contactOf(`${text} FL-50?`).country).toBe(expected);
  });

  it('takes the country of the mail domain, but not of one the whole world uses', () => {
    expect(contactOf('price?', '', 'a@lampen.ch').country).toBe('CH');
    expect(contactOf('price?', '', 'a@lamps.io').country).toBeNull();
  });

  it('finds a company that is spelled like the mail domain', () => {
    const text = 'Bonjour, vos projecteurs nous intéressent.\n\nCordialement\nAnne Petit\nMaison Lumière';
    expect(contactOf(text, 'Anne Petit', 'contact@maison-lumiere.example').company).toBe('Maison Lumière');
  });

  it.each([
    ['我们是马来西亚的灯具商（Bright House Sdn. Bhd.），FL-50?', 'a@mail.example', 'Bright House Sdn. Bhd.'],
    [
      'A Lumina Sul, Lda. compra FL-50 no Porto. Qual o preço?\n\nCumprimentos\nAna',
      'ana@lumina-sul.example',
      'Lumina Sul, Lda.',
    ],
    ['A Plus Lights Ltd buys FL-50. Price?', 'a@apluslights.example', 'A Plus Lights Ltd'],
  ])('reads the company named in: %s', (text, address, expected) => {
    expect(contactOf(text, '', address).company).toBe(expected);
  });

  it('weighs the evidence and shows it', () => {
    const { countryEvidence } = contactOf(
      'price?\n\nRegards\nA. Bee\nAcme B.V.\nTel +31 20 794 1234',
      'A. Bee',
      'a@acme.nl',
    );
    expect(countryEvidence).toEqual([
      { source: 'domain', country: 'NL', weight: 4 },
      { source: 'phone', country: 'NL', weight: 4 },
      { source: 'company', country: 'NL', weight: 2 },
    ]);
  });
});
