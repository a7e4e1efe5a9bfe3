/** What waits on its way to Exchange says whose it is, also when a nudge told only a number and Halo has nothing left of it to ask. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theValue } from '../builders/results.ts';
import { both } from './both-ways.ts';

test('a removal that is held says whose it is, although a nudge told only the number', () =>
  both(async house => {
    house
      .mailbox('Anna')
      .book({ subject: 'Lunch', start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' });
    await house.sync();
    house.clock.advance(1_000);
    const [row] = house.appointments('Anna');
    assert.ok(row !== undefined);
    house.halo.state.deleteByHand(row.id);
    theValue(await house.outbound().heard([{ haloId: row.id, agentId: null }], 'nudge'));
    await house.turn();
    await house.outbound().settled();
    assert.deepEqual(
      house.queued().map(({ haloId, agentId, state }) => [haloId, agentId, state.kind]),
      [[row.id, house.agentId('Anna'), 'held']],
    );
  }));

test('a series that cannot be sent says whose it is', () =>
  both(
    async house => {
      const times = { start_date: '2026-03-24T08:00:00Z', end_date: '2026-03-24T09:00:00Z' };
      const booking = { ...times, agent_id: house.agentId('Anna'), subject: 'Stand-up' };
      const made = house.halo.state.makeSeries(booking, { kind: 'weekly', every: 1, days: ['Tuesday'] });
      theValue(await house.outbound().heard([{ haloId: made.id, agentId: null }], 'nudge'));
      await house.turn();
      await house.outbound().settled();
      assert.deepEqual(
        house.queued().map(({ haloId, agentId, state }) => [haloId, agentId, state.kind]),
        [[made.id, house.agentId('Anna'), 'parked']],
      );
    },
    { settings: { outbound: { seriesCodes: { weekly: null } } } },
  ));
