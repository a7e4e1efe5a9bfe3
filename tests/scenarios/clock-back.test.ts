/** A clock that is set back by a day between two runs moves the window back: nothing is removed, lost or doubled by it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { told } from './ending.ts';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';

const dayMs = 86_400_000;

const at = (date: string) => ({ start: `${date}T11:00:00`, end: `${date}T12:00:00` });
/** The window of the clock that is a day ahead: 10 March to 13 April; of the right one: 9 March to 12 April. */
const rules = { daysBack: 14, daysAhead: 20 };
const regained = '2026-03-09';
const inside = '2026-04-01';
const lastAhead = '2026-04-13';

const rows = (house: Installation) =>
  house.appointments('Anna').map(row => `${row.id} ${row.subject} ${row.start_date.slice(0, 10)}`);

async function quiet(house: Installation) {
  for (const _ of [1, 2]) {
    const report = await house.sync();
    assert.deepEqual([report.haloWrites, told(report)], [0, []]);
  }
}

/** First imported by a clock that is a day ahead. */
async function aDayAhead(): Promise<Installation> {
  // Only our own clock is wrong: those of both servers go on.
  let servers = Date.parse('2026-03-24T00:00:00Z');
  const now = () => {
    servers += 1_000;
    return servers;
  };
  const house = await install({
    start: '2026-03-24T23:59:00Z',
    settings: { import: rules },
    exchange: { now },
    halo: { now },
  });
  const anna = house.mailbox('Anna');
  for (const date of [regained, inside, lastAhead]) anna.book({ subject: 'Visit', ...at(date) });
  anna.book({
    subject: 'Daily',
    start: '2026-03-02T15:00:00',
    end: '2026-03-02T15:15:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'noEnd' } },
  });
  await house.sync();
  return house;
}

test('the day that comes back into the window is imported, and nothing of the rest is touched', async t => {
  const house = await aDayAhead();
  t.after(() => house.close());
  const before = rows(house);
  assert.ok(!before.some(row => row.endsWith(regained)));
  house.clock.setWall(-dayMs);
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.removed, report.held], [2, 0, 0, 0]);
  assert.deepEqual(
    rows(house).filter(row => !row.endsWith(regained)),
    before,
  );
  assert.deepEqual(differences(house, { rules }), []);
  await quiet(house);
});

test('there and back again, again and again, writes nothing more', async t => {
  const house = await aDayAhead();
  t.after(() => house.close());
  house.clock.setWall(-dayMs);
  await house.sync();
  const before = rows(house);
  for (const days of [1, -1, 1, -1]) {
    house.clock.setWall(days * dayMs);
    const report = await house.sync();
    assert.deepEqual([report.haloWrites, told(report)], [0, []]);
    assert.equal((await house.sync({ verify: true })).haloWrites, 0);
  }
  assert.deepEqual(rows(house), before);
});

test('what lies behind the end of the window that moved back is still followed: changed, and removed with proof', async t => {
  const house = await aDayAhead();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const other = anna.book({ subject: 'Audit', ...at(lastAhead) });
  const gone = anna.book({ subject: 'Review', ...at(lastAhead) });
  assert.equal((await house.sync()).added, 2);
  house.clock.setWall(-dayMs);
  await house.sync();
  anna.change(other, { subject: 'Great audit' });
  anna.remove(gone);
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.removed], [0, 1, 1]);
  assert.ok(rows(house).some(row => row.includes('Great audit')));
  await quiet(house);
});

test('what was changed on the regained day while it was outside is as Exchange has it', async t => {
  const house = await aDayAhead();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  house.clock.setWall(-dayMs);
  const moved = anna.book({ subject: 'Audit', ...at(regained) });
  await house.sync();
  house.clock.setWall(dayMs);
  anna.change(moved, { subject: 'Small audit' });
  await house.sync();
  house.clock.setWall(-dayMs);
  await house.sync();
  assert.ok(rows(house).some(row => row.includes('Small audit')));
  assert.deepEqual(differences(house, { rules }), []);
  await quiet(house);
});

test('a clock that was years ahead for one run leaves no appointment twice', async t => {
  const house = await aDayAhead();
  t.after(() => house.close());
  const before = rows(house);
  house.clock.setWall(5 * 365 * dayMs);
  await house.sync();
  house.mailbox('Anna').book({ subject: 'New', ...at(inside) });
  await house.sync();
  house.clock.setWall(-5 * 365 * dayMs);
  const report = await house.sync();
  assert.deepEqual([report.added, report.removed, report.held], [1, 0, 0]);
  assert.ok(before.every(row => rows(house).includes(row)));
  assert.deepEqual(differences(house, { rules }), []);
  await quiet(house);
});

test('a clock that fell back by years removes only what Exchange says is gone, and is made good when it is right again', async t => {
  const house = await aDayAhead();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  const before = rows(house);
  house.clock.setWall(-26 * 365 * dayMs);
  await quiet(house);
  assert.deepEqual(rows(house), before);
  const fresh = anna.book({ subject: 'New', ...at(inside) });
  await quiet(house);
  house.clock.setWall(26 * 365 * dayMs - dayMs);
  const report = await house.sync();
  assert.deepEqual([report.added, report.removed, report.held], [3, 0, 0]);
  anna.remove(fresh);
  assert.equal((await house.sync()).removed, 1);
  assert.deepEqual(differences(house, { rules }), []);
  await quiet(house);
});
