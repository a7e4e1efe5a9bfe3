/** What waits on its way to Exchange says whose it is, also when a nudge told only a number and Halo has nothing left of it to ask. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectValue } from './installation.ts';
import { installBothWays } from './two-way.ts';

test('a removal that is held says whose it is, although a nudge told only the number', async () => {
  const house = await installBothWays();
  try {
    await house.sync();
    await house.send();
    house
      .mailbox('Anna')
      .book({ subject: 'Lunch', start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' });
    await house.sync();
    house.clock.advance(1_000);
    const [row] = house.appointments('Anna');
    assert.ok(row !== undefined);
    house.halo.state.deleteByHand(row.id);
    expectValue(await house.outbound().heard([{ haloId: row.id, agentId: null }], 'nudge'));
    await house.turn();
    await house.outbound().settled();
    assert.deepEqual(
      house.queued().map(({ haloId, agentId, state }) => [haloId, agentId, state.kind]),
      [[row.id, house.agentId('Anna'), 'held']],
    );
  } finally {
    await house.close();
  }
});
