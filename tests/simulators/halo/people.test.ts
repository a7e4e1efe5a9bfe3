/** What people do in the simulated Halo by hand, how that is dated, and what its lists make of it under each habit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HaloDialect } from '../../../main/simulators/halo/dialect.ts';
import type { Recurrence } from '../../../main/simulators/halo/schedule.ts';
import { readSchedule } from '../../../main/simulators/halo/schedule.ts';
import { otherCodes, ownCodes } from '../../../main/simulators/halo/schedule-codes.ts';
import type { Client } from './halo-client.ts';
import { field, list, start, withHalo } from './halo-client.ts';

const review = {
  agent_id: 2,
  subject: 'Review',
  start_date: '2026-03-04T09:00:00Z',
  end_date: '2026-03-04T10:00:00Z',
};
const newestFirst = '/Appointment?order=last_modified&orderdesc=true&includedeleted=true&agents=0';

/** A Halo whose clock goes on by a second and a bit with each look at it. */
async function withPeople(dialect: Partial<HaloDialect>, run: (client: Client) => Promise<void>) {
  let now = start;
  await withHalo({ dialect, now: () => (now += 1_250) }, run);
}

async function idsOf({ call }: Client, query = newestFirst): Promise<readonly unknown[]> {
  return list((await call('GET', query)).json).map(row => field(row, 'id'));
}

test('whatever people do to an appointment dates it and puts it first, and mails nobody', async () => {
  await withPeople({}, async client => {
    const { state } = client.halo;
    const ben = state.addAgent({ name: 'Ben Cole', email: 'ben@example.com' });
    const [one, two] = [state.book(review).id, state.book({ ...review, subject: 'Other' }).id];
    assert.deepEqual(await idsOf(client), [two, one]);
    for (const act of [
      (id: number) => state.edit(id, { subject: 'Changed' }),
      (id: number) => state.moveTo(id, ben.id),
      (id: number) => state.complete(id),
      (id: number) => state.shareWith(id, [2]),
      (id: number) => state.deleteByHand(id),
    ]) {
      const [last] = (await idsOf(client)).slice(-1);
      const before = state.appointmentBook.find(Number(last))?.last_modified ?? '';
      const after = act(Number(last)).last_modified;
      assert.ok(after > before);
      assert.equal((await idsOf(client))[0], last);
    }
    assert.equal(client.halo.mailsSent, 0);
  });
});

test('an appointment that was given to a second agent shows both, its owner first', async () => {
  await withPeople({}, async ({ halo, call }) => {
    const ben = halo.state.addAgent({ name: 'Ben Cole', email: 'ben@example.com' });
    const { id } = halo.state.book(review);
    halo.state.shareWith(id, [ben.id]);
    const whole = (await call('GET', `/Appointment/${id}`)).json;
    assert.deepEqual(
      list(field(whole, 'agents')).map(agent => field(agent, 'id')),
      [2, ben.id],
    );
    assert.notEqual(field(whole, 'collection_id'), null);
  });
});

test('a Halo that ignores the order gives rows by their ids', async () => {
  await withPeople({ listOrder: 'by-id' }, async client => {
    const ids = [1, 2, 3].map(() => client.halo.state.book(review).id);
    client.halo.state.edit(ids[0] ?? 0, { subject: 'Changed' });
    assert.deepEqual(await idsOf(client), ids);
  });
});

test('a Halo that ignores includedeleted leaves deleted rows out, marked or not', async () => {
  for (const [obeysIncludeDeleted, shown] of [
    [true, 1],
    [false, 0],
  ] as const) {
    await withPeople({ obeysIncludeDeleted, deletedMark: 'deleted-true' }, async client => {
      client.halo.state.deleteByHand(client.halo.state.book(review).id);
      const rows = list((await client.call('GET', newestFirst)).json);
      assert.equal(rows.length, shown);
      assert.ok(rows.every(row => field(row, 'deleted') === true));
    });
  }
});

test('a Halo that keeps seconds dates changes within one second alike', async () => {
  await withHalo({ dialect: { lastModifiedTo: 'second' }, now: () => start + 789 }, async ({ halo }) => {
    assert.equal(halo.state.book(review).last_modified, '2026-03-02T08:00:00');
  });
  await withHalo({ now: () => start + 789 }, async ({ halo }) => {
    assert.equal(halo.state.book(review).last_modified, '2026-03-02T08:00:00.789');
  });
});

test('a Halo may not tell in its answer to a write when that was', async () => {
  await withPeople({ postTellsLastModified: false }, async ({ call, halo }) => {
    const { id } = halo.state.book(review);
    const [row] = list((await call('POST', '/Appointment', [{ id, subject: 'Changed' }])).json);
    assert.deepEqual([field(row, 'subject'), field(row, 'last_modified')], ['Changed', undefined]);
    assert.equal(typeof field((await call('GET', `/Appointment/${id}`)).json, 'last_modified'), 'string');
  });
});

const recurrences: readonly Recurrence[] = [
  { kind: 'daily', every: 3 },
  { kind: 'working-days' },
  { kind: 'weekly', every: 2, days: ['Sunday', 'Thursday'] },
  { kind: 'monthly-on-date', every: 1, dayOfMonth: 31 },
  { kind: 'monthly-on-weekday', every: 2, day: 'workingDay', week: 'last' },
  { kind: 'yearly-on-date', month: 12, dayOfMonth: 24 },
  { kind: 'yearly-on-weekday', month: 1, day: 'monday', week: 'first' },
];

for (const [name, dialect] of [
  ['its own codes', { scheduleCodes: ownCodes, weekDayWords: 'names' }],
  ['other codes', { scheduleCodes: otherCodes, weekDayWords: 'numbers' }],
] as const) {
  test(`a series of each pattern and range keeps its meaning in ${name}, and has no children by itself`, async () => {
    await withPeople(dialect, async ({ halo, call }) => {
      for (const recurrence of recurrences) {
        for (const end of [null, { times: 4 }, { until: '2026-12-31' }]) {
          const master = halo.state.makeSeries(review, recurrence, end);
          assert.deepEqual(readSchedule(master.schedule ?? {}, dialect), { recurrence, end });
          const shown = (await call('GET', `/Appointment/${master.id}`)).json;
          assert.deepEqual(field(shown, 'schedule'), master.schedule);
        }
      }
      assert.equal(halo.state.appointments().filter(row => !row._recurringmaster).length, 0);
    });
  });
}

test('the two sets of codes agree on no kind of series, rule or range', () => {
  const numbers = (codes: typeof ownCodes) => [
    codes.daily,
    codes.weekly,
    codes.monthly,
    codes.yearly,
    ...Object.values({ ...codes.range }),
    ...Object.values(codes.dailyRule),
    ...Object.values(codes.week),
    codes.january,
  ];
  const own = numbers(ownCodes);
  assert.ok(numbers(otherCodes).every((code, place) => code !== own[place]));
});
