/** Unusual amounts and touchy cases wait for a person; the rest goes on; nothing is lost or doubled meanwhile. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';
import { quiet } from './quiet.ts';

async function withSingles(house: Installation, count: number): Promise<string[]> {
  const made: string[] = [];
  for (let n = 0; n < count; n++) {
    const date = `2026-04-${String(1 + (n % 28)).padStart(2, '0')}`;
    const hour = String(6 + Math.floor(n / 28)).padStart(2, '0');
    made.push(
      house
        .mailbox('Anna')
        .book({ subject: `Visit ${n}`, start: `${date}T${hour}:00:00Z`, end: `${date}T${hour}:30:00Z` }),
    );
  }
  assert.equal((await house.sync()).added, count);
  return made;
}

test('a calendar that is suddenly empty removes nothing', async t => {
  const house = await install();
  t.after(() => house.close());
  const items = await withSingles(house, 30);
  for (const id of items) house.mailbox('Anna').remove(id);
  house.mailbox('Anna').book({ subject: 'New', start: '2026-04-10T15:00:00Z', end: '2026-04-10T16:00:00Z' });
  const report = await house.sync();
  assert.deepEqual([report.removed, report.held, report.added], [0, 30, 1]);
  assert.equal(house.appointments('Anna').length, 31);
  await quiet(house);
});

test('five of ten are many, four of ten are not', async t => {
  const house = await install();
  t.after(() => house.close());
  const items = await withSingles(house, 10);
  for (const id of items.slice(0, 4)) house.mailbox('Anna').remove(id);
  assert.equal((await house.sync()).removed, 4);
  for (const id of items.slice(4, 9)) house.mailbox('Anna').remove(id);
  assert.deepEqual([(await house.sync()).removed, house.appointments('Anna').length], [0, 6]);
});

test('a long series counts as one', async t => {
  const house = await install();
  t.after(() => house.close());
  await withSingles(house, 10);
  const id = house.mailbox('Anna').book({
    subject: 'Daily',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:15:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'numbered', count: 60 } },
  });
  assert.equal((await house.sync()).added, 60);
  house.mailbox('Anna').remove(id);
  assert.deepEqual((await house.sync()).removed, 60);
});

test('an appointment with a ticket is not removed without a person', async t => {
  const house = await install();
  t.after(() => house.close());
  const [item] = await withSingles(house, 1);
  const [row] = house.appointments('Anna');
  house.halo.state.attachTicket(row?.id ?? 0, 77);
  house.mailbox('Anna').remove(item ?? '');
  const report = await house.sync();
  assert.deepEqual([report.removed, report.held], [0, 1]);
  assert.equal(house.appointments('Anna').length, 1);
  await quiet(house);
});

test('a completed appointment is not moved without a person', async t => {
  const house = await install();
  t.after(() => house.close());
  const [item] = await withSingles(house, 1);
  const [row] = house.appointments('Anna');
  house.halo.state.complete(row?.id ?? 0);
  house.mailbox('Anna').change(item ?? '', { start: '2026-04-02T06:00:00Z', end: '2026-04-02T06:30:00Z' });
  assert.equal((await house.sync()).held, 1);
  assert.equal(house.appointments('Anna')[0]?.start_date, row?.start_date);
  await quiet(house);
});

test('a changed filter holds what it would remove', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book({
    subject: 'Maybe',
    start: '2026-04-01T06:00:00Z',
    end: '2026-04-01T07:00:00Z',
    freeBusy: 'Tentative',
  });
  await house.sync();
  house.change({ import: { tentative: false } });
  const report = await house.sync();
  assert.deepEqual([report.removed, report.held], [0, 1]);
  assert.equal(house.appointments('Anna').length, 1);
  await quiet(house);
});

test('under an unchanged filter an event that becomes free time is removed', async t => {
  const house = await install();
  t.after(() => house.close());
  const [item] = await withSingles(house, 1);
  house.mailbox('Anna').change(item ?? '', { freeBusy: 'Free' });
  assert.equal((await house.sync()).removed, 1);
  await quiet(house);
});

test('with "no delete" nothing is ever removed, and an event that comes back is the same appointment', async t => {
  const house = await install({ settings: { import: { noDelete: true } } });
  t.after(() => house.close());
  const [item] = await withSingles(house, 1);
  const [row] = house.appointments('Anna');
  house.mailbox('Anna').change(item ?? '', { freeBusy: 'Free' });
  assert.equal((await house.sync()).removed, 0);
  house.mailbox('Anna').change(item ?? '', { freeBusy: 'Busy' });
  await house.sync();
  assert.deepEqual(
    house.appointments('Anna').map(each => each.id),
    [row?.id],
  );
  await quiet(house);
});

test('another master account, or a mailbox made anew, removes nothing before a person has seen it', async t => {
  const house = await install();
  t.after(() => house.close());
  await withSingles(house, 3);
  house.exchange.state.recreateMailbox('anna@example.org');
  const report = await house.sync();
  assert.deepEqual([report.removed, report.held], [0, 3]);
  assert.ok(report.mailboxes[0]?.problems.some(problem => problem.code === 'mailbox.replaced'));
  assert.equal(house.appointments('Anna').length, 3);
  await quiet(house);
});

test('an agent that is switched off keeps his appointments', async t => {
  const house = await install();
  t.after(() => house.close());
  await withSingles(house, 3);
  house.halo.state.setAgent(house.agentId('Anna'), { appointmentSync: 0 });
  house.forgetAgents();
  await house.sync();
  assert.equal(house.appointments('Anna').length, 3);
});

test('what was deleted by hand in Halo stays deleted', async t => {
  const house = await install();
  t.after(() => house.close());
  const [item] = await withSingles(house, 1);
  house.halo.state.deleteByHand(house.appointments('Anna')[0]?.id ?? 0);
  await quiet(house);
  house.mailbox('Anna').change(item ?? '', { subject: 'Changed' });
  await house.sync();
  assert.equal(house.appointments('Anna').length, 0);
  await house.sync({ verify: true });
  assert.equal(house.appointments('Anna').length, 0);
});

test('what was edited by hand in Halo is put back when the event changes, or by --verify', async t => {
  const house = await install();
  t.after(() => house.close());
  const [item] = await withSingles(house, 1);
  const id = house.appointments('Anna')[0]?.id ?? 0;
  house.clock.advance(60_000);
  house.halo.state.edit(id, { subject: 'By hand' });
  await quiet(house);
  assert.equal(house.appointments('Anna')[0]?.subject, 'By hand');
  const verified = await house.sync({ verify: true });
  assert.equal(house.appointments('Anna')[0]?.subject, 'Visit 0');
  assert.deepEqual(verified.mailboxes[0]?.lines[0]?.reasons, ['edited-in-halo']);
  house.clock.advance(60_000);
  house.halo.state.edit(id, { start_date: '2026-04-01T09:00:00', end_date: '2026-04-01T10:00:00' });
  house.mailbox('Anna').change(item ?? '', { location: 'Room 2' });
  await house.sync();
  assert.equal(house.appointments('Anna')[0]?.start_date, '2026-04-01T06:00:00');
  await house.sync({ verify: true });
  await quiet(house);
});
