/** People have booked the same on both sides by hand: whoever looks first, it is there once on each side, and tied. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHeld } from '../../main/engine/held.ts';
import { theValue } from '../builders/results.ts';
import { assertQuiet, book, both, morning, rounds } from './both-ways.ts';
import type { TwoWay } from './two-way.ts';

const times = { start: morning.start_date, end: morning.end_date };
const count = (house: TwoWay) => [house.mailbox('Anna').items().length, house.appointments('Anna').length];

for (const [first, look] of [
  ['the way out', (house: TwoWay) => house.send()],
  ['the import', (house: TwoWay) => house.sync()],
] as const)
  test(`what was booked on both sides stays one when ${first} looks first, and is tied`, () =>
    both(async house => {
      const anna = house.mailbox('Anna');
      const itemId = anna.book({ subject: 'Visit', ...times });
      const row = book(house);
      await look(house);
      await rounds(house, 2);
      assert.deepEqual(count(house), [1, 1]);
      await assertQuiet(house);
      house.halo.state.edit(row.id, { subject: 'Visit of Northwind' });
      await rounds(house);
      assert.equal(anna.items().find(item => item.id === itemId)?.subject, 'Visit of Northwind');
      assert.deepEqual(count(house), [1, 1]);
      await assertQuiet(house);
    }));

test('whole days that were booked on both sides stay one', () =>
  both(async house => {
    const days = { start: '2026-03-26', end: '2026-03-28', allDay: true, freeBusy: 'Busy' } as const;
    house.mailbox('Anna').book({ subject: 'Fair', ...days });
    const times = { start_date: '2026-03-26T00:00:00', end_date: '2026-03-27T23:59:59' };
    book(house, { subject: 'Fair', allday: true, ...times });
    await house.send();
    await rounds(house, 2);
    assert.deepEqual(count(house), [1, 1]);
    await assertQuiet(house);
  }));

test('what waits for the import says so, and is sent once its like is gone', () =>
  both(async house => {
    const anna = house.mailbox('Anna');
    const itemId = anna.book({ subject: 'Visit', ...times });
    book(house);
    await house.send();
    const [state] = house.queued().map(entry => entry.state);
    assert.equal(state?.kind === 'resting' ? state.problem.code : state?.kind, 'item.not-imported-yet');
    anna.remove(itemId);
    await rounds(house, 2);
    assert.deepEqual(count(house), [1, 1]);
    await assertQuiet(house);
  }));

for (const answer of ['kept', 'approved'] as const)
  test(`what looks like two events is asked about, and nothing waits once that is answered (${answer})`, () =>
    both(async house => {
      const anna = house.mailbox('Anna');
      for (const _ of [1, 2]) anna.book({ subject: 'Visit', ...times });
      book(house);
      await house.send();
      await rounds(house, 2);
      assert.deepEqual(count(house), [2, 1]);
      theValue(await answerHeld(house.store(), 'all', answer));
      await rounds(house, 2);
      assert.deepEqual(count(house), answer === 'kept' ? [2, 1] : [3, 3]);
      await assertQuiet(house);
    }));

for (const [name, fields] of [
  ['that the import leaves out', { freeBusy: 'Free' }],
  ['at another time', { end: '2026-03-25T10:30:00Z' }],
  ['of another name', { subject: 'Visitor' }],
] as const)
  test(`an event ${name} is no like, and what was made in Halo is sent`, () =>
    both(async house => {
      house.mailbox('Anna').book({ subject: 'Visit', ...times, ...fields });
      book(house);
      await house.send();
      assert.equal(house.mailbox('Anna').items().length, 2);
    }));
