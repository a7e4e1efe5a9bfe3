/** Private events of which Halo sees the time alone, and what becomes of them when somebody in Halo makes them public. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, both } from './both-ways.ts';

const doctor = { subject: 'Doctor', location: 'Clinic', body: 'Knee', bodyType: 'Text' } as const;
const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };

for (const madeIn of ['exchange', 'halo'] as const)
  for (const restarts of [false, true])
    test(`made public in Halo it shows what it is there, too (made in ${madeIn}${restarts ? ', cut off' : ''})`, () =>
      both(
        async house => {
          if (madeIn === 'exchange')
            house.mailbox('Anna').book({ ...doctor, ...times, sensitivity: 'Private' });
          else
            house.halo.state.book({
              agent_id: house.agentId('Anna'),
              subject: doctor.subject,
              appointment_location_free_text: doctor.location,
              note: doctor.body,
              is_private: true,
              start_date: times.start,
              end_date: times.end,
            });
          await house.send();
          await house.sync();
          const [row] = house.appointments('Anna');
          assert.equal(row?.subject, madeIn === 'halo' ? 'Doctor' : 'Private appointment');
          house.clock.advance(5_000);
          house.halo.state.edit(row?.id ?? 0, { is_private: false });
          if (restarts) {
            house.halo.faults.order({ kind: 'reset-before', method: 'POST', path: '/appointment', times: 9 });
            await house.send();
            house.halo.faults.clear();
            await house.restart();
          }
          await house.send(2);
          const [event] = house.mailbox('Anna').items();
          assert.equal(event?.sensitivity, 'Normal');
          assert.deepEqual(
            [event?.subject, event?.location, event?.body.trim()],
            ['Doctor', 'Clinic', 'Knee'],
          );
          assert.deepEqual(
            house
              .appointments('Anna')
              .map(each => [each.subject, each.appointment_location_free_text, each.note]),
            [['Doctor', 'Clinic', 'Knee']],
          );
          await assertQuiet(house);
        },
        { settings: { import: { private: 'time-only' } } },
      ));
