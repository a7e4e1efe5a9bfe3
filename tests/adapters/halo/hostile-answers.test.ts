/** Answers that are wrong, odd or hostile: refused whole, or read as what they are; never half believed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '../../../main/core/problem.ts';
import { startCannedHalo } from './canned-halo.ts';
import { deskFor } from './desk-for-tests.ts';

const never = new AbortController().signal;
const week = { start: '2026-03-02T00:00:00Z', end: '2026-03-09T00:00:00Z' };

function row(changes: Record<string, unknown> = {}) {
  return {
    id: 5,
    agent_id: 3,
    subject: 'Kuendigung Meier',
    start_date: '2026-03-04T09:00:00',
    end_date: '2026-03-04T10:00:00',
    ...changes,
  };
}

async function asked<T>(
  body: unknown,
  ask: (desk: ReturnType<typeof deskFor>['desk']) => Promise<Result<T>>,
  status = 200,
): Promise<T | string> {
  const halo = await startCannedHalo(request =>
    /^\w+ \/api\/(Appointment|Agent)/.test(request.line)
      ? { status, body: request.query.get('page_no') === '2' ? [] : body }
      : undefined,
  );
  const { desk, logged, close } = deskFor({ url: halo.url });
  const answer = await ask(desk);
  close();
  await halo.close();
  const told = JSON.stringify([answer.ok ? null : answer.problem, logged]);
  assert.ok(!told.includes('Meier'), told);
  return answer.ok ? answer.value : `${answer.problem.code} ${answer.problem.facts?.['reason'] ?? ''}`.trim();
}

const listed = (body: unknown) => asked(body, desk => desk.list(3, week, never));
const readRow = (body: unknown, status = 200) => asked(body, desk => desk.read(5, never), status);

const hostile: readonly (readonly [what: string, row: unknown, where: string])[] = [
  ['an id that is a list', row({ id: [] }), 'id'],
  ['an id with a fraction', row({ id: 1.5 }), 'id'],
  ['no id', row({ id: undefined }), 'id'],
  ['a subject that is an object', row({ subject: { $ref: 1 } }), 'subject'],
  ['a subject of three million letters', row({ subject: 'x'.repeat(3_000_000) }), 'subject'],
  ['a private flag that is a word', row({ is_private: 'perhaps' }), 'is_private'],
  ['a date that is a number', row({ start_date: 1_774_771_200_000 }), 'start_date'],
  ['a date that no calendar has', row({ start_date: '2026-02-30T09:00:00' }), 'date'],
  ['a row that is a number', 7, ''],
];
for (const [what, bad, where] of hostile) {
  test(`a list with ${what} is refused whole and says where`, async () => {
    assert.equal(await listed([row(), bad]), `halo.unreadable-answer ${where}`.trim());
  });
  test(`${what} is no reading of an appointment either`, async () => {
    assert.equal(await readRow(bad), `halo.unreadable-answer ${where}`.trim());
  });
}

for (const body of [{}, null, 7, '"text"', { appointments: {} }, { error: 'no' }]) {
  test(`a list that is ${JSON.stringify(body)} is no list`, async () => {
    assert.equal(await listed(body), 'halo.unreadable-answer no-list');
  });
}

test('a list asks in an order that new rows cannot disturb, a day wider, and for nothing that could hide rows', async () => {
  const halo = await startCannedHalo(request =>
    request.line === 'GET /api/Appointment' ? { body: { record_count: 0, appointments: [] } } : undefined,
  );
  const { desk, close } = deskFor({ url: halo.url });
  await desk.list(3, week, never);
  close();
  await halo.close();
  const [request] = halo.of('GET /api/Appointment');
  assert.deepEqual(Object.fromEntries(request?.query ?? []), {
    agents: '3',
    start_date: '2026-03-01T00:00:00Z',
    end_date: '2026-03-10T00:00:00Z',
    hidecompleted: 'false',
    includedeleted: 'false',
    pageinate: 'true',
    page_no: '1',
    page_size: '100',
    order: 'id',
    orderdesc: 'false',
  });
});

test('rows that are no appointments of the agent are left out, odd ones of others do not stop the list', async () => {
  const body = [
    row(),
    row({ id: 6, agent_id: 4 }),
    row({ id: 7, is_task: true, start_date: null, end_date: null }),
    row({ id: 8, deleted: true }),
    row({ id: 9, _recurringmaster: true }),
    row({ id: 10, holiday_id: '5f0c7a52-0000-0000-0000-000000000001' }),
    row({ id: 0 }),
    row({ id: -1 }),
    row({ id: 11, start_date: null }),
    row({ id: 12, holiday_id: '00000000-0000-0000-0000-000000000000', unknown_field: { a: 1 } }),
    JSON.parse(
      '{"id": 13, "agent_id": 3, "start_date": "2026-03-04T09:00:00", "end_date": "2026-03-04T09:30:00", "__proto__": {"subject": "x"}}',
    ),
  ];
  const rows = await listed(body);
  assert.ok(Array.isArray(rows));
  assert.deepEqual(
    rows.map(one => one.id),
    [5, 12, 13],
  );
  assert.equal(rows[2]?.subject, '');
});

test('what a list leaves out or shows as empty is unknown; what a single reading leaves out is empty', async () => {
  const empty = { note: '', exchange_uid: '', exchangemailboxfqdn: null };
  const rows = await listed([row(empty)]);
  assert.ok(Array.isArray(rows));
  assert.deepEqual([rows[0]?.note, rows[0]?.marks.uid, rows[0]?.marks.mailbox], [null, null, null]);
  const told = await listed([row({ note: 'Bring keys', exchange_uid: 'u' })]);
  assert.ok(Array.isArray(told));
  assert.deepEqual([told[0]?.note, told[0]?.marks.uid], ['Bring keys', 'u']);
  const reading = await readRow(row({ note: null }));
  assert.ok(typeof reading !== 'string' && reading.kind === 'found');
  const { note, marks } = reading.appointment;
  assert.deepEqual([note, marks.uid, marks.mailbox], ['', '', '']);
});

test('an all-day appointment at the edge is listed in whichever zone its days are meant', async () => {
  const allDay = (id: number, first: string, last = first) =>
    row({ id, allday: true, start_date: `${first}T00:00:00`, end_date: `${last}T23:59:59` });
  const rows = await listed([
    allDay(1, '2026-02-27', '2026-02-28'),
    allDay(2, '2026-03-01'),
    allDay(3, '2026-03-05'),
    allDay(4, '2026-03-09'),
    allDay(5, '2026-03-10'),
  ]);
  assert.ok(Array.isArray(rows));
  assert.deepEqual(
    rows.map(one => one.id),
    [2, 3, 4],
  );
});

const work: readonly (readonly [Record<string, unknown>, readonly string[]])[] = [
  [{ ticket_id: -1, complete_status: -1, complete_timetaken: 0 }, []],
  [{ ticket_id: 0, complete_date: null }, []],
  [{ complete_date: '0001-01-01T00:00:00' }, []],
  [{ complete_date: '1900-01-01T00:00:00Z' }, []],
  [{ ticket_id: 2200 }, ['ticket']],
  [{ complete_status: 0 }, ['completed']],
  [{ complete_status: '0' }, ['completed']],
  [{ complete_date: '2026-03-04T12:00:00' }, ['completed']],
  [{ complete_timetaken: 0.25, ticket_id: 1 }, ['ticket', 'time']],
];
for (const [fields, expected] of work) {
  test(`${JSON.stringify(fields)} is work: ${expected.join(', ') || 'none'}`, async () => {
    const reading = await readRow(row(fields));
    assert.ok(typeof reading !== 'string' && reading.kind === 'found');
    assert.deepEqual(reading.appointment.work, expected);
  });
}

test('an appointment is gone when Halo says so, not when some web server does', async () => {
  assert.deepEqual(await readRow({ Message: 'not found' }, 404), { kind: 'absent' });
  assert.deepEqual(await readRow('', 404), { kind: 'absent' });
  assert.equal(await readRow('<html><body>404</body></html>', 404), 'halo.not-halo');
  assert.equal(await readRow('<html><body>Sign in</body></html>'), 'halo.not-halo');
  assert.deepEqual(await readRow(row({ deleted: true })), { kind: 'deleted' });
  assert.equal(await readRow(row({ id: 6 })), 'halo.unreadable-answer other-id');
  assert.equal(await readRow(''), 'halo.unreadable-answer empty');
  assert.equal(await readRow('{"id": 5, "subject"'), 'halo.unreadable-answer not-json');
  const lostRights = await readRow(row({ _canupdate: false, _candelete: false }));
  assert.ok(typeof lostRights !== 'string' && lostRights.kind === 'found');
});

test('a removal is done or absent only when Halo says so', async () => {
  const removed = (body: unknown, status: number) => asked(body, desk => desk.remove(5, never), status);
  assert.equal(await removed(row(), 200), 'removed');
  assert.equal(await removed('', 204), 'removed');
  assert.equal(await removed('', 404), 'absent');
  assert.equal(await removed('<html></html>', 404), 'halo.not-halo');
  assert.equal(await removed('', 403), 'halo.forbidden');
});

test('agents are read with what is missing said as missing', async () => {
  const agents = await asked(
    { agents: [{ id: 3, name: 'Anna', email: ' anna@example.org ', isdisabled: null }] },
    desk => desk.agents(never),
  );
  assert.deepEqual(agents, [
    {
      id: 3,
      name: 'Anna',
      email: 'anna@example.org',
      exchangeAccount: '',
      isDisabled: false,
      isApiAgent: false,
      appointmentSync: -1,
    },
  ]);
});
