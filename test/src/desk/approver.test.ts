import { describe, expect, it } from '@jest/globals';
import { chooseApprover, nextApprover } from '../../../src/desk/approver.ts';
import { Company } from '../../../src/model/company.ts';

const [ann, bob, cat, dan] = ['ann', 'bob', 'cat', 'dan'].map((name) => `${name}@firm.example`) as [
  string,
  string,
  string,
  string,
];

function firm(team: Record<string, object> = {}) {
  const member = (email: string, role: string, given: object) => ({ name: email.split('@')[0], email, role, ...given });
  return Company.parse({
    name: 'Firm',
    address: 'Street 1',
    country: 'CN',
    timeZone: 'Asia/Shanghai',
    website: 'https://firm.example',
    domains: ['firm.example'],
    defaultOwner: ann,
    team: [
      member(ann, 'sales', team.ann ?? {}),
      member(bob, 'sales', team.bob ?? {}),
      member(cat, 'manager', team.cat ?? {}),
      member(dan, 'manager', team.dan ?? {}),
    ],
  });
}

const away = [{ from: '2026-11-23', until: '2026-11-27' }];
const now = new Date('2026-11-25T03:00:00Z');

describe('chooseApprover', () => {
  it.each([
    ['the owner', {}, [], false, ann, []],
    ['his deputy when he is away', { ann: { away, deputy: bob } }, [], false, bob, ['away']],
    ['when his mail program said so', { ann: { deputy: bob } }, [ann], false, bob, ['away']],
    ['the deputy’s deputy', { ann: { away, deputy: bob }, bob: { away, deputy: dan } }, [], false, dan, ['away']],
    ['a manager where nobody is named', { ann: { away } }, [], false, cat, ['away']],
    ['a manager who is there', { ann: { away }, cat: { away } }, [], false, dan, ['away']],
    ['deputies in a circle', { ann: { away, deputy: bob }, bob: { away, deputy: ann } }, [], false, cat, ['away']],
    [
      'himself when nobody is there',
      { ann: { away }, bob: { away }, cat: { away }, dan: { away } },
      [],
      false,
      ann,
      [],
    ],
    ['a manager below the floor', {}, [], true, cat, ['floor']],
    ['a manager who is there below the floor', { cat: { away } }, [], true, dan, ['floor']],
    ['the first manager when all are away', { cat: { away }, dan: { away } }, [], true, cat, ['floor']],
    [
      'back on the day after',
      { ann: { away: [{ from: '2026-11-20', until: '2026-11-24' }], deputy: bob } },
      [],
      false,
      ann,
      [],
    ],
  ])('%s', (_, team, absent, needsManager, expected, because) => {
    const presence = { company: firm(team), absent: new Set(absent), now };
    const asked = chooseApprover(ann, needsManager ? 'floor' : null, presence);
    expect([asked.person.email, asked.because.map(({ kind }) => kind)]).toEqual([expected, because]);
  });

  it('counts the days of the person’s own time zone', () => {
    const team = {
      ann: { away: [{ from: '2026-11-25', until: '2026-11-25' }], deputy: bob, timeZone: 'America/New_York' },
    };
    const asked = (at: string) =>
      chooseApprover(ann, null, { company: firm(team), absent: new Set(), now: new Date(at) });
    expect(asked('2026-11-25T03:00:00Z').person.email).toBe(ann);
    expect(asked('2026-11-26T03:00:00Z').person.email).toBe(bob);
  });
});

describe('nextApprover', () => {
  it.each([
    ['deputy', { ann: { deputy: bob } }, [ann], false, bob],
    ['deputy', {}, [ann], false, null],
    ['deputy', { ann: { deputy: bob }, bob: { away } }, [ann], false, null],
    ['deputy', { ann: { deputy: bob } }, [ann], true, null],
    ['deputy', { ann: { deputy: cat } }, [ann], true, cat],
    ['manager', {}, [ann], false, cat],
    ['manager', {}, [ann, cat], false, dan],
    ['manager', { dan: { away } }, [ann, cat], false, null],
  ] as const)('%s %j', (step, team, asked, needsManager, expected) => {
    const company = firm(team);
    const [silent] = company.team;
    if (!silent) throw new Error('nobody');
    const presence = { company, absent: new Set<string>(), now };
    expect(nextApprover(step, silent, new Set(asked), needsManager, presence)?.email ?? null).toBe(expected);
  });
});
