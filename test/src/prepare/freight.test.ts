/** Containers by volume and payload, and the cheapest of one type among the valid rates. */
import { describe, expect, it } from '@jest/globals';
import { Exact } from '../../../src/prepare/exact-decimal.ts';
import { containersNeeded, fewestContainers, oceanFreight } from '../../../src/prepare/freight.ts';
import { examplePricing, TODAY } from './worked-example.ts';

const load = (volumeM3: string, grossKg: string) => ({ volumeM3: new Exact(volumeM3), grossKg: new Exact(grossKg) });
const pricing = examplePricing();

describe('containers', () => {
  it.each([
    ['0.1', '5', 1],
    ['28', '21500', 1],
    ['28.000001', '1000', 2],
    ['5', '21500.5', 2],
    ['5', '64500', 3],
  ])('%s m³ and %s kg in 20GP', (volume, weight, count) => {
    expect(containersNeeded(load(volume, weight), pricing.containers['20GP']).toNumber()).toBe(count);
  });

  it.each([
    ['20', '5000', '1×20GP'],
    ['50', '9000', '1×40GP'],
    ['65', '9000', '1×40HQ'],
    ['20', '24000', '1×40GP'],
    ['136', '9000', '2×40HQ'],
  ])('%s m³ and %s kg in as few as possible, then as small as possible', (volume, weight, expected) => {
    const { type, count } = fewestContainers(load(volume, weight), pricing, null);
    expect(`${count.toFixed()}×${type}`).toBe(expected);
  });
});

describe('ocean freight', () => {
  const ask = (volume: string, handling = '0', change = {}) => {
    const result = oceanFreight({
      load: load(volume, '5000'),
      destination: { locode: 'DEHAM', name: 'Hamburg' },
      only: null,
      pricing: examplePricing(change),
      exchange: new Exact('7.029'),
      today: TODAY,
      handlingPerContainer: new Exact(handling),
    });
    return result.kind === 'missing'
      ? result.reason
      : `${result.containers.count.toFixed()}×${result.containers.type} ${result.amount.toFixed(2)}`;
  };
  const rates = (...entries: [container: string, amount: string, validUntil?: string][]) => ({
    oceanFreight: entries.map(([container, amount, validUntil = '2027-01-31']) => ({
      ...pricing.oceanFreight[0],
      container,
      amount,
      validUntil,
    })),
  });

  it('takes the cheapest type', () => {
    expect(ask('28')).toBe('1×20GP 1850.00');
    expect(ask('29')).toBe('1×40HQ 3250.00');
    expect(ask('68.1')).toBe('3×20GP 5550.00');
  });

  it('counts handling at origin for each container', () => {
    const close = rates(['20GP', '1600'], ['40HQ', '3250']);
    expect(ask('50', '0', close)).toBe('2×20GP 3200.00');
    expect(ask('50', '100', close)).toBe('1×40HQ 3250.00');
  });

  it('ignores expired rates', () => {
    expect(ask('28', '0', rates(['20GP', '1000', '2026-11-22'], ['40HQ', '3250']))).toBe('1×40HQ 3250.00');
    expect(ask('28', '0', rates(['20GP', '1000', '2026-11-22']))).toBe(
      'The ocean freight from Ningbo to Hamburg was valid until 2026-11-22.',
    );
  });

  it('names a lane without a rate', () => {
    expect(ask('28', '0', { oceanFreight: [] })).toBe('No ocean freight from Ningbo to Hamburg is in the price list.');
  });
});
