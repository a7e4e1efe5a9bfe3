/** The event of an appointment is gone and made anew, and nobody hears that it was: what is found with its mark is no copy. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, both } from './both-ways.ts';

for (const kind of ['single', 'occurrence'] as const)
  for (const first of ['import', 'outbound'] as const)
    test(`an event that is made anew is not taken for a copy after a crash (${kind}, ${first} first)`, () =>
      both(
        async house => {
          const recurrence = {
            pattern: { kind: 'Daily', interval: 1 },
            range: { kind: 'numbered', count: 3 },
          } as const;
          const id = house.mailbox('Anna').book({
            subject: 'Visit',
            start: '2026-03-26T11:00:00Z',
            end: '2026-03-26T12:00:00Z',
            ...(kind === 'occurrence' ? { recurrence } : {}),
          });
          await house.sync();
          await house.send();
          house.clock.advance(5_000);
          const [row] = house.appointments('Anna');
          house.halo.state.edit(row?.id ?? 0, { subject: 'Still needed' });
          house.mailbox('Anna').remove(id);
          house.exchange.faults.order({ kind: 'reset', effect: 'done', operation: 'CreateItem' });
          await house.send();
          house.exchange.faults.clear();
          await house.restart();
          house.clock.advance(60_000);
          if (first === 'import') await house.sync();
          for (let round = 0; round < 3; round += 1) {
            house.clock.advance(16 * 60_000);
            await house.send();
            await house.sync();
          }
          const subjects = [house.mailbox('Anna').items(), house.appointments('Anna')].map(side =>
            side.map(each => each.subject),
          );
          assert.deepEqual(subjects, [['Still needed'], ['Still needed']]);
          assert.equal(house.appointments('Anna')[0]?.id, row?.id, 'it is the same appointment');
          await assertQuiet(house);
        },
        { settings: { outbound: { conflict: 'halo' } } },
      ));

for (const first of ['import', 'outbound'] as const)
  test(`a copy that somebody makes before the app has heard of its own event is an event of its own (${first} first)`, () =>
    both(async house => {
      const times = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };
      house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...times });
      house.exchange.faults.order({ kind: 'reset', effect: 'done', operation: 'CreateItem' });
      await house.send();
      house.exchange.faults.clear();
      house.clock.advance(5_000);
      house.mailbox('Anna').duplicate(house.mailbox('Anna').items()[0]?.id ?? '');
      await house.restart();
      if (first === 'import') await house.sync();
      for (let round = 0; round < 3; round += 1) {
        house.clock.advance(16 * 60_000);
        await house.send();
        await house.sync();
      }
      assert.equal(house.mailbox('Anna').items().length, 2);
      assert.equal(house.appointments('Anna').length, 2);
    }));
