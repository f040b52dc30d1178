import { describe, expect, it } from '@jest/globals';
import { legalFormsOf, nameKey } from '../../../src/background/name-key.ts';
import { loadConfig } from '../../../src/config.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

const forms = legalFormsOf(loadConfig({}).readingWords.legalForms);
const company = (name: string) => nameKey(name, 'organisation', forms);
const person = (name: string) => nameKey(name, 'person', forms);

describe('nameKey', () => {
  it.each([
    ['Northgate Marine Trading Ltd.', 'NORTHGATE MARINE TRADING LIMITED'],
    ['Northgate Marine Trading L.L.C.', 'Trading Northgate-Marine, LLC'],
    ['ООО «Полярная Звезда Трейд»', 'POLYARNAYA ZVEZDA TREYD OOO'],
    ['Société Générale du Désert S.A.', 'SOCIETE GENERALE DU DESERT SA'],
    ['深圳光明远洋贸易有限公司', '深圳光明遠洋貿易'],
  ])('%s and %s are one company', (one, other) => {
    expect(company(one)).not.toBeNull();
    expect(company(one)).toBe(company(other));
  });

  it.each([
    ['Ivan Petrovich Sokolov', 'SOKOLOV, Ivan Petrovich'],
    ['José Núñez', 'NUNEZ, Jose'],
    ['Иван Соколов', 'Ivan SOKOLOV'],
  ])('%s and %s are one person', (one, other) => {
    expect(person(one)).not.toBeNull();
    expect(person(one)).toBe(person(other));
  });

  it.each([
    ['Northgate Marine Trading Ltd', 'Northgate Marine Shipping Ltd'],
    ['Northgate Marine Trading Ltd', 'Northgate Marine Trading Services Ltd'],
    ['Polarex Ltd', 'Polarix Ltd'],
  ])('%s and %s are two', (one, other) => {
    expect(company(one)).not.toBe(company(other));
  });

  it.each([
    ['one word names no person', person('Sokolov')],
    ['a short word names no company', company('Apex Ltd')],
    ['a legal form alone names nobody', company('Limited Company Ltd')],
    ['nothing', company(' .,')],
  ])('%s', (_, key) => {
    expect(key).toBeNull();
  });

  it('takes a hostile name in no time', () => {
    const hostile = 'Ltd. '.repeat(40_000);
    expect(cpuMs(() => company(hostile))).toBeLessThan(hostileMs);
  });
});
