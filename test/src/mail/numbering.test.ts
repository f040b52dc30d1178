import { describe, expect, it } from '@jest/globals';
import { nameNumbering } from '../../../src/mail/numbering.ts';

const session = new Date('2026-11-23T09:00:00Z');
const now = new Date('2026-11-23T10:00:00Z');

describe('nameNumbering', () => {
  it.each([
    [7n, null, false, '7'],
    [7n, '7', false, '7'],
    [8n, '7', false, '8'],
    [7n, '7+2026-01-01T00:00:00.000Z', false, '7+2026-01-01T00:00:00.000Z'],
    [8n, '7+2026-01-01T00:00:00.000Z', false, '8'],
    [7n, '7', true, '7+2026-11-23T10:00:00.000Z'],
    [7n, '7+2026-01-01T00:00:00.000Z', true, '7+2026-11-23T10:00:00.000Z'],
    [6n, '7', false, '6+2026-11-23T10:00:00.000Z'],
    [7n, '0+2026-11-22T09:00:00.000Z', false, '7+2026-11-23T10:00:00.000Z'],
    [0n, null, false, '0+2026-11-23T09:00:00.000Z'],
    [null, '7', false, '0+2026-11-23T09:00:00.000Z'],
    [0n, '0+2026-11-23T09:00:00.000Z', false, '0+2026-11-23T09:00:00.000Z'],
    [0n, '0+2026-11-22T09:00:00.000Z', false, '0+2026-11-23T09:00:00.000Z'],
  ])('UIDVALIDITY %s after %s (rolled back: %s) is %s', (uidValidity, stored, isRolledBack, name) => {
    expect(nameNumbering({ uidValidity }, stored, { session, now, isRolledBack })).toBe(name);
  });
});
