/** One date of a series was deleted by hand in Halo, and the series is edited in Exchange: that date stays deleted, and only that one. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BookingChange } from '../../main/simulators/exchange/state/item.ts';
import { differences } from './compare.ts';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';
import { quietWhenVerified } from './quiet.ts';

const weekly = (day: 'Wednesday' | 'Thursday', count: number) =>
  ({
    pattern: { kind: 'Weekly', interval: 1, days: [day] },
    range: { kind: 'numbered', count },
  }) as const;

const starts = (house: Installation) => house.appointments('Anna').map(row => row.start_date.slice(0, 10));
const ids = (house: Installation) => house.appointments('Anna').map(row => row.id);

/** Six Wednesdays, of which the third is deleted by hand and known to be. */
async function withoutThird(house: Installation): Promise<string> {
  const id = house.mailbox('Anna').book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: weekly('Wednesday', 6),
  });
  await house.sync();
  house.halo.state.deleteByHand(ids(house)[2] ?? 0);
  assert.equal((await house.sync({ verify: true })).mailboxes[0]?.stayDeleted, 1);
  return id;
}

const edits: readonly (readonly [string, BookingChange, readonly string[]])[] = [
  [
    'another weekday',
    {
      start: '2026-03-26T09:00:00',
      end: '2026-03-26T09:30:00',
      recurrence: weekly('Thursday', 6),
    },
    ['2026-03-26', '2026-04-02', '2026-04-16', '2026-04-23', '2026-04-30'],
  ],
  [
    'another time of the day',
    { start: '2026-03-25T14:00:00', end: '2026-03-25T14:30:00' },
    ['2026-03-25', '2026-04-01', '2026-04-15', '2026-04-22', '2026-04-29'],
  ],
  [
    'another zone in which its dates are other ones',
    {
      start: '2026-03-25T22:00:00',
      end: '2026-03-25T22:30:00',
      timeZone: 'New Zealand Standard Time',
      recurrence: weekly('Wednesday', 6),
    },
    ['2026-03-25', '2026-04-01', '2026-04-15', '2026-04-22', '2026-04-29'],
  ],
];
for (const [name, change, expected] of edits) {
  test(`an occurrence deleted by hand in Halo stays deleted when its series moves to ${name}`, async t => {
    const house = await install();
    t.after(() => house.close());
    const id = await withoutThird(house);
    const before = ids(house);
    house.mailbox('Anna').change(id, change);
    const report = await house.sync();
    assert.deepEqual([report.added, report.removed, report.held], [0, 0, 0]);
    assert.deepEqual(starts(house), expected);
    assert.deepEqual(ids(house), before);
    await quietWhenVerified(house);
    house.mailbox('Anna').change(id, { subject: 'Daily scrum' });
    await house.sync();
    assert.deepEqual(starts(house), expected);
  });
}

test('a date that is added while a deleted one also goes in Exchange is imported', async t => {
  const house = await install();
  t.after(() => house.close());
  const id = await withoutThird(house);
  house.mailbox('Anna').change(id, { recurrence: weekly('Wednesday', 7) });
  house.mailbox('Anna').removeOccurrence(id, '2026-04-08');
  const report = await house.sync();
  assert.equal(report.added, 1);
  assert.deepEqual(differences(house), []);
  await quietWhenVerified(house);
});

test('a single deleted by hand in Halo stays deleted when it becomes a series, and the new dates are imported', async t => {
  const house = await install();
  t.after(() => house.close());
  const id = house
    .mailbox('Anna')
    .book({ subject: 'Visit', start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' });
  await house.sync();
  house.halo.state.deleteByHand(ids(house)[0] ?? 0);
  await house.sync({ verify: true });
  house.mailbox('Anna').makeRecurring(id, weekly('Wednesday', 4));
  assert.equal((await house.sync()).added, 3);
  assert.deepEqual(starts(house), ['2026-04-01', '2026-04-08', '2026-04-15']);
  await quietWhenVerified(house);
});
