/** An Exchange in which something takes new events away as soon as they are made: they are not made again and again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installBothWays } from './two-way.ts';

const times = { start_date: '2026-03-25T09:00:00Z', end_date: '2026-03-25T10:00:00Z' };

test('an event that is gone at once is made once, told, and made again only when somebody wants it', async () => {
  const house = await installBothWays();
  try {
    await house.sync();
    await house.send();
    const anna = house.mailbox('Anna');
    const store = anna.store.bind(anna);
    let made = 0;
    anna.store = (...booking) => {
      const item = store(...booking);
      made += 1;
      anna.calendar.remove(item);
      return item;
    };
    const visit = house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...times });
    for (let hour = 0; hour < 6; hour += 1) {
      await house.send(2);
      await house.sync();
      house.clock.advance(60 * 60_000);
    }
    assert.ok(made <= 2, `made ${made} times: once for each look that shows it`);
    const [parked] = house.queued();
    assert.deepEqual(parked?.state.kind === 'parked' && parked.state.facts, {
      mailbox: 'anna@example.org',
      reason: 'gone at once',
    });
    anna.store = store;
    house.halo.state.edit(visit.id, { subject: 'Visit, again' });
    await house.send();
    assert.deepEqual(
      anna.items().map(item => item.subject),
      ['Visit, again'],
    );
    assert.deepEqual(house.queued(), []);
  } finally {
    await house.close();
  }
});
