/** Private events of which Halo sees the time alone, and what becomes of them when somebody in Halo makes them public. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, both } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const doctor = { subject: 'Doctor', location: 'Clinic', body: 'Knee', bodyType: 'Text' } as const;
const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };

const timeOnly = { settings: { import: { private: 'time-only' } } } as const;

for (const restarts of [false, true])
  test(`made public in Halo, where it was made, it shows what it is there, too${restarts ? ' (cut off)' : ''}`, () =>
    both(async house => {
      const made = house.halo.state.book({
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
      house.clock.advance(5_000);
      house.halo.state.edit(made.id, { is_private: false });
      if (restarts) {
        house.halo.faults.order({ kind: 'reset-before', method: 'POST', path: '/appointment', times: 9 });
        await house.send();
        house.halo.faults.clear();
        await house.restart();
      }
      await house.send(2);
      const [event] = house.mailbox('Anna').items();
      assert.equal(event?.sensitivity, 'Normal');
      assert.deepEqual([event?.subject, event?.location, event?.body.trim()], ['Doctor', 'Clinic', 'Knee']);
      assert.deepEqual(shown(house), [['Doctor', 'Clinic', 'Knee', false]]);
      await assertQuiet(house);
    }, timeOnly));

test('what is private in Outlook nobody in Halo can let everybody see: the flag is put back, and told', () =>
  both(async house => {
    house.mailbox('Anna').book({ ...doctor, ...times, sensitivity: 'Private' });
    await house.sync();
    const hidden = [['Private appointment', '', '', true]];
    assert.deepEqual(shown(house), hidden);
    house.clock.advance(5_000);
    house.halo.state.edit(house.appointments('Anna')[0]?.id ?? 0, { is_private: false });
    await house.send(2);
    assert.equal(house.mailbox('Anna').items()[0]?.sensitivity, 'Private');
    assert.deepEqual(shown(house), hidden);
    assert.deepEqual(
      house.sentLines().flatMap(({ conflicts }) => (conflicts === undefined ? [] : [conflicts])),
      [{ isPrivate: 'put-back' }],
    );
    await assertQuiet(house);
    house.mailbox('Anna').change(house.mailbox('Anna').items()[0]?.id ?? '', { sensitivity: 'Normal' });
    await house.sync();
    assert.deepEqual(shown(house), [['Doctor', 'Clinic', 'Knee', false]]);
  }, timeOnly));

function shown(house: TwoWay): readonly unknown[] {
  return house
    .appointments('Anna')
    .map(each => [each.subject, each.appointment_location_free_text, each.note, each.is_private]);
}
