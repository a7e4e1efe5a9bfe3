/** Appointments that are not in Halo any more: a few were deleted by hand, many are a question, and neither happens without a word. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerHeld } from '../../main/engine/held.ts';
import { sayMailbox } from '../../preload/contract/words/results.ts';
import { theValue } from '../builders/results.ts';
import { differences } from './compare.ts';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';
import { quiet } from './quiet.ts';

const at = (day: number, hour = 9) => ({
  start: `2026-04-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00`,
  end: `2026-04-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:30:00`,
});

/** Singles on the days 1 to `count` of April. */
async function withSingles(house: Installation, count: number): Promise<readonly string[]> {
  const made = Array.from({ length: count }, (_, index) =>
    house.mailbox('Anna').book({ subject: `Visit ${index + 1}`, ...at(index + 1) }),
  );
  assert.equal((await house.sync()).added, count);
  return made;
}

const ids = (house: Installation) => house.appointments('Anna').map(row => row.id);

/** Halo comes back from a backup in which its newest rows were not yet. */
function loseNewest(house: Installation, count: number): readonly number[] {
  const lost = [...ids(house)].sort((a, b) => b - a).slice(0, count);
  for (const id of lost) house.halo.state.deleteByHand(id);
  return lost;
}

async function statesOf(house: Installation): Promise<readonly string[]> {
  const { folder, store } = await house.open();
  try {
    const memory = theValue(
      await store.readMemory({ agentId: house.agentId('Anna'), address: 'anna@example.org' }),
    );
    return [...memory.book.links.values()].map(link => link.state);
  } finally {
    await store.close();
    await folder.close();
  }
}

async function answer(house: Installation, state: 'approved' | 'kept'): Promise<number> {
  const { folder, store } = await house.open();
  try {
    return theValue(await answerHeld(store, 'all', state)).answered.length;
  } finally {
    await store.close();
    await folder.close();
  }
}

const heldReasons = (report: Awaited<ReturnType<Installation['sync']>>) =>
  report.mailboxes.flatMap(mailbox =>
    mailbox.lines
      .filter(line => line.outcome === 'held')
      .map(line => `${line.action} ${line.reasons.at(-1)}`),
  );

test('a Halo without its newest appointments is a question to a person, and no link takes them for deleted', async t => {
  const house = await install();
  t.after(() => house.close());
  await withSingles(house, 10);
  loseNewest(house, 6);
  const report = await house.sync({ verify: true });
  assert.deepEqual([report.added, report.held, report.haloWrites], [0, 6, 0]);
  assert.deepEqual([...new Set(heldReasons(report))], ['create many-missing-in-halo']);
  assert.match(report.mailboxes.map(sayMailbox).join(), /6 held: .*not in Halo any more.*approve.*keep/);
  assert.deepEqual([...new Set(await statesOf(house))], ['live']);
  await quiet(house);
  assert.equal((await house.sync({ verify: true })).held, 6);
  assert.deepEqual([...new Set(await statesOf(house))], ['live']);
});

test('approved, what is missing in Halo is made again, once', async t => {
  const house = await install();
  t.after(() => house.close());
  await withSingles(house, 10);
  const lost = loseNewest(house, 6);
  await house.sync({ verify: true });
  assert.equal(await answer(house, 'approved'), 6);
  const report = await house.sync();
  assert.deepEqual([report.added, report.held], [6, 0]);
  assert.deepEqual(differences(house), []);
  assert.ok(ids(house).every(id => !lost.includes(id)));
  await quiet(house);
  assert.equal((await house.sync({ verify: true })).haloWrites, 0);
});

test('kept, what is missing in Halo stays deleted whatever becomes of the event', async t => {
  const house = await install();
  t.after(() => house.close());
  const items = await withSingles(house, 10);
  loseNewest(house, 6);
  await house.sync({ verify: true });
  assert.equal(await answer(house, 'kept'), 6);
  const after = await house.sync();
  assert.deepEqual([after.held, after.mailboxes[0]?.stayDeleted], [0, 6]);
  for (const id of items) house.mailbox('Anna').change(id, { subject: 'Changed' });
  const report = await house.sync({ verify: true });
  assert.deepEqual([report.changed, report.added, report.held], [4, 0, 0]);
  assert.equal(ids(house).length, 4);
  await quiet(house);
});

test('without a verifying run too: of five changed events whose appointments are all missing each is asked about', async t => {
  const house = await install();
  t.after(() => house.close());
  const items = await withSingles(house, 28);
  for (const id of loseNewest(house, 5)) assert.ok(id > 0);
  const missing = items.slice(-5);
  for (const id of missing) house.mailbox('Anna').change(id, { location: 'Room 2' });
  const report = await house.sync();
  assert.deepEqual([report.changed, report.held], [0, 5]);
  house.mailbox('Anna').change(missing[0] ?? '', { location: 'Room 3' });
  // The changed one is another question; one of the others is looked at for all of them.
  assert.equal((await house.sync()).held, 2);
  assert.deepEqual([...new Set(await statesOf(house))], ['live']);
  assert.equal(await answer(house, 'approved'), 5);
});

test('what waits closes by itself when Halo shows the appointments again', async t => {
  const house = await install();
  t.after(() => house.close());
  await withSingles(house, 10);
  const lost = loseNewest(house, 6);
  assert.equal((await house.sync({ verify: true })).held, 6);
  for (const id of lost) {
    const row = house.halo.state.appointmentBook.find(id);
    assert.ok(row !== undefined);
    house.halo.state.appointmentBook.update(row, { deleted: false }, 'hand');
  }
  for (const _ of [1, 2]) assert.equal((await house.sync()).haloWrites, 0);
  assert.equal(await answer(house, 'approved'), 0);
  assert.deepEqual(differences(house), []);
});

test('a lost series is one unit: alone it is taken for deleted, and the report says so', async t => {
  const house = await install();
  t.after(() => house.close());
  await withSingles(house, 4);
  house.mailbox('Anna').book({
    subject: 'Stand-up',
    ...at(6, 11),
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 8 } },
  });
  await house.sync();
  loseNewest(house, 8);
  const report = await house.sync({ verify: true });
  assert.deepEqual([report.held, report.mailboxes[0]?.stayDeleted], [0, 8]);
  assert.match(report.mailboxes.map(sayMailbox).join(), /8 deleted by hand in Halo, left so/);
  await quiet(house);
  assert.equal((await house.sync({ verify: true })).mailboxes[0]?.stayDeleted, 8);
});

test('what was deleted by hand in Halo and is there again is followed again by a verifying run', async t => {
  const house = await install();
  t.after(() => house.close());
  const [first = ''] = await withSingles(house, 6);
  const [id = 0] = loseNewest(house, 1);
  house.mailbox('Anna').change(first, { subject: 'Changed' });
  assert.equal((await house.sync({ verify: true })).mailboxes[0]?.stayDeleted, 1);
  const row = house.halo.state.appointmentBook.find(id);
  assert.ok(row !== undefined);
  house.clock.advance(60_000);
  house.halo.state.appointmentBook.update(row, { deleted: false, subject: 'Old' }, 'hand');
  await quiet(house);
  const report = await house.sync({ verify: true });
  assert.deepEqual([report.changed, report.added, report.mailboxes[0]?.stayDeleted], [1, 0, undefined]);
  assert.deepEqual(differences(house), []);
  await quiet(house);
});

test('a verifying run does not bring back what a person deleted, although the lists of Halo show it', async t => {
  const house = await install({ halo: { dialect: { listsShowDeleted: true } } });
  t.after(() => house.close());
  const items = await withSingles(house, 6);
  loseNewest(house, 1);
  for (const id of items) house.mailbox('Anna').change(id, { location: 'Room 2' });
  await house.sync();
  for (const _ of [1, 2]) {
    const report = await house.sync({ verify: true });
    assert.deepEqual([report.haloWrites, report.mailboxes[0]?.stayDeleted], [0, 1]);
  }
  assert.equal(ids(house).length, 5);
});
