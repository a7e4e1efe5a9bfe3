/** What an appointment of Halo holds stands in Exchange, and comes back as Halo holds it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both } from './both-ways.ts';

test('all-day appointments are dates, private ones are private, and neither comes back changed', () =>
  both(async house => {
    book(house, { allday: true, start_date: '2026-03-29T00:00:00', end_date: '2026-03-30T23:59:59' });
    book(house, { subject: 'Doctor', is_private: true });
    await house.send();
    const items = house.mailbox('Anna').items();
    const allDay = items.find(item => item.allDay);
    assert.deepEqual([allDay?.firstDate, allDay?.lastDate], ['2026-03-29', '2026-03-30']);
    assert.equal(items.find(item => item.subject === 'Doctor')?.sensitivity, 'Private');
    await assertQuiet(house);
    assert.deepEqual(
      house
        .appointments('Anna')
        .map(row => row.subject)
        .sort(),
      ['Doctor', 'Visit'],
    );
  }));

test('other attendees who are agents become attendees in Exchange; nobody is mailed, and no name is lost in Halo', () =>
  both(
    async house => {
      book(house, { attendees: 'Bob; Somebody From Outside; carla@customer.example' });
      await house.send();
      const [event] = house.mailbox('Anna').items();
      assert.deepEqual(
        event?.attendees.map(one => one.address),
        ['bob@example.org', 'carla@customer.example'],
      );
      await assertQuiet(house);
      const [row] = house.appointments('Anna');
      assert.equal(row?.attendees, 'Bob; Somebody From Outside; carla@customer.example');
      assert.deepEqual(house.mailbox('Bob').items(), [], 'nobody was invited');
    },
    { agents: [{ name: 'Anna' }, { name: 'Bob' }] },
  ));

test('tasks and holidays are not sent, nor types that are not wanted', () =>
  both(
    async house => {
      book(house, { subject: 'Task', is_task: true });
      book(house, { subject: 'Other type', appointment_type_id: 3 });
      book(house, { subject: 'Wanted', appointment_type_id: 2 });
      await house.send();
      assert.deepEqual(
        house
          .mailbox('Anna')
          .items()
          .map(item => item.subject),
        ['Wanted'],
      );
      await assertQuiet(house);
    },
    { settings: { outbound: { types: [2] } } },
  ));

test('texts that Exchange would alter come back as Halo holds them', () =>
  both(async house => {
    const odd = `Größe <b>&amp;</b> "quotes" \u{1f4c5} ${'x'.repeat(300)}`;
    const note = 'First\r\n\r\n  indented <tag> & more\nLast';
    book(house, { subject: odd, note, appointment_location_free_text: ' Room   7 ' });
    await house.send();
    await assertQuiet(house);
    const [row] = house.appointments('Anna');
    assert.deepEqual(
      [row?.subject, row?.note, row?.appointment_location_free_text],
      [odd, note, ' Room   7 '],
    );
  }));
