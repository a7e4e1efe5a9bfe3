/** Behind the integrator door Halo must know an item again: tried with one item, before the second is sent. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Installation, install } from './installation.ts';

const door = '/api/integrationdata/import/exchangecalendars/ews';

async function houseWith(recognisesImportByItemId: boolean): Promise<Installation> {
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
  const house = await houseWith(true);
  t.after(() => house.close());
  assert.equal((await house.sync()).added, 6);
  assert.equal(sent(house), 7);
  house.mailbox('Anna').change(house.mailbox('Anna').items()[0]?.id ?? '', { subject: 'Visits' });
  assert.equal((await house.sync()).changed, 1);
  assert.equal(sent(house), 8);
});

test('a Halo that does not stops the import with one appointment, and nothing more is sent until asked anew', async t => {
  const house = await houseWith(false);
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
