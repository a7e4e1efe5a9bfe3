/** Series that are made in Halo: in Exchange they are series, and their occurrences come back as appointments. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Recurrence } from '../../main/simulators/halo/schedule.ts';
import type { TwoWay } from './two-way.ts';
import { installBothWays, requestsSoFar, writesSince } from './two-way.ts';

/** 09:00 in Paris, before and after the change of 29 March. */
const first = { start_date: '2026-03-24T08:00:00Z', end_date: '2026-03-24T09:00:00Z' };

const patterns: Readonly<Record<string, { recurrence: Recurrence; dates: readonly string[] }>> = {
  'every second day': {
    recurrence: { kind: 'daily', every: 2 },
    dates: ['2026-03-24', '2026-03-26', '2026-03-28', '2026-03-30', '2026-04-01'],
  },
  'every working day': {
    recurrence: { kind: 'working-days' },
    dates: ['2026-03-24', '2026-03-25', '2026-03-26', '2026-03-27', '2026-03-30'],
  },
  'Tuesdays and Thursdays': {
    recurrence: { kind: 'weekly', every: 1, days: ['Tuesday', 'Thursday'] },
    dates: ['2026-03-24', '2026-03-26', '2026-03-31', '2026-04-02', '2026-04-07'],
  },
  'the 24th of each month': {
    recurrence: { kind: 'monthly-on-date', every: 1, dayOfMonth: 24 },
    dates: ['2026-03-24', '2026-04-24', '2026-05-24', '2026-06-24', '2026-07-24'],
  },
  'the fourth Tuesday of each month': {
    recurrence: { kind: 'monthly-on-weekday', every: 1, day: 'tuesday', week: 'fourth' },
    dates: ['2026-03-24', '2026-04-28', '2026-05-26', '2026-06-23', '2026-07-28'],
  },
  'each 24 March': {
    recurrence: { kind: 'yearly-on-date', month: 3, dayOfMonth: 24 },
    dates: ['2026-03-24'],
  },
  'each fourth Tuesday of March': {
    recurrence: { kind: 'yearly-on-weekday', month: 3, day: 'tuesday', week: 'fourth' },
    dates: ['2026-03-24'],
  },
};

async function both(work: (house: TwoWay) => Promise<void>): Promise<void> {
  const house = await installBothWays({ agents: [{ name: 'Anna', timeZone: 'Romance Standard Time' }] });
  try {
    await house.sync();
    await house.send();
    await work(house);
    const from = requestsSoFar(house);
    for (let round = 0; round < 3; round += 1) await next(house);
    assert.deepEqual(writesSince(house, from), { exchange: 0, halo: 0 }, 'three more rounds write nothing');
    assert.deepEqual(house.queued(), []);
    assert.equal(house.exchange.mailsSent, 0);
    assert.equal(house.halo.state.mails, 0);
  } finally {
    await house.close();
  }
}

async function next(house: TwoWay): Promise<void> {
  house.clock.advance(60_000);
  await house.send();
  await house.sync();
  await house.send();
}

const children = (house: TwoWay) => house.appointments('Anna').filter(row => !row._recurringmaster);
const series = (house: TwoWay, recurrence: Recurrence, times = 5) =>
  house.halo.state.makeSeries({ agent_id: house.agentId('Anna'), subject: 'Round', ...first }, recurrence, {
    times,
  });

for (const [name, { recurrence, dates }] of Object.entries(patterns))
  test(`${name}: a series in Exchange, children in Halo, at nine in summer and winter`, () =>
    both(async house => {
      series(house, recurrence);
      await next(house);
      const masters = house
        .mailbox('Anna')
        .items()
        .filter(item => item.kind === 'RecurringMaster');
      assert.equal(masters.length, 1);
      const hours = dates.map(date => `${date}T${date < '2026-03-29' ? '08' : '07'}:00:00`);
      assert.deepEqual(
        children(house).map(row => row.start_date),
        hours,
      );
    }));

test('an exception made on each side stays, and so does a deletion on each side', () =>
  both(async house => {
    series(house, { kind: 'daily', every: 1 });
    await next(house);
    const [one, two, three, four] = children(house);
    const [master] = house
      .mailbox('Anna')
      .items()
      .filter(item => item.kind === 'RecurringMaster');
    house.halo.state.edit(one?.id ?? 0, { subject: 'Round, at Bob’s' });
    house.mailbox('Anna').changeOccurrence(master?.id ?? '', '2026-03-25', { location: 'Room 7' });
    await next(house);
    const subjects = () => children(house).map(row => [row.subject, row.appointment_location_free_text]);
    assert.deepEqual(subjects(), [
      ['Round, at Bob’s', ''],
      ['Round', 'Room 7'],
      ['Round', ''],
      ['Round', ''],
      ['Round', ''],
    ]);
    const events = () => house.mailbox('Anna').expand('2026-03-24T00:00:00Z', '2026-04-10T00:00:00Z');
    assert.deepEqual(
      events().map(event => [event.subject, event.location]),
      subjects(),
    );
    house.halo.state.deleteByHand(three?.id ?? 0);
    house.mailbox('Anna').removeOccurrence(master?.id ?? '', '2026-03-27');
    await next(house);
    assert.equal(events().length, 3);
    assert.deepEqual(
      children(house)
        .map(row => row.id)
        .includes(four?.id ?? 0),
      false,
    );
    assert.equal(children(house).length, 3);
    assert.ok(two !== undefined);
  }));

test('a master that is changed in Halo changes its series, and its children follow', () =>
  both(async house => {
    const master = series(house, { kind: 'daily', every: 1 });
    await next(house);
    house.halo.state.edit(master.id, { subject: 'Round, new' });
    house.halo.state.changeSeries(master.id, { kind: 'daily', every: 2 }, { times: 3 });
    await next(house);
    assert.deepEqual(
      children(house).map(row => [row.subject, row.start_date.slice(0, 10)]),
      [
        ['Round, new', '2026-03-24'],
        ['Round, new', '2026-03-26'],
        ['Round, new', '2026-03-28'],
      ],
    );
  }));

test('a master that is deleted in Halo takes its series and its children with it', () =>
  both(async house => {
    const master = series(house, { kind: 'daily', every: 1 });
    await next(house);
    house.halo.state.deleteByHand(master.id);
    await next(house);
    assert.deepEqual(house.mailbox('Anna').items(), []);
    assert.deepEqual(children(house), []);
  }));

test('a code that nobody has confirmed is refused by its name and number', async () => {
  const house = await installBothWays({ settings: { outbound: { seriesCodes: {} } } });
  try {
    await house.sync();
    await house.send();
    series(house, { kind: 'weekly', every: 1, days: ['Tuesday'] });
    await house.send();
    assert.deepEqual(house.mailbox('Anna').items(), []);
    const [parked] = house.queued();
    assert.ok(parked?.state.kind === 'parked');
    assert.deepEqual(
      [parked.state.reason, parked.state.facts],
      ['series-code-unknown', { field: 'recurrencepattern', code: 1 }],
    );
  } finally {
    await house.close();
  }
});
