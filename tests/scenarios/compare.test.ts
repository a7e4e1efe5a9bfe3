/** The judge of the scenarios finds every kind of difference, and none where there is none. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differences } from './compare.ts';
import { type Installation, install } from './installation.ts';

async function agreed(): Promise<Installation> {
  const house = await install();
  const anna = house.mailbox('Anna');
  anna.book({
    subject: 'Server review',
    start: '2026-03-24T10:00:00',
    end: '2026-03-24T11:00:00',
    location: 'Room 1',
    body: 'Bring the list.',
    bodyType: 'Text',
    attendees: [{ address: 'bea@example.org', name: 'Bea', kind: 'required' }],
  });
  await house.sync();
  return house;
}

test('two servers that agree have no differences, over singles, series, whole days and private hours', async t => {
  const house = await agreed();
  t.after(() => house.close());
  const anna = house.mailbox('Anna');
  anna.book({
    subject: ' Stand-up ',
    start: '2026-03-25T09:00:00',
    end: '2026-03-25T09:30:00',
    recurrence: { pattern: { kind: 'Daily', interval: 1 }, range: { kind: 'noEnd' } },
  });
  const day = { start: '2026-04-01', end: '2026-04-03', allDay: true, freeBusy: 'Busy' } as const;
  anna.book({ subject: 'Away', ...day, timeZone: 'Line Islands Standard Time' });
  anna.book({ subject: 'Away too', ...day, timeZone: 'Hawaiian Standard Time' });
  const hour = { start: '2026-04-07T10:00:00', end: '2026-04-07T11:00:00' };
  anna.book({ subject: 'Doctor', ...hour, location: 'Clinic', sensitivity: 'Private' });
  anna.book({ subject: 'Free', ...hour, freeBusy: 'Free' });
  anna.book({ subject: 'Web page', ...hour, body: '<p>One<br>two</p>', bodyType: 'HTML' });
  house.halo.state.book({
    agent_id: house.agentId('Anna'),
    subject: 'Made in Halo',
    start_date: '2026-03-26T09:00:00Z',
    end_date: '2026-03-26T10:00:00Z',
  });
  assert.notDeepEqual(differences(house), []);
  await house.sync();
  assert.deepEqual(differences(house), []);
});

const edits = [
  ['start', { start_date: '2026-03-24T09:30:00Z' }],
  ['end', { end_date: '2026-03-24T11:00:00Z' }],
  ['allday', { allday: true }],
  ['subject', { subject: 'Server reviews' }],
  ['location', { appointment_location_free_text: '' }],
  ['note', { note: 'Bring the lists.' }],
  ['attendees', { attendees: 'Beate' }],
  ['isPrivate', { is_private: true }],
] as const;

for (const [name, edit] of edits) {
  test(`a wrong ${name} is found`, async t => {
    const house = await agreed();
    t.after(() => house.close());
    const [row] = house.appointments('Anna');
    house.halo.state.edit(row?.id ?? 0, edit);
    const found = differences(house);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', new RegExp(`: ${name} is `));
  });
}

test('a missing, a doubled and an invented appointment are found', async t => {
  const house = await agreed();
  t.after(() => house.close());
  const [row] = house.appointments('Anna');
  assert.ok(row !== undefined);
  const { id, last_modified, deleted, ...values } = row;
  const double = house.halo.state.book(values);
  assert.match(differences(house).join(), /: 2 times/);
  house.halo.state.edit(double.id, { entryid: 'nobody-knows-it' });
  assert.match(differences(house).join(), /: invented/);
  house.halo.state.deleteByHand(double.id);
  house.halo.state.deleteByHand(id);
  assert.match(differences(house).join(), /: missing/);
  assert.equal(deleted, false);
  assert.notEqual(last_modified, '');
});

test('an appointment of an event that no rule lets in any more is invented', async t => {
  const house = await agreed();
  t.after(() => house.close());
  const [event] = house.mailbox('Anna').expand('2026-03-24T00:00:00Z', '2026-03-25T00:00:00Z');
  house.mailbox('Anna').change(event?.id ?? '', { freeBusy: 'Free' });
  assert.match(differences(house).join(), /: invented/);
  assert.deepEqual(differences(house, { rules: { free: true } }), []);
});
