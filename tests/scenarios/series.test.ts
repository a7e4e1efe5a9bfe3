/** Series as people edit them: Halo ids live on, nothing is ever there twice, times stay in the zone of the series. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BookingChange } from '../../main/simulators/exchange/state/item.ts';
import { type Installation, install } from './installation.ts';
import { quiet } from './quiet.ts';

const weekly = {
  pattern: { kind: 'Weekly', interval: 1, days: ['Wednesday'] },
  range: { kind: 'numbered', count: 6 },
} as const;

async function standUp(house: Installation) {
  const id = house.mailbox('Anna').book({
    subject: 'Stand-up',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    timeZone: 'W. Europe Standard Time',
    recurrence: weekly,
  });
  const report = await house.sync();
  assert.equal(report.added, 6);
  return { id, ids: house.appointments('Anna').map(row => row.id) };
}

const starts = (house: Installation) => house.appointments('Anna').map(row => row.start_date);
const ids = (house: Installation) => house.appointments('Anna').map(row => row.id);

test('a weekly series at 09:00 stays at 09:00 in its zone over the change of the clocks', async t => {
  const house = await install();
  t.after(() => house.close());
  await standUp(house);
  assert.deepEqual(starts(house), [
    '2026-03-25T08:00:00',
    '2026-04-01T07:00:00',
    '2026-04-08T07:00:00',
    '2026-04-15T07:00:00',
    '2026-04-22T07:00:00',
    '2026-04-29T07:00:00',
  ]);
  await quiet(house);
});

test('one moved and one deleted occurrence change exactly those two appointments', async t => {
  const house = await install();
  t.after(() => house.close());
  const { id, ids: before } = await standUp(house);
  house
    .mailbox('Anna')
    .changeOccurrence(id, '2026-04-08', { start: '2026-04-09T14:00:00', end: '2026-04-09T15:00:00' });
  house.mailbox('Anna').removeOccurrence(id, '2026-04-15');
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.removed], [0, 1, 1]);
  assert.deepEqual(
    ids(house),
    before.filter((_, index) => index !== 3),
  );
  assert.equal(starts(house)[2], '2026-04-09T12:00:00');
  await quiet(house);
});

const edits: readonly (readonly [string, BookingChange])[] = [
  ['time', { start: '2026-03-25T11:00:00', end: '2026-03-25T11:30:00' }],
  [
    'weekday',
    {
      start: '2026-03-26T09:00:00',
      end: '2026-03-26T09:30:00',
      recurrence: {
        pattern: { kind: 'Weekly', interval: 1, days: ['Thursday'] },
        range: { kind: 'numbered', count: 6 },
      },
    },
  ],
  [
    'zone',
    {
      start: '2026-03-25T09:00:00',
      end: '2026-03-25T09:30:00',
      timeZone: 'New Zealand Standard Time',
      recurrence: weekly,
    },
  ],
  ['length', { end: '2026-03-25T10:30:00' }],
  ['subject', { subject: 'Daily scrum' }],
];
for (const [name, change] of edits) {
  test(`a series edited in its ${name} keeps all its Halo ids`, async t => {
    const house = await install();
    t.after(() => house.close());
    const { id, ids: before } = await standUp(house);
    house.mailbox('Anna').change(id, change);
    const report = await house.sync();
    assert.deepEqual([report.added, report.changed, report.removed, report.held], [0, 6, 0, 0]);
    assert.deepEqual(ids(house), before);
    await quiet(house);
  });
}

test('a series that ends earlier loses only its last appointments, one that is prolonged gains some', async t => {
  const house = await install();
  t.after(() => house.close());
  const { id, ids: before } = await standUp(house);
  house.mailbox('Anna').change(id, { recurrence: { ...weekly, range: { kind: 'numbered', count: 4 } } });
  assert.equal((await house.sync()).removed, 2);
  assert.deepEqual(ids(house), before.slice(0, 4));
  house.mailbox('Anna').change(id, { recurrence: { ...weekly, range: { kind: 'numbered', count: 7 } } });
  assert.equal((await house.sync()).added, 3);
  assert.deepEqual(ids(house).slice(0, 4), before.slice(0, 4));
  await quiet(house);
});

test('a single that is made recurring and back keeps the Halo id of its day', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Visit', start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' });
  await house.sync();
  const [first] = ids(house);
  anna.makeRecurring(id, weekly);
  assert.equal((await house.sync()).added, 5);
  assert.equal(ids(house)[0], first);
  anna.makeSingle(id);
  const back = await house.sync();
  assert.deepEqual([back.added, back.removed, back.held], [0, 5, 0]);
  assert.deepEqual(ids(house), [first]);
  await quiet(house);
});

test('a series that is deleted takes its appointments with it as one unit', async t => {
  const house = await install();
  t.after(() => house.close());
  const { id } = await standUp(house);
  house.mailbox('Anna').remove(id);
  const report = await house.sync();
  assert.deepEqual([report.removed, report.held], [6, 0]);
  await quiet(house);
});

test('a series moved to another folder and back keeps its Halo ids under new item ids', async t => {
  const house = await install();
  t.after(() => house.close());
  const { id, ids: before } = await standUp(house);
  house.mailbox('Anna').moveAwayAndBack(id);
  const report = await house.sync();
  assert.deepEqual([report.added, report.removed], [0, 0]);
  assert.deepEqual(ids(house), before);
  await quiet(house);
});

test('two copies with one UID are both imported and stay apart', async t => {
  const house = await install();
  t.after(() => house.close());
  const { id, ids: before } = await standUp(house);
  const copy = house.mailbox('Anna').copy(id);
  assert.equal((await house.sync()).added, 6);
  house.mailbox('Anna').change(copy, { subject: 'The copy' });
  assert.equal((await house.sync()).changed, 6);
  assert.equal(house.appointments('Anna').filter(row => row.subject === 'The copy').length, 6);
  house.mailbox('Anna').remove(id);
  const report = await house.sync();
  assert.equal(report.removed, 6);
  assert.deepEqual([...new Set(house.appointments('Anna').map(row => row.subject))], ['The copy']);
  assert.ok(before.every(each => !ids(house).includes(each)));
  await quiet(house);
});

test('an event moved out of the window is followed, and comes back as the same appointment', async t => {
  const house = await install();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const id = anna.book({ subject: 'Audit', start: '2026-03-25T09:00:00', end: '2026-03-25T10:00:00' });
  await house.sync();
  const [first] = ids(house);
  anna.change(id, { start: '2027-03-25T09:00:00', end: '2027-03-25T10:00:00' });
  assert.equal((await house.sync()).changed, 1);
  assert.deepEqual(starts(house), ['2027-03-25T08:00:00']);
  anna.change(id, { start: '2026-03-26T09:00:00', end: '2026-03-26T10:00:00' });
  assert.equal((await house.sync()).changed, 1);
  assert.deepEqual(ids(house), [first]);
  await quiet(house);
});

test('one occurrence moved out of the window is followed, and comes back', async t => {
  const house = await install();
  t.after(() => house.close());
  const { id, ids: before } = await standUp(house);
  house
    .mailbox('Anna')
    .changeOccurrence(id, '2026-04-29', { start: '2027-04-29T09:00:00', end: '2027-04-29T09:30:00' });
  const away = await house.sync();
  assert.deepEqual([away.changed, away.removed], [1, 0]);
  assert.equal(starts(house).at(-1), '2027-04-29T07:00:00');
  house
    .mailbox('Anna')
    .changeOccurrence(id, '2026-04-29', { start: '2026-04-30T09:00:00', end: '2026-04-30T09:30:00' });
  assert.equal((await house.sync()).changed, 1);
  assert.deepEqual(ids(house), before);
  await quiet(house);
});

test('time passing removes nothing, and new days bring the occurrences of an untouched series', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book({
    subject: 'Endless',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: { pattern: { kind: 'Weekly', interval: 1, days: ['Wednesday'] }, range: { kind: 'noEnd' } },
  });
  const first = await house.sync();
  house.clock.advance(35 * 86_400_000);
  const later = await house.sync();
  assert.deepEqual([later.added, later.changed, later.removed], [5, 0, 0]);
  assert.equal(ids(house).length, first.added + 5);
  await quiet(house);
});

test('a changed occurrence that the feed does not tell is found when the window rolls', async t => {
  const house = await install({ exchange: { dialect: { occurrenceChangeUpdatesMaster: false } } });
  t.after(() => house.close());
  const { id, ids: before } = await standUp(house);
  house
    .mailbox('Anna')
    .changeOccurrence(id, '2026-04-08', { start: '2026-04-08T14:00:00', end: '2026-04-08T15:00:00' });
  house.mailbox('Anna').removeOccurrence(id, '2026-04-22');
  house.clock.advance(86_400_000);
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.removed], [0, 1, 1]);
  assert.deepEqual(
    ids(house),
    before.filter((_, index) => index !== 4),
  );
  await quiet(house);
});

test('a meeting of three synced agents is one appointment for each of them', async t => {
  const house = await install({ agents: [{ name: 'Anna' }, { name: 'Ben' }, { name: 'Carla' }] });
  t.after(() => house.close());
  const attendees = ['Anna', 'Ben', 'Carla'].map(name => ({
    address: `${name.toLowerCase()}@example.org`,
    name,
    kind: 'required' as const,
  }));
  for (const name of ['Anna', 'Ben', 'Carla']) {
    house.mailbox(name).book({
      subject: 'Review',
      start: '2026-03-25T09:00:00',
      end: '2026-03-25T10:00:00',
      uid: '040000008200E00074C5B7101A82E008',
      attendees,
      isMeeting: true,
      organizer: { address: 'anna@example.org', name: 'Anna' },
    });
  }
  assert.equal((await house.sync()).added, 3);
  assert.equal(house.appointments('Ben')[0]?.attendees, 'Anna; Carla');
  await quiet(house);
});
