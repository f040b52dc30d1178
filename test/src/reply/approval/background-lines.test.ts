import { describe, expect, it } from '@jest/globals';
import type { BackgroundNote } from '../../../../src/model/inquiry.ts';
import { backgroundLines } from '../../../../src/reply/approval/background-lines.ts';
import { teamReader } from '../../../../src/reply/approval/situation.ts';
import { context, inquiry } from '../sample.ts';

const NOTES: BackgroundNote[] = [
  { kind: 'competitor', domain: 'rival.example' },
  { kind: 'country', country: 'DE', sources: ['address', 'postalCode', 'phone'], others: [] },
  { kind: 'country', country: 'DE', sources: ['script', 'x-new'], others: ['AT', 'CH'] },
  { kind: 'earlier', count: 1200 },
  { kind: 'website_named', website: 'https://n.example' },
  { kind: 'website_guessed', website: 'https://n.example' },
  { kind: 'no_country' },
  { kind: 'own_country' },
  { kind: 'no_company' },
];
const linesIn = (language: 'en' | 'zh', notes: readonly BackgroundNote[]) =>
  backgroundLines(
    { ...inquiry, background: { ...inquiry.background, notes: [...notes] } },
    teamReader({ ...context, owner: { ...context.owner, language } }),
  );
const said = (language: 'en' | 'zh') => NOTES.map((note) => linesIn(language, [note])[2]);

describe('backgroundLines', () => {
  it('says each note in English', () => {
    expect(said('en')).toEqual([
      'COMPETITOR (rival.example)',
      'Germany, shown by the address, the postal code, the phone number',
      'Germany, shown by traditional characters, x-new; other signs point to Austria, Switzerland',
      'earlier inquiries: 1,200',
      'names the website https://n.example (not visited)',
      'website probably https://n.example (not visited)',
      'the mail does not show the country',
      'in our own country, so a trading company or a competitor',
      'names no company',
    ]);
  });

  it('says each note in Chinese', () => {
    expect(said('zh')).toEqual([
      '竞争对手（rival.example）',
      '德国，依据：地址、邮政编码、电话号码',
      '德国，依据：繁体字、x-new；另有迹象指向奥地利、瑞士',
      '以往询盘：1,200',
      '自报网站 https://n.example（未访问）',
      '网站可能是 https://n.example（未访问）',
      '邮件看不出国家',
      '与我们同在一国，可能是贸易公司或同行',
      '没有写公司名称',
    ]);
  });

  it('takes five lines at most, who he is first', () => {
    const lines = linesIn('en', NOTES);
    expect(lines).toHaveLength(5);
    expect(lines.slice(0, 2)).toEqual([
      'Paul Meyer · Nordlicht Outdoor GmbH · p.meyer@nordlicht.example',
      'company domain · nordlicht.example',
    ]);
  });

  it('cannot be drawn out by a hostile website', () => {
    const [, , line = ''] = linesIn('zh', [
      { kind: 'website_named', website: `https://${'a'.repeat(5000)}\n{domain}` },
    ]);
    expect(line.length).toBeLessThanOrEqual(201);
    expect(line).not.toContain('\n');
  });
});
