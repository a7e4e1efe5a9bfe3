/** Meetings to which an agent was invited: their organizer says when, where and what they are, and Halo does not. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertQuiet, both } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const times = { start: '2026-03-26T11:00:00Z', end: '2026-03-26T12:00:00Z' };
const guests = [
  { name: 'Anna', address: 'anna@example.org', kind: 'required' },
  { name: 'Zoe', address: 'zoe@example.org', kind: 'required' },
] as const;
const boss = { name: 'Boss', address: 'boss@example.org' };

const events = (house: TwoWay) =>
  house
    .mailbox('Anna')
    .items()
    .map(item => `${item.subject} ${item.start} ${item.sensitivity}`);

for (const rule of ['exchange', 'halo', 'newest'] as const)
  test(`moved or renamed in Halo it is put back and told, whoever wins else (${rule})`, () =>
    both(
      async house => {
        const anna = house.mailbox('Anna');
        anna.book({
          ...times,
          subject: 'Board',
          isMeeting: true,
          organizer: boss,
          myResponse: 'Accept',
          attendees: guests,
        });
        await house.sync();
        await house.send();
        const [row] = house.appointments('Anna');
        house.clock.advance(5_000);
        house.halo.state.edit(row?.id ?? 0, {
          subject: 'Board, later',
          start_date: '2026-03-26T15:00:00Z',
          end_date: '2026-03-26T16:00:00Z',
          is_private: true,
        });
        await house.send();
        assert.deepEqual(
          events(house),
          ['Board 2026-03-26T11:00:00Z Private'],
          'the flag is the agent’s own',
        );
        assert.deepEqual(
          house.appointments('Anna').map(each => `${each.subject} ${each.start_date}`),
          ['Board 2026-03-26T11:00:00'],
        );
        const [line] = house.sentLines().filter(each => each.action === 'update');
        assert.deepEqual(line?.reasons, ['put-back']);
        await assertQuiet(house);
      },
      { settings: { outbound: { conflict: rule }, import: { private: 'full' } } },
    ));

test('a meeting that the agent organizes is changed from Halo, and nobody is mailed', () =>
  both(async house => {
    house.mailbox('Anna').book({
      ...times,
      subject: 'Board',
      isMeeting: true,
      myResponse: 'Organizer',
      attendees: guests,
    });
    await house.sync();
    await house.send();
    house.clock.advance(5_000);
    house.halo.state.edit(house.appointments('Anna')[0]?.id ?? 0, { subject: 'Board, later' });
    await house.send();
    assert.deepEqual(events(house), ['Board, later 2026-03-26T11:00:00Z Normal']);
    await assertQuiet(house);
  }));
