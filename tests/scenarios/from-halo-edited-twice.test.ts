/** An appointment that was made in Halo carries no mark of ours there: however much of it a person changes, it is the same one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Mortal } from './mortal.ts';
import { installBothWays, runBothWays } from './two-way.ts';

const morning = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };
const later = { start_date: '2026-03-27T10:00:00Z', end_date: '2026-03-27T11:00:00Z' };

async function withVisit() {
  const house = await installBothWays();
  await house.sync();
  await house.send();
  const row = house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...morning });
  house.clock.advance(60_000);
  await house.send();
  await house.sync();
  house.clock.advance(60_000);
  return { house, row };
}

test('time and subject changed in Halo and the place in Outlook, before either has heard of the other: one appointment', async () => {
  const { house, row } = await withVisit();
  try {
    house.halo.state.edit(row.id, { subject: 'Visit at the branch', ...later });
    const anna = house.mailbox('Anna');
    anna.change(anna.items()[0]?.id ?? '', { location: 'Branch' });
    house.clock.advance(60_000);
    await house.sync();
    await house.send();
    await house.sync();
    assert.deepEqual(
      house.appointments('Anna').map(each => [each.id, each.subject, each.appointment_location_free_text]),
      [[row.id, 'Visit at the branch', 'Branch']],
    );
    assert.deepEqual(
      anna.items().map(each => [each.subject, each.start]),
      [['Visit at the branch', later.start_date]],
    );
  } finally {
    await house.close();
  }
});

test('time and subject changed in Halo, killed once both are in Exchange: one appointment', async () => {
  const { house, row } = await withVisit();
  try {
    house.halo.state.edit(row.id, { subject: 'Visit at the branch', ...later });
    house.clock.advance(60_000);
    await house.restart(async () => {
      const mortal = new Mortal('after UpdateItem');
      const dying = await runBothWays(house, mortal);
      await dying.send();
      await dying.end();
      assert.equal(mortal.death, 'after UpdateItem');
    });
    await house.sync();
    await house.send();
    await house.sync();
    assert.deepEqual(
      house.appointments('Anna').map(each => [each.id, each.subject]),
      [[row.id, 'Visit at the branch']],
    );
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(each => [each.subject, each.start]),
      [['Visit at the branch', later.start_date]],
    );
    assert.deepEqual(house.queued(), []);
  } finally {
    await house.close();
  }
});
