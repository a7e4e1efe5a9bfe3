/** A series that was made in Halo is deleted in Outlook: its master in Halo goes with it, soon, and once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both } from './both-ways.ts';
import { requestsSoFar, writesSince } from './two-way.ts';

test('the master goes also when its last occurrence lives on as a single', () =>
  both(
    async house => {
      const times = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };
      const booking = { agent_id: house.agentId('Anna'), subject: 'Round', ...times };
      house.halo.state.makeSeries(booking, { kind: 'daily', every: 1 }, { times: 1 });
      const round = async () => {
        house.clock.advance(16 * 60_000);
        await house.send();
        await house.sync();
        await house.send();
      };
      await round();
      const child = house.appointments('Anna').find(row => !row._recurringmaster);
      const [series] = house.mailbox('Anna').items();
      house.mailbox('Anna').remove(series?.id ?? '');
      house.clock.advance(5_000);
      house.halo.state.edit(child?.id ?? 0, { subject: 'Still needed' });
      await round();
      await round();
      assert.deepEqual(
        house.appointments('Anna').map(row => [row.id, row.subject]),
        [[child?.id, 'Still needed']],
      );
      const events = house.mailbox('Anna').items();
      assert.deepEqual(
        events.map(item => [item.kind, item.subject]),
        [['Single', 'Still needed']],
      );
      assert.deepEqual(house.queued(), []);
    },
    { settings: { outbound: { conflict: 'halo' } } },
  ));

for (const days of [0, 1])
  test(`the master of a series that is deleted in Outlook goes, too (${days} days later)`, () =>
    both(async house => {
      const master = house.halo.state.makeSeries(
        {
          agent_id: house.agentId('Anna'),
          subject: 'Round',
          start_date: '2026-03-26T08:00:00Z',
          end_date: '2026-03-26T09:00:00Z',
        },
        { kind: 'daily', every: 1 },
        { times: 3 },
      );
      const round = async () => {
        house.clock.advance(16 * 60_000);
        await house.send();
        await house.sync();
        await house.send();
      };
      await round();
      assert.equal(house.appointments('Anna').length, 4);
      const [series] = house.mailbox('Anna').items();
      house.mailbox('Anna').remove(series?.id ?? '');
      house.clock.advance(days * 24 * 60 * 60_000);
      await round();
      await round();
      assert.deepEqual(
        house.appointments('Anna').map(row => row.id),
        [],
        `${master.id} is gone`,
      );
      assert.deepEqual(house.mailbox('Anna').items(), []);
      const from = requestsSoFar(house);
      await round();
      await round();
      assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
      assert.deepEqual(house.queued(), []);
      assert.equal(house.outbound().status().memory.series.size, 0);
    }));

test('the master of a series that was deleted in Outlook before any import saw it goes, too', () =>
  both(async house => {
    const times = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };
    const booking = { agent_id: house.agentId('Anna'), subject: 'Round', ...times };
    house.halo.state.makeSeries(booking, { kind: 'daily', every: 1 }, { times: 3 });
    house.clock.advance(60_000);
    await house.send();
    house.mailbox('Anna').remove(house.mailbox('Anna').items()[0]?.id ?? '');
    house.clock.advance(60_000);
    await house.sync();
    await house.send();
    assert.deepEqual(house.appointments('Anna'), []);
    assert.deepEqual(house.queued(), []);
  }));
