/** First import into a Halo that another integrator has filled already: nothing is doubled, what is not certain is asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Installation } from './installation.ts';
import { install } from './installation.ts';
import { quiet } from './quiet.ts';

const day = (n: number) => `2026-03-${String(24 + n).padStart(2, '0')}`;

/** Ten singles at 09:00 UTC on ten days, with what another integrator made of them. */
async function filled(
  house: Installation,
  fields: (itemId: string, n: number) => Record<string, string | number | boolean>,
) {
  const agent = house.agentId('Anna');
  const rows: number[] = [];
  for (let n = 0; n < 7; n++) {
    const itemId = house
      .mailbox('Anna')
      .book({ subject: `Visit ${n}`, start: `${day(n)}T09:00:00Z`, end: `${day(n)}T10:00:00Z` });
    const row = house.halo.state.book({
      agent_id: agent,
      subject: `Visit ${n}`,
      start_date: `${day(n)}T09:00:00`,
      end_date: `${day(n)}T10:00:00`,
      ...fields(itemId, n),
    });
    rows.push(row.id);
  }
  return rows;
}

const ids = (house: Installation) => house.appointments('Anna').map(row => row.id);

test('exact Exchange ids are adopted and nothing is written when all is equal', async t => {
  const house = await install();
  t.after(() => house.close());
  const rows = await filled(house, itemId => ({ entryid: itemId, changekey: 'old' }));
  const preview = await house.sync({ preview: true });
  assert.equal(preview.mailboxes[0]?.adopted, 7);
  assert.equal(preview.haloWrites, 0);
  const report = await house.sync();
  assert.deepEqual(
    [report.added, report.changed, report.mailboxes[0]?.adopted, report.haloWrites],
    [0, 0, 7, 0],
  );
  assert.deepEqual(ids(house), rows);
  await quiet(house);
});

test('foreign ids are replaced by ours on what is unique by agent, start, end and subject', async t => {
  const house = await install();
  t.after(() => house.close());
  const rows = await filled(house, (_, n) => ({ entryid: `AQMk-graph-${n}` }));
  const report = await house.sync();
  assert.deepEqual([report.added, report.changed, report.removed], [0, 7, 0]);
  assert.deepEqual(ids(house), rows);
  assert.ok(house.appointments('Anna').every(row => row.calendar_id.startsWith('halo-integrator:')));
  await quiet(house);
});

test('appointments without any mark are adopted where they are unique', async t => {
  const house = await install();
  t.after(() => house.close());
  const rows = await filled(house, () => ({}));
  const report = await house.sync();
  assert.deepEqual([report.added, report.removed], [0, 0]);
  assert.deepEqual(ids(house), rows);
  await quiet(house);
});

test('what an adopted appointment held and does not hold any more is in the report', async t => {
  const house = await install({ settings: { safety: { showSubjects: true } } });
  t.after(() => house.close());
  await filled(house, (_, n) => ({ appointment_location_free_text: n === 3 ? 'Ring twice' : '' }));
  const report = await house.sync();
  const written = report.mailboxes.flatMap(({ lines }) =>
    lines.filter(({ changed }) => changed.includes('location')),
  );
  assert.deepEqual(
    written.map(({ action, before, after }) => [action, before?.['location'], after?.['location']]),
    [['adopt', 'Ring twice', '']],
  );
});

test('two look-alikes are a question, and nothing is made until it is answered', async t => {
  const house = await install();
  t.after(() => house.close());
  const rows = await filled(house, () => ({}));
  const twin = house.halo.state.book({
    agent_id: house.agentId('Anna'),
    subject: 'Visit 3',
    start_date: `${day(3)}T09:00:00`,
    end_date: `${day(3)}T10:00:00`,
  });
  const report = await house.sync();
  assert.deepEqual([report.added, report.held], [0, 1]);
  assert.deepEqual(report.mailboxes[0]?.lines.find(line => line.outcome === 'held')?.reasons, ['ambiguous']);
  assert.deepEqual(new Set(ids(house)), new Set([...rows, twin.id]));
  await quiet(house);
});

test('a calendar full of foreign marks that nothing matches is not filled a second time', async t => {
  const house = await install();
  t.after(() => house.close());
  const agent = house.agentId('Anna');
  for (let n = 0; n < 12; n++) {
    const hour = String(6 + n).padStart(2, '0');
    house
      .mailbox('Anna')
      .book({ subject: `Task ${n}`, start: `${day(1)}T${hour}:00:00Z`, end: `${day(1)}T${hour}:30:00Z` });
    house.halo.state.book({
      agent_id: agent,
      subject: `[sync] Task ${n}`,
      start_date: `${day(1)}T${hour}:00:00`,
      end_date: `${day(1)}T${hour}:30:00`,
      entryid: `graph-${n}`,
    });
  }
  const report = await house.sync();
  assert.deepEqual([report.added, report.held], [0, 12]);
  await quiet(house);
});

test('a private event is adopted from an integrator that showed its subject, and then hides it', async t => {
  const house = await install();
  t.after(() => house.close());
  house.mailbox('Anna').book({
    subject: 'Doctor',
    start: `${day(1)}T09:00:00Z`,
    end: `${day(1)}T10:00:00Z`,
    sensitivity: 'Private',
  });
  const row = house.halo.state.book({
    agent_id: house.agentId('Anna'),
    subject: 'Doctor',
    start_date: `${day(1)}T09:00:00`,
    end_date: `${day(1)}T10:00:00`,
  });
  await house.sync();
  const [adopted] = house.appointments('Anna');
  assert.deepEqual(
    [adopted?.id, adopted?.subject, adopted?.is_private],
    [row.id, 'Private appointment', true],
  );
  await quiet(house);
});
