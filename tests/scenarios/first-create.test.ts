/** The first create of an installation goes alone; what Halo refuses or never answers is not taken for a mark that was dropped. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import { type Installation, install } from './installation.ts';

async function houseWithVisits(): Promise<Installation> {
  const house = await install();
  for (const day of [24, 25, 26, 27])
    house.mailbox('Anna').book({
      subject: `Visit ${day}`,
      start: `2026-03-${day}T09:00:00`,
      end: `2026-03-${day}T10:00:00`,
    });
  return house;
}

const write = { method: 'POST', path: '/appointment' } as const;

test('a first create that Halo refuses is told, and the next one goes alone in its place', async t => {
  const house = await houseWithVisits();
  t.after(() => house.close());
  house.halo.faults.order({ ...write, kind: 'http-status', status: 400 });
  const report = await house.sync();
  assert.deepEqual([report.added, told(report)], [3, ['halo.rejected item']]);
  const sizes = house.halo.requests
    .filter(each => each.method === 'POST' && each.path === '/api/Appointment')
    .map(each => JSON.parse(each.body).length);
  assert.deepEqual(sizes, [1, 1, 2]);
});

for (const [name, fault, code] of [
  [
    'never reaches Halo ends the mailbox for this time',
    { kind: 'reset-before' },
    'halo.connection-lost item',
  ],
  ['breaks Halo is left', { kind: 'http-status', status: 500 }, 'halo.server-error item'],
] as const) {
  test(`a first create that ${name}, told as ${code} and nothing else`, async t => {
    const house = await houseWithVisits();
    t.after(() => house.close());
    house.halo.faults.order({ ...write, ...fault });
    const report = await house.sync();
    const added = fault.kind === 'reset-before' ? 0 : 3;
    assert.deepEqual([report.added, told(report)], [added, [code]]);
    assert.equal((await house.sync()).added, 4 - added);
    assert.deepEqual(differences(house), []);
    assert.equal((await house.sync()).haloWrites, 0);
  });
}

test('the one appointment of a stopped first import is no proof once somebody has deleted it', async t => {
  const house = await houseWithVisits();
  t.after(() => house.close());
  house.halo.faults.order({ ...write, kind: 'drop-marks' });
  assert.deepEqual(told(await house.sync()), ['halo.marks-dropped halo']);
  house.halo.state.deleteByHand(house.appointments('Anna')[0]?.id ?? 0);
  const report = await house.sync();
  assert.deepEqual([report.added, told(report)], [3, []]);
});
