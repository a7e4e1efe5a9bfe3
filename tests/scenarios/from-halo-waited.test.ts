/** While an import has a calendar, what is to be sent there waits; what it read of Halo before that is old by then. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theValue } from '../builders/results.ts';
import { both } from './both-ways.ts';

test('what is deleted in Halo while its calendar is busy is not made in Exchange', () =>
  both(async house => {
    const agentId = house.agentId('Anna');
    const times = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };
    const made = house.halo.state.book({ ...times, agent_id: agentId, subject: 'Visit' });
    const { address } = house.mailbox('Anna');
    const isRead = () => house.halo.requests.some(({ path }) => path.endsWith(`/${made.id}`));
    const busy = house.turns().take({ agentId, address }, async () => {
      for (let turn = 0; turn < 100_000 && !isRead(); turn += 1) await new Promise(setImmediate);
      assert.ok(isRead(), 'the appointment was never read');
      // The answer is on its way; nobody sees when it has arrived, but the rest of the worker has no other request to make.
      for (let turn = 0; turn < 1_000; turn += 1) await new Promise(setImmediate);
      house.halo.state.deleteByHand(made.id);
    });
    theValue(await house.outbound().heard([{ haloId: made.id, agentId }], 'nudge'));
    await house.turn();
    await busy;
    await house.outbound().settled();
    assert.deepEqual(house.mailbox('Anna').items(), []);
  }));
