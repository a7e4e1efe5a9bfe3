/** A whole appointment, from answers that are odd or hostile: read as what they are or refused, never half believed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WholeAppointment, WholeReading } from '../../../main/core/outbound/halo-side.ts';
import { startCannedHalo } from './canned-halo.ts';
import { deskFor } from './desk-for-tests.ts';

const never = new AbortController().signal;

function row(changes: Record<string, unknown> = {}) {
  return {
    id: 5,
    agent_id: 3,
    subject: 'Kuendigung Meier',
    start_date: '2026-03-04T09:00:00',
    end_date: '2026-03-04T10:00:00',
    last_modified: '2026-03-04T08:00:00.123',
    agents: [{ id: 3, name: 'Anna Berg', use: 'agent' }],
    appointment_type_id: 2,
    schedule: null,
    ...changes,
  };
}

async function read(body: unknown, status = 200): Promise<WholeReading | string> {
  const halo = await startCannedHalo(request =>
    request.line === 'GET /api/Appointment/5' ? { status, body } : undefined,
  );
  const { changes, logged, close } = deskFor({ url: halo.url });
  const answer = await changes.whole(5, never);
  close();
  await halo.close();
  assert.equal(halo.of('GET /api/Appointment/5')[0]?.query.get('includedetails'), 'true');
  const told = JSON.stringify([answer.ok ? null : answer.problem, logged]);
  assert.ok(!told.includes('Meier'), told);
  return answer.ok ? answer.value : `${answer.problem.code} ${answer.problem.facts?.['reason'] ?? ''}`.trim();
}

async function found(changes: Record<string, unknown> = {}): Promise<WholeAppointment> {
  const reading = await read(row(changes));
  if (typeof reading === 'string' || reading.kind !== 'found') assert.fail(JSON.stringify(reading));
  return reading.whole;
}

for (const [what, agents, ids] of [
  ['not there', undefined, [3]],
  ['null', null, [3]],
  ['empty', [], [3]],
  ['the owner alone, without a use', [{ id: 3 }], [3]],
  ['another before the owner', [{ id: 8, use: 'agent' }, { id: 3 }], [3, 8]],
  ['numbers as text, and one of them twice', [{ id: '8' }, { id: 3 }, { id: 8 }], [3, 8]],
  ['a team and nobody besides', [{ id: 8, use: 'team' }, { id: 0 }], [3]],
] as const) {
  test(`agents that are ${what} are the agents ${ids.join(' and ')}`, async () => {
    assert.deepEqual((await found({ agents })).agentIds, ids);
  });
}

test('an appointment that names no owner belongs to the agents in its list, or to nobody', async () => {
  assert.deepEqual((await found({ agent_id: null })).agentIds, [3]);
  assert.deepEqual((await found({ agent_id: 0, agents: null })).agentIds, []);
});

test('the moment of the last change is told where it is one', async () => {
  for (const [lastModified, moment] of [
    ['2026-03-04T08:00:00.123', '2026-03-04T08:00:00Z'],
    ['2026-03-04T08:00:00Z', '2026-03-04T08:00:00Z'],
    ['0001-01-01T00:00:00', null],
    ['soon', null],
    [null, null],
  ] as const) {
    assert.equal((await found({ last_modified: lastModified })).modifiedAt, moment, String(lastModified));
  }
});

const schedule = {
  recurrencepattern: '2',
  weeklyrecurrencestring: 'Monday',
  enddate: null,
  endafteramount: 4,
  _validateonly: false,
  events: [{ id: 1 }],
  weeklyrecurrenceamount: [{ id: '1', name: '2' }],
  subject: 'x'.repeat(5_000),
};

test('a schedule keeps its plain values by their names, of a master alone', async () => {
  assert.deepEqual((await found({ _recurringmaster: true, schedule })).schedule, {
    pattern: 2,
    fields: {
      recurrencepattern: '2',
      weeklyrecurrencestring: 'Monday',
      endafteramount: 4,
      _validateonly: false,
    },
  });
  assert.equal((await found({ schedule })).schedule, null);
});

test('a master without a schedule, or with one of no kind, has none', async () => {
  for (const one of [undefined, null, {}, { recurrencepattern: 'weekly' }, { recurrencepattern: 1.5 }]) {
    assert.equal((await found({ _recurringmaster: true, schedule: one })).schedule, null);
  }
});

test('an appointment without a type has none, and a note that is not there is empty', async () => {
  const { typeId, appointment } = await found({ appointment_type_id: null });
  assert.deepEqual([typeId, appointment.note], [null, '']);
});

test('a note of five million characters makes nothing unreadable', async () => {
  const { appointment } = await found({ note: 'Bring the keys. '.repeat(320_000) });
  assert.ok(appointment.note.startsWith('Bring the keys.'));
});

for (const [what, bad, where] of [
  ['agents that are a text', row({ agents: 'Anna' }), 'agents'],
  ['an agent without an id', row({ agents: [{ name: 'Anna' }] }), 'agents.0.id'],
  ['a type that is a word', row({ appointment_type_id: 'visit' }), 'appointment_type_id'],
  ['a schedule that is a list', row({ _recurringmaster: true, schedule: [1] }), 'schedule'],
  ['another appointment', row({ id: 6 }), 'other-id'],
  ['no dates', row({ start_date: null, end_date: null }), 'date'],
  ['a date that no calendar has', row({ start_date: '2026-02-30T09:00:00' }), 'date'],
  ['a list', [row()], ''],
  ['nothing', '', 'empty'],
] as const) {
  test(`${what} is no whole appointment`, async () => {
    // A text goes out as it is: an empty body.
    assert.equal(await read(bad), `halo.unreadable-answer ${where}`.trim());
  });
}

test('what is gone, what was deleted and what is no appointment are told apart', async () => {
  const kind = (reading: WholeReading | string) => (typeof reading === 'string' ? reading : reading.kind);
  assert.equal(kind(await read({ Message: 'unknown' }, 404)), 'absent');
  assert.equal(kind(await read('<html>not found</html>', 404)), 'halo.not-halo');
  assert.equal(kind(await read(row({ isdeleted: true }))), 'deleted');
  assert.equal(kind(await read(row({ is_task: true }))), 'no-appointment');
  assert.equal(kind(await read(row({ is_task: true, deleted: true }))), 'deleted');
  assert.equal(
    kind(await read(row({ holiday_id: '5f3a0000-0000-0000-0000-000000000001' }))),
    'no-appointment',
  );
});
