/** Texts of private events that Halo may not see: nobody there can write over them, whatever they enter in their place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, book, both, rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };

const inExchange = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => [item.subject, item.location, item.body.trim(), item.start, item.sensitivity].join('; '));

for (const conflict of ['exchange', 'halo', 'newest'] as const)
  test(`what is entered in Halo in the place of hidden texts stays there, and a move goes out alone (${conflict})`, () =>
    both(
      async house => {
        house.mailbox('Anna').book({
          ...times,
          subject: 'Doctor',
          location: 'Clinic',
          body: 'Bring the letter',
          bodyType: 'Text',
          sensitivity: 'Private',
        });
        await rounds(house);
        const id = house.appointments('Anna')[0]?.id ?? 0;
        const written = { subject: 'Ask Anna first', appointment_location_free_text: 'Away', note: 'Busy' };
        house.halo.state.edit(id, written);
        await rounds(house);
        house.halo.state.edit(id, { note: 'Busy, again' });
        await rounds(house);
        assert.deepEqual(inExchange(house), [
          'Doctor; Clinic; Bring the letter; 2026-03-26T11:00:00Z; Private',
        ]);
        house.halo.state.edit(id, { start_date: '2026-03-26T10:30:00Z' });
        await rounds(house);
        assert.deepEqual(inExchange(house), [
          'Doctor; Clinic; Bring the letter; 2026-03-26T10:30:00Z; Private',
        ]);
        const [row] = house.appointments('Anna');
        assert.deepEqual([row?.subject, row?.note], ['Ask Anna first', 'Busy, again']);
        await assertQuiet(house);
      },
      { settings: { outbound: { conflict } } },
    ));

test('what was made in Halo and made private in Outlook keeps its texts there, too', () =>
  both(async house => {
    const { id } = book(house, { subject: 'Visit', note: 'By car' });
    await rounds(house);
    const anna = house.mailbox('Anna');
    anna.change(anna.items()[0]?.id ?? '', {
      sensitivity: 'Private',
      body: 'By car, with the doctor',
      bodyType: 'Text',
    });
    await rounds(house);
    house.halo.state.edit(id, { note: 'Away' });
    await rounds(house);
    assert.deepEqual(inExchange(house), ['Visit; ; By car, with the doctor; 2026-03-25T09:00:00Z; Private']);
    await assertQuiet(house);
  }));

test('what was made private in Halo is written there, and changes go to Exchange', () =>
  both(async house => {
    const { id } = book(house, { subject: 'Doctor', is_private: true });
    await rounds(house);
    house.halo.state.edit(id, { note: 'Bring the letter' });
    await rounds(house);
    house.halo.state.edit(id, { subject: 'Dentist' });
    await rounds(house);
    assert.deepEqual(inExchange(house), ['Dentist; ; Bring the letter; 2026-03-25T09:00:00Z; Private']);
    await assertQuiet(house);
  }));
