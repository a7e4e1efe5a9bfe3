/** A change feed that calls deleted what the same read shows: one of the two is wrong, and nothing is removed before the id was asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theValue } from '../builders/results.ts';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';

const dayMs = 86_400_000;

function visits(house: Installation): readonly string[] {
  return [24, 25, 26, 27].map(day =>
    house.mailbox('Anna').book({
      subject: `Visit ${day}`,
      start: `2026-03-${day}T09:00:00`,
      end: `2026-03-${day}T10:00:00`,
    }),
  );
}

/** The feed tells a deletion that never was. */
function callDeleted(house: Installation, id: string): void {
  const { calendar } = house.mailbox('Anna');
  calendar.version += 1;
  calendar.removals.push({ id, changeKey: 'none', version: calendar.version, createdVersion: 0 });
}

const rows = (house: Installation) => house.appointments('Anna').map(row => `${row.id} ${row.start_date}`);

/** A new day comes in, so that the calendar is viewed too. */
async function lied(house: Installation, id: string): Promise<void> {
  const before = rows(house);
  callDeleted(house, id);
  house.clock.advance(dayMs);
  const report = await house.sync();
  assert.deepEqual([report.removed, report.haloWrites, told(report)], [0, 0, ['item.unreadable item']]);
  assert.deepEqual(rows(house), before);
  const next = await house.sync();
  assert.deepEqual([next.removed, next.haloWrites, told(next)], [0, 0, []]);
  assert.deepEqual(rows(house), before);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).exchangeRequests, 1);
}

test('a single that the feed calls deleted and the view shows is not removed, but asked for', async t => {
  const house = await install();
  t.after(() => house.close());
  const [first = ''] = visits(house);
  await house.sync();
  await lied(house, first);
});

test('a series that the feed calls deleted and the view shows loses no appointment', async t => {
  const house = await install();
  t.after(() => house.close());
  visits(house);
  const id = house.mailbox('Anna').book({
    subject: 'Stand-up',
    start: '2026-03-25T11:00:00',
    end: '2026-03-25T11:15:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 8 } },
  });
  await house.sync();
  await lied(house, id);
});

test('what the feed calls deleted and the view does not show is removed at once', async t => {
  const house = await install();
  t.after(() => house.close());
  const [first = ''] = visits(house);
  await house.sync();
  house.mailbox('Anna').remove(first);
  house.clock.advance(dayMs);
  assert.equal((await house.sync()).removed, 1);
  assert.deepEqual(differences(house), []);
});

test('what was called deleted while it was shown is removed once it is gone', async t => {
  const house = await install();
  t.after(() => house.close());
  const [first = ''] = visits(house);
  await house.sync();
  callDeleted(house, first);
  house.clock.advance(dayMs);
  await house.sync();
  house.mailbox('Anna').remove(first);
  assert.equal((await house.sync()).removed, 1);
  assert.deepEqual(differences(house), []);
  assert.equal((await house.sync()).exchangeRequests, 1);
});

test('an id that the feed made up is told until everything has been looked at, and then let go', async t => {
  const house = await install();
  t.after(() => house.close());
  visits(house);
  await house.sync();
  const anna = { agentId: house.agentId('Anna'), address: 'anna@example.org' };
  const { folder, store } = await house.open();
  const state = theValue(await store.readState(anna));
  assert.ok(state !== null);
  theValue(await store.writeState(anna, { ...state, pending: ['no-id-of-this-server'] }));
  await store.close();
  await folder.close();
  assert.deepEqual(told(await house.sync()), ['item.unreadable item']);
  assert.deepEqual(told(await house.sync({ verify: true })), []);
  const last = await house.sync();
  assert.deepEqual([told(last), last.exchangeRequests], [[], 1]);
});
