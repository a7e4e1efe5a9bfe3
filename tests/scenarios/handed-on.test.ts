/** Somebody in Halo hands an appointment to another agent: it stays the first event's, and the other agent's meeting gets its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';

const meeting = {
  subject: 'Job',
  uid: 'uid-of-the-meeting',
  start: '2026-03-25T09:00:00Z',
  end: '2026-03-25T10:00:00Z',
};

/** Anna's appointment goes to Ben in Halo; then Ben is invited to the same meeting in Exchange. */
async function handedOn(house: Installation): Promise<{ itemId: string; bensItemId: string; rowId: number }> {
  const itemId = house.mailbox('Anna').book(meeting);
  await house.sync();
  const rowId = house.appointments('Anna')[0]?.id ?? 0;
  house.halo.state.edit(rowId, { agent_id: house.agentId('Ben') });
  const bensItemId = house.mailbox('Ben').book(meeting);
  return { itemId, bensItemId, rowId };
}

test('an appointment that was handed on is not taken for the same meeting of its new agent', async t => {
  const house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }] });
  t.after(() => house.close());
  const { itemId, bensItemId, rowId } = await handedOn(house);
  const report = await house.sync();
  assert.deepEqual([report.held, report.haloWrites], [1, 0]);

  // Anna's event goes, her appointment with it; what is left to ask about is answered by the next look.
  house.mailbox('Anna').remove(itemId);
  await house.sync();
  assert.deepEqual(
    house.appointments('Ben').filter(row => row.id === rowId),
    [],
  );
  house.mailbox('Ben').change(bensItemId, { location: 'Room 1' });
  await house.sync();
  assert.deepEqual(
    house.appointments('Ben').map(row => [row.subject, row.appointment_location_free_text]),
    [['Job', 'Room 1']],
  );
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
});
