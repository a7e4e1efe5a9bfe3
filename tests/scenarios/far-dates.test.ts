/** Dates at the ends of the calendar: what cannot be is one item's trouble, and a mailbox goes on with all the others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Booking } from '../../main/simulators/exchange/state/item.ts';
import { told } from './ending.ts';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';

const lastMoment = '9999-12-31T23:59:59Z';
const firstMoment = '0001-01-01T00:00:00Z';

function visits(house: Installation): readonly string[] {
  return [24, 25, 26, 27, 28].map(day =>
    house.mailbox('Anna').book({
      subject: `Visit ${day}`,
      start: `2026-03-${day}T09:00:00`,
      end: `2026-03-${day}T10:00:00`,
    }),
  );
}

const subjects = (house: Installation) => house.appointments('Anna').map(row => row.subject);

async function quiet(house: Installation) {
  for (const _ of [1, 2]) {
    const report = await house.sync();
    assert.deepEqual([report.haloWrites, told(report)], [0, []]);
  }
  assert.equal((await house.sync({ verify: true })).haloWrites, 0);
}

const spans: readonly (readonly [string, Pick<Booking, 'start' | 'end' | 'allDay' | 'timeZone'>])[] = [
  ['from the first to the last moment', { start: firstMoment, end: lastMoment }],
  ['since the first moment', { start: firstMoment, end: '2026-03-25T10:00:00Z' }],
  ['until the last moment', { start: '2026-03-25T10:00:00Z', end: lastMoment }],
  [
    'all day until the last day in a zone ahead of UTC',
    {
      start: '2026-03-25T00:00:00',
      end: '9999-12-31T18:00:00Z',
      allDay: true,
      timeZone: 'Nepal Standard Time',
    },
  ],
  [
    'all day since the first day in a zone behind UTC',
    {
      start: '0001-01-01T08:00:00Z',
      end: '2026-03-26T00:00:00',
      allDay: true,
      timeZone: 'Pacific Standard Time',
    },
  ],
];
for (const [name, span] of spans) {
  test(`an event ${name} is imported like any other, and the others with it`, async t => {
    const house = await install();
    t.after(() => house.close());
    visits(house);
    const id = house.mailbox('Anna').book({ subject: 'For ever', freeBusy: 'Busy', ...span });
    const report = await house.sync();
    assert.deepEqual([report.added, told(report)], [6, []]);
    assert.ok(subjects(house).includes('For ever'));
    await quiet(house);
    house.mailbox('Anna').change(id, { subject: 'No end' });
    assert.equal((await house.sync()).changed, 1);
    house.mailbox('Anna').remove(id);
    assert.equal((await house.sync()).removed, 1);
    await quiet(house);
  });
}

const places: readonly (readonly [string, Pick<Booking, 'start' | 'end'>])[] = [
  ['the last moment', { start: '9999-12-31T23:00:00Z', end: lastMoment }],
  ['the first moment', { start: firstMoment, end: '0001-01-01T01:00:00Z' }],
];
for (const [name, place] of places) {
  test(`events moved to ${name} are followed there and back`, async t => {
    const house = await install();
    t.after(() => house.close());
    const items = visits(house);
    await house.sync();
    const ids = house.appointments('Anna').map(row => row.id);
    for (const id of items) house.mailbox('Anna').change(id, place);
    const away = await house.sync();
    assert.deepEqual([away.changed, told(away)], [5, []]);
    await quiet(house);
    for (const [index, id] of items.entries()) {
      const day = 24 + index;
      house.mailbox('Anna').change(id, { start: `2026-03-${day}T09:00:00`, end: `2026-03-${day}T10:00:00` });
    }
    const back = await house.sync();
    assert.deepEqual([back.changed, told(back)], [5, []]);
    assert.deepEqual(
      house.appointments('Anna').map(row => row.id),
      ids,
    );
    await quiet(house);
  });
}

const series: readonly (readonly [string, Pick<Booking, 'start' | 'end'>])[] = [
  ['begins at the first moment', { start: firstMoment, end: '0001-01-01T00:30:00Z' }],
  ['lasts six hundred years', { start: '0001-01-02T00:00:00Z', end: '0601-01-01T00:00:00Z' }],
  [
    'began long ago and lasts four hundred years',
    { start: '1601-01-01T00:00:00Z', end: '2001-01-01T00:00:00Z' },
  ],
  ['begins at the last moment', { start: '9999-12-31T23:00:00Z', end: lastMoment }],
];
for (const [name, span] of series) {
  test(`a calendar whose only series ${name} is imported`, async t => {
    const house = await install();
    t.after(() => house.close());
    visits(house);
    house.mailbox('Anna').book({
      subject: 'Since ever',
      ...span,
      timeZone: 'UTC',
      recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 1 } },
    });
    const report = await house.sync();
    assert.deepEqual([report.added, told(report)], [5, []]);
    await quiet(house);
  });
}
