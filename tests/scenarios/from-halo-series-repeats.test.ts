/** A series that was made in Halo repeats otherwise in Outlook, while somebody in Halo has changed one of its occurrences. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, both, rounds } from './both-ways.ts';

for (const conflict of ['exchange', 'halo', 'newest'] as const)
  test(`an occurrence that takes the place of one that was changed in Halo is imported, too (${conflict} wins)`, () =>
    both(
      async house => {
        const anna = house.mailbox('Anna');
        const times = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };
        const booking = { agent_id: house.agentId('Anna'), subject: 'Round', ...times };
        house.halo.state.makeSeries(booking, { kind: 'daily', every: 1 }, { times: 3 });
        await house.send();
        await rounds(house);
        const second = house.appointments('Anna').find(row => row.start_date.startsWith('2026-03-27'));
        assert.ok(second);
        house.clock.advance(60_000);
        house.halo.state.edit(second.id, {
          start_date: '2026-03-27T13:00:00Z',
          end_date: '2026-03-27T14:00:00Z',
        });
        const pattern = { kind: 'Daily', interval: 2 } as const;
        const recurrence = { pattern, range: { kind: 'numbered', count: 3 } } as const;
        anna.change(anna.items()[0]?.id ?? '', { recurrence });
        await house.sync();
        await rounds(house, 3);
        const inExchange = anna
          .expand('2026-03-20T00:00:00Z', '2026-04-20T00:00:00Z')
          .map(each => each.start);
        const inHalo = house
          .appointments('Anna')
          .filter(row => !row._recurringmaster)
          .map(row => row.start_date);
        const hours = (all: readonly string[]) => all.map(start => start.slice(0, 13)).sort();
        assert.deepEqual(hours(inHalo), hours(inExchange));
        const days = new Set(hours(inHalo).map(hour => hour.slice(0, 10)));
        for (const day of ['2026-03-26', '2026-03-28', '2026-03-30']) assert.ok(days.has(day), day);
        await assertQuiet(house);
      },
      { settings: { outbound: { conflict } } },
    ));
