/**
 * The first create of an installation goes alone, and through Halo's own door one item goes twice: what that shows is told, and what Halo
 * refuses or never answers is not taken for it.
 */
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

const door = '/api/integrationdata/import/exchangecalendars/ews';

async function managedHouse(recognisesImportByItemId: boolean): Promise<Installation> {
  const house = await install({
    agents: [{ name: 'Anna' }, { name: 'Ben' }],
    settings: { halo: { door: 'integrator' } },
    halo: { dialect: { recognisesImportByItemId } },
  });
  for (const name of ['Anna', 'Ben'])
    for (const day of [24, 25, 26])
      house.mailbox(name).book({
        subject: `Visit ${day}`,
        start: `2026-03-${day}T09:00:00`,
        end: `2026-03-${day}T10:00:00`,
      });
  return house;
}

const sent = (house: Installation) =>
  house.halo.requests.filter(each => each.path.toLowerCase() === door).length;

test('a Halo that knows its items again gets one of them twice, once in the life of the installation', async t => {
  const house = await managedHouse(true);
  t.after(() => house.close());
  assert.equal((await house.sync()).added, 6);
  assert.equal(sent(house), 7);
  house.mailbox('Anna').change(house.mailbox('Anna').items()[0]?.id ?? '', { subject: 'Visits' });
  assert.equal((await house.sync()).changed, 1);
  assert.equal(sent(house), 8);
});

test('a Halo that does not stops the import with one appointment, and nothing more is sent until asked anew', async t => {
  const house = await managedHouse(false);
  t.after(() => house.close());
  const stopped = await house.sync();
  assert.deepEqual(
    stopped.problems.map(problem => [problem.code, problem.scope]),
    [['halo.items-not-recognised', 'halo']],
  );
  assert.equal(house.appointments('Anna').length + house.appointments('Ben').length, 1);
  const before = sent(house);
  const again = await house.sync();
  assert.equal(again.problems[0]?.code, 'halo.items-not-recognised');
  assert.equal(sent(house), before);
  const asked = await house.sync({ verify: true });
  assert.equal(asked.problems[0]?.code, 'halo.items-not-recognised');
  assert.equal(house.appointments('Anna').length + house.appointments('Ben').length, 2);
});
