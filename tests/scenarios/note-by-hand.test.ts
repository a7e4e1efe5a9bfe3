/** Halo's lists tell no notes: one that somebody rewrote is found nevertheless by a run that looks at everything. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { install } from './installation.ts';

test('a note rewritten in Halo is put back by --verify among many appointments, and only what was saved is read whole', async t => {
  const house = await install();
  t.after(() => house.close());
  for (const day of [24, 25, 26, 27, 30, 31])
    house.mailbox('Anna').book({
      subject: `Visit ${day}`,
      body: 'Bring the list.',
      bodyType: 'Text',
      start: `2026-03-${day}T09:00:00Z`,
      end: `2026-03-${day}T10:00:00Z`,
    });
  await house.sync();
  house.clock.advance(60_000);
  const [first, second] = house.appointments('Anna');
  assert.ok(first !== undefined && second !== undefined);
  house.halo.state.edit(first.id, { note: 'Called back.' });
  house.halo.state.edit(second.id, { category1: 'Seen' });
  assert.equal((await house.sync()).haloWrites, 0);
  house.halo.clearRequests();
  const report = await house.sync({ verify: true });
  assert.deepEqual([report.changed, report.outcome], [1, 'done']);
  const whole = house.halo.requests.filter(each => /\/appointment\/\d+$/i.test(each.path));
  assert.deepEqual(
    whole.map(each => Number(/\d+$/.exec(each.path)?.[0])),
    [first.id, second.id],
  );
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync({ verify: true })).haloWrites, 0);
});
