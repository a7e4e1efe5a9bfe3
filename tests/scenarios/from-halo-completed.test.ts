/** Completed work stays where it is in time until a person agrees, also when both sides have moved it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHeld } from '../../main/engine/held.ts';
import { theValue } from '../builders/results.ts';
import { both } from './both-ways.ts';
import { requestsSoFar, writesSince } from './two-way.ts';

for (const kind of ['single', 'occurrence'] as const)
  for (const first of ['import', 'outbound'] as const)
    test(`a person is asked before completed work is moved, whoever moved it last (${kind}, ${first} first)`, () =>
      both(async house => {
        const calendar = house.mailbox('Anna');
        const at = (hour: number) => ({
          start: `2026-03-26T${hour}:00:00Z`,
          end: `2026-03-26T${hour + 1}:00:00Z`,
        });
        const range = { kind: 'numbered', count: 2 } as const;
        const recurrence = { pattern: { kind: 'Daily', interval: 1 }, range } as const;
        calendar.book({ subject: 'Visit', ...at(11), ...(kind === 'occurrence' ? { recurrence } : {}) });
        await house.sync();
        await house.send();
        house.clock.advance(5_000);
        const row = () => house.appointments('Anna')[0];
        const events = () => calendar.expand('2026-03-26T00:00:00Z', '2026-03-26T23:00:00Z');
        const id = row()?.id ?? 0;
        house.halo.state.complete(id);
        await house.send();
        calendar.change(events()[0]?.id ?? '', at(14));
        house.clock.advance(5_000);
        const { start: start_date, end: end_date } = at(17);
        house.halo.state.edit(id, { start_date, end_date });
        const round = async () => {
          house.clock.advance(16 * 60_000);
          await house.sync();
          await house.send();
        };
        if (first === 'outbound') await house.send();
        await round();
        await round();
        assert.equal(row()?.start_date, '2026-03-26T17:00:00', 'nobody has agreed');
        const held = theValue(await answerHeld(house.store(), 'all', 'approved')).answered;
        assert.deepEqual(
          held.map(({ hold }) => hold.reason),
          ['completed-in-halo'],
        );
        await round();
        assert.equal(row()?.start_date, '2026-03-26T14:00:00');
        assert.equal(events()[0]?.start, '2026-03-26T14:00:00Z');
        const from = requestsSoFar(house);
        await round();
        await round();
        assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
        assert.deepEqual(house.queued(), []);
      }));

test('completed work that is given to another agent moves to the other calendar, and is lost in neither', () =>
  both(
    async house => {
      const times = { start_date: '2026-03-26T08:00:00Z', end_date: '2026-03-26T09:00:00Z' };
      const made = house.halo.state.book({ agent_id: house.agentId('Anna'), subject: 'Visit', ...times });
      house.clock.advance(60_000);
      await house.send();
      house.halo.state.complete(made.id);
      house.halo.state.moveTo(made.id, house.agentId('Bob'));
      house.clock.advance(60_000);
      await house.send();
      assert.deepEqual(house.mailbox('Anna').items(), []);
      assert.deepEqual(
        house
          .mailbox('Bob')
          .items()
          .map(item => item.subject),
        ['Visit'],
      );
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));
