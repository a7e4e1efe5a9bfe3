/** A Halo that tells neither the order of changes nor when a write of ours was saved: what a list shows tells that somebody was there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both } from './both-ways.ts';
import { requestsSoFar, writesSince } from './two-way.ts';

test('a change is found within a day in a Halo that tells of none', () =>
  both(
    async house => {
      const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };
      house.mailbox('Anna').book({ subject: 'Lunch', ...times });
      house.clock.advance(5_000);
      house.mailbox('Anna').book({ subject: 'Tea', ...times });
      await house.sync();
      house.clock.advance(5_000);
      const lunch = house.appointments('Anna').find(row => row.subject === 'Lunch');
      house.halo.state.edit(lunch?.id ?? 0, { subject: 'Long lunch' });
      const day = async () => {
        house.clock.advance(24 * 60 * 60_000);
        await house.send(3);
        await house.sync();
      };
      await day();
      const subjects = house
        .mailbox('Anna')
        .items()
        .map(item => item.subject);
      assert.deepEqual(subjects.sort(), ['Long lunch', 'Tea']);
      const from = requestsSoFar(house);
      await day();
      assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
    },
    {
      halo: { dialect: { listOrder: 'by-id', postTellsLastModified: false } },
    },
  ));
