/** A Halo that takes a field and does not keep it: what it never held is nobody's edit, and is not taken out of Exchange. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { both, rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';
import { requestsSoFar, writesSince } from './two-way.ts';

const day = (n: number) => ({ start: `2026-03-2${n}T11:00:00Z`, end: `2026-03-2${n}T12:00:00Z` });
const texts = {
  location: 'Room 1',
  body: 'Bring the plan',
  bodyType: 'Text',
  sensitivity: 'Private',
} as const;

const held = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => [item.subject, item.location, item.body.trim(), item.sensitivity].join('; '))
    .sort();

/** As the API names it; of `note` both forms. */
const dropped = {
  location: ['appointment_location_free_text'],
  note: ['note', 'note_html'],
  isPrivate: ['is_private'],
} as const;

for (const [field, fieldsDropped] of Object.entries(dropped))
  for (const conflict of ['exchange', 'halo'] as const)
    test(`a ${field} that Halo does not keep stays in Exchange whatever else is edited, and is told once (${conflict})`, () =>
      both(
        async house => {
          for (const n of [5, 6, 7])
            house.mailbox('Anna').book({ subject: `Visit ${n}`, ...texts, ...day(n) });
          await rounds(house, 2);
          const rest = '; Room 1; Bring the plan; Private';
          assert.deepEqual(held(house), [`Visit 5${rest}`, `Visit 6${rest}`, `Visit 7${rest}`]);
          for (const row of house.appointments('Anna').slice(0, 2))
            house.halo.state.edit(row.id, { subject: `${row.subject}, later` });
          await rounds(house, 2);
          assert.deepEqual(held(house), [`Visit 5, later${rest}`, `Visit 6, later${rest}`, `Visit 7${rest}`]);
          const told = house.sentLines().filter(({ reasons }) => reasons.includes('not-kept-in-halo'));
          assert.deepEqual(
            told.map(({ outcome, changed }) => [outcome, changed]),
            [['failed', [field]]],
          );
          const from = requestsSoFar(house);
          await rounds(house, 3);
          assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 });
        },
        {
          halo: { dialect: { fieldsDropped } },
          settings: { import: { private: 'full' }, outbound: { conflict } },
        },
      ));

test('what is taken out by hand of all that could tell it proves nothing, and goes from Exchange too', () =>
  both(async house => {
    for (const n of [5, 6])
      house.mailbox('Anna').book({ subject: `Visit ${n}`, location: 'Room 1', ...day(n) });
    await rounds(house, 2);
    for (const { id } of house.appointments('Anna'))
      house.halo.state.edit(id, { appointment_location_free_text: '' });
    await rounds(house, 2);
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.location),
      ['', ''],
    );
  }));

test('a text that is taken out by hand in Halo, which keeps it, goes from Exchange too', () =>
  both(async house => {
    for (const n of [5, 6])
      house.mailbox('Anna').book({ subject: `Visit ${n}`, location: 'Room 1', ...day(n) });
    await rounds(house, 2);
    house.halo.state.edit(house.appointments('Anna')[0]?.id ?? 0, { appointment_location_free_text: '' });
    await rounds(house, 2);
    assert.deepEqual(
      house
        .mailbox('Anna')
        .items()
        .map(item => item.location),
      ['', 'Room 1'],
    );
  }));
