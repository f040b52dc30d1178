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

  it('takes the country of the mail domain, but not of one the whole world uses', () => {
    expect(contactOf('price?', '', 'a@lampen.ch').country).toBe('CH');
    expect(contactOf('price?', '', 'a@lamps.io').country).toBeNull();
  });

  it('finds a company that is spelled like the mail domain', () => {
    const text = 'Bonjour, vos projecteurs nous intéressent.\n\nCordialement\nAnne Petit\nMaison Lumière';
    expect(contactOf(text, 'Anne Petit', 'contact@maison-lumiere.example').company).toBe('Maison Lumière');
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
